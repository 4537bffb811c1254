"""Whom pronouns mean, who speaks and when, in whole articles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from time import perf_counter

import pytest

import summarizer
from summarizer.model import Analysis

WEDNESDAY = datetime(2024, 10, 23, 12, tzinfo=UTC)


def meant(body: str) -> list[str | None]:
    """For each sentence "pronoun: name", or None."""
    found = summarizer.analyze(body, "", WEDNESDAY, "en")
    return [
        f"{body[a.start : a.end]}: {found.people[a.person].name}" if (a := each.antecedent) else None
        for each in found.sentences
    ]


SURE = [
    (
        "Ukrainian President Volodymyr Zelensky called on allies to act. He said that time was short.",
        "He: Volodymyr Zelensky",
    ),
    (
        "British Defense Secretary John Healey said it was likely. In a statement, he said troops had moved.",
        "he: John Healey",
    ),
    (
        "NATO Secretary General Mark Rutte visited Kyiv on Monday. “We will stay,” he said.",
        "he: Mark Rutte",
    ),
    ("Chancellor Angela Merkel spoke in Berlin. She warned of a long winter.", "She: Angela Merkel"),
    (
        "President Vladimir Putin spoke on Monday. He praised the army. He left the hall at noon.",
        "He: Vladimir Putin",
    ),
]
UNSURE = [
    "President Joe Biden met President Vladimir Putin in Geneva. He left early.",
    "President Joe Biden called Mark Rutte. He agreed.",
    "Chancellor Angela Merkel spoke in Berlin. He agreed.",
    "President Joe Biden spoke for an hour. She agreed.",
    "President Joe Biden met a local official. He was pleased.",
    "President Joe Biden’s office sent a letter. He was pleased.",
    "The bill was sent to President Joe Biden. He was pleased.",
    "“We met President Joe Biden. He was pleased,” the mayor said.",
    "Judge Ann Roe sent her to prison. She will appeal.",
    "President Joe Biden told the paper: ?We are sad. He slipped and fell.",
    "It rained. He left.",
]


@pytest.mark.parametrize(("body", "expected"), SURE)
def test_sure(body: str, expected: str) -> None:
    """A pronoun after a sentence led by the only person named means that person, and so does the next."""
    assert set(meant(body)[1:]) == {expected}


@pytest.mark.parametrize("body", UNSURE)
def test_unsure(body: str) -> None:
    """Where somebody else could be meant, nothing is claimed."""
    assert set(meant(body)) == {None}


@pytest.fixture(scope="module")
def found() -> tuple[str, Analysis]:
    """An article wrapped by hand, with its analysis."""
    body = (
        "The ministers met on Tuesday in the capital and agreed to hold\n"
        "further talks. President Ann Roe said that the talks would go on\n"
        "next week. She left for Geneva."
    )
    return body, summarizer.analyze(body, "Talks", WEDNESDAY)


def test_spans_are_the_bodys(found: tuple[str, Analysis]) -> None:
    """Speakers, dates, names and pronouns are spans of the body, across wrapped lines too."""
    body, analysis = found
    first, second, third = analysis.sentences
    assert [(body[d.start : d.end], d.first) for d in first.dates] == [("Tuesday", date(2024, 10, 22))]
    assert second.speaker is not None
    assert body[slice(*second.speaker)] == "President Ann Roe"
    assert [(d.first, d.last) for d in second.dates] == [(date(2024, 10, 28), date(2024, 11, 3))]
    assert third.antecedent is not None
    assert body[third.antecedent.start : third.antecedent.end] == "She"
    assert analysis.people[third.antecedent.person].name == "Ann Roe"


def test_other_languages() -> None:
    """In other languages days are read, while names and speakers are not claimed."""
    body = "Le président Emmanuel Macron a parlé lundi. Il a dit non."
    analysis = summarizer.analyze(body, "", WEDNESDAY, "fr")
    assert [[d.first for d in s.dates] for s in analysis.sentences] == [[date(2024, 10, 21)], []]
    assert analysis.people == ()
    assert {s.speaker for s in analysis.sentences} == {None}


def test_long_texts_are_bounded() -> None:
    """200,000 characters take no more than a bounded time, whatever they hold."""
    hostile = {
        "news": "President Ann Roe met Ivan Doe on Tuesday. He said the talks had failed.\n" * 2_700,
        "names": " ".join(f"Ann Ro{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}e left." for n in range(12_000)),
        "he": "He said so. " * 16_000,
        "one": "President Ann Roe said and " * 7_400,
    }
    for body in hostile.values():
        began = perf_counter()
        summarizer.analyze(body, "", WEDNESDAY, "en")
        assert perf_counter() - began < 30
