"""On which day what a sentence tells was done: told where it is sure, and else not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summarizer.happened import happened
from summarizer.times import Reader

WEDNESDAY = datetime(2024, 10, 23, tzinfo=UTC)


def day(sentence: str, published: datetime | None = WEDNESDAY, *, quoted: bool = False) -> str | None:
    """The day of what a sentence tells, in an article of that time."""
    dates = Reader(published.date() if published else None, "en").read(sentence, quoted=quoted)
    found = happened(sentence, 0, dates, published, quoted=quoted)
    return found.first.isoformat() if found else None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Russian forces struck the port of Odesa on Tuesday, killing five people.", "2024-10-22"),
        ("On Tuesday, Russian forces struck the port of Odesa.", "2024-10-22"),
        ("On Tuesday residents fled the town.", "2024-10-22"),
        ("President Volodymyr Zelensky said on Tuesday that the troops had arrived.", "2024-10-22"),
        ("Rutte met the Ukrainian president in Brussels on Monday.", "2024-10-21"),
        ("Russia invaded Ukraine on Feb. 24, 2022.", "2022-02-24"),
        ("The bridge was blown up on 8 October 2022.", "2022-10-08"),
        ("Two people were killed late on Monday in Kharkiv.", "2024-10-21"),
        ("The mayor said that two people were killed on Tuesday.", "2024-10-22"),
        ("Putin, the Russian president, flew to Kazan on Monday.", "2024-10-21"),
        ("In a speech on Tuesday, Zelensky called on allies to act.", "2024-10-22"),
        ("The ministers met and signed a treaty on Friday.", "2024-10-18"),
        ("Yesterday the port was hit by a drone.", "2024-10-22"),
        ("A drone hit the depot last Friday.", "2024-10-18"),
        ("The town fell to Russian forces two days ago.", "2024-10-21"),
        ("“We saw them,” the mayor said on Tuesday.", "2024-10-22"),
        ("He visited Seoul on Oct. 21.", "2024-10-21"),
    ],
)
def test_what_was_done_has_its_day(sentence: str, told: str) -> None:
    """A verb in the past of a main clause with its day, or behind one that begins the sentence."""
    assert day(sentence) == told


@pytest.mark.parametrize(
    "sentence",
    [
        # no deed
        "The election will be held on Nov. 5.",
        "The ministers will meet on Friday.",
        "The talks could begin on Tuesday.",
        "Kyiv expected the forces to turn up on Tuesday.",
        "He did not attend the summit on Tuesday.",
        "Moscow denied that it struck the port on Tuesday.",
        "Was the port struck on Tuesday?",
        "Published on Tuesday.",
        "Strike on Odesa on Tuesday",
        "He was due in Seoul on Tuesday.",
        "If he left on Monday, nobody saw it.",
        # another clause or noun has the date
        "The war, which began on Feb. 24, 2022, has killed many.",
        "After the strike on Monday, officials opened a shelter.",
        "The port was struck, officials said on Tuesday.",
        "The port was closed, the mayor said Tuesday.",
        "Monday's strike killed five people.",
        "A man arrested on Monday was charged.",
        "A man arrested on Monday in Kyiv was charged.",
        "The man, arrested on Monday, is a teacher.",
        "A deal reached on Monday was rejected.",
        "The Tuesday meeting ended early.",
        "He attended the Tuesday briefing.",
        "Kyiv condemned the strike on Monday.",
        "It followed a statement on Monday by the minister.",
        "The parliament approved a plan announced on Monday.",
        "The port has been closed since Monday.",
        "The army advanced from Monday.",
        "The law that passed on Monday is harsh.",
        "He was killed by a drone that was launched on Monday.",
        "Troops who crossed on Monday were seen.",
        # the day is not sure
        "He met Xi on Monday and Kim on Tuesday.",
        "The talks were held in 2022, he said on Monday.",
        "Talks were held on Monday, and two days earlier a bridge fell.",
        "The port was hit the following day.",
        "A drone hit the depot last Tuesday.",
        "The summit was held on Nov. 5.",
        "He said: “They crossed on Oct. 21, 2024.”",
        "The attack lasted from Oct. 21-23.",
        "It happened last week.",
    ],
)
def test_nothing_is_told_where_it_is_not_sure(sentence: str) -> None:
    """Plans, denials, questions, dates of nouns and of other clauses, and days that may be others."""
    assert day(sentence) is None


def test_the_day_of_publication() -> None:
    """Without it only whole dates are told; at night "yesterday" may be another day where it was written."""
    struck = "Yesterday the port was hit by a drone."
    assert day("On 8 October 2022 the bridge was blown up.", None) == "2022-10-08"
    assert day("On Tuesday the bridge was blown up.", None) is None
    assert day(struck, datetime(2024, 10, 23, 12, 30, tzinfo=UTC)) == "2024-10-22"
    assert day(struck, datetime(2024, 10, 23, 1, 30, tzinfo=UTC)) is None
    assert (
        day("The bridge was blown up on Tuesday.", datetime(2024, 10, 23, 1, 30, tzinfo=UTC)) == "2024-10-22"
    )


def test_a_quotation_that_goes_on() -> None:
    """What somebody says, who began sentences before, is none of the article's telling."""
    assert day("The bridge fell on 8 October 2022.", quoted=True) is None
