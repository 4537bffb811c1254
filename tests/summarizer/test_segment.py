"""Sentence borders in news of several languages, and the promise that no character is lost."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from time import perf_counter

import nupunkt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.segment import spans
from tests.summarizer.borders import CASES

TEXT = st.text(
    st.one_of(st.sampled_from(" \n\t.!?…\"'“”‘’«»()[]U.S aBя5۔؟。—\u2028"), st.characters()), max_size=300
)


def cut(body: str, language: str) -> list[str]:
    """The sentences of a body."""
    return [body[start:end] for start, end in spans(body, language)]


def expected(marked: str) -> list[str]:
    """The sentences that a case's bars mark."""
    return [piece.strip() for piece in marked.split("|")]


@pytest.mark.parametrize(
    ("language", "marked"), [(code, text) for code, texts in CASES.items() for text in texts]
)
def test_borders(language: str, marked: str) -> None:
    """A sentence ends where a reader says it ends, in every covered language."""
    assert cut(marked.replace("|", ""), language) == expected(marked)


@pytest.mark.parametrize("language", ["en", "uk", "ru", "ar", "fr", "de", "es"])
def test_others_do_worse(language: str) -> None:
    """Neither the trained model alone nor cutting at every mark gets more of the hard cases right."""
    model = nupunkt.load("default")

    def trained(body: str) -> list[str]:
        pieces = (body[start:end].strip() for start, end in model.span_tokenize(body))
        return [piece for piece in pieces if piece]

    def naive(body: str) -> list[str]:
        return [piece for piece in re.split(r"(?<=[.!?…؟])\s+|\s*\n\s*", body) if piece]

    def right(cutter: Callable[[str], list[str]]) -> int:
        return sum(cutter(marked.replace("|", "")) == expected(marked) for marked in CASES[language])

    ours = right(lambda body: cut(body, language))
    assert ours > max(right(trained), right(naive))


def test_small_letters_only() -> None:
    """A text without any capitals is cut at its full stops all the same."""
    body = "the talks failed. nobody said why. mr. doe left at 5 p.m. and was silent."
    assert cut(body, "en") == [
        "the talks failed.",
        "nobody said why.",
        "mr. doe left at 5 p.m. and was silent.",
    ]


WRAPPED = """The ministers met on Monday in the capital and agreed to hold
further talks next month. A spokesman for the foreign ministry
said that Gen. Ivan Doe, who leads the mission, would meet the
others. No date was given."""


def test_wrapped_lines_are_verbatim() -> None:
    """A sentence of a hand-wrapped paragraph keeps its line breaks, of whichever kind."""
    for line_break in ("\n", "\r\n", "\u2028"):
        body = WRAPPED.replace("\n", line_break)
        found = cut(body, "en")
        assert len(found) == 3
        assert found[0] == body[: body.index("month.") + 6]
        assert line_break in found[0]


@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_any_width(width: int) -> None:
    """Whatever the width, wrapping changes no border of a paragraph."""
    plain = (WRAPPED.replace("\n", " ") + " Both sides blamed each other for the delay of the talks. ") * 3
    wrapped = "\n".join(textwrap.wrap(plain, width))
    assert [" ".join(each.split()) for each in cut(wrapped, "en")] == cut(plain, "en")


@given(body=TEXT, language=st.sampled_from(["en", "uk", "ar", "de", "und"]))
def test_nothing_is_lost(body: str, language: str) -> None:
    """Spans are ordered, disjoint, stripped, cross no blank line, and leave out only white space."""
    found = spans(body, language)
    at = 0
    for start, end in found:
        assert at <= start < end <= len(body)
        assert not body[at:start].strip()
        sentence = body[start:end]
        assert sentence == sentence.strip()
        assert all(line.strip() for line in sentence.splitlines())
        at = end
    assert not body[at:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        ". " * 500_000,
        ".”" * 500_000,
        "A. " * 333_333,
        "bcd. X " * 140_000,
        "a? ”" * 250_000,
        "Bxd. Xyd " + ".”" * 300_000,
        '"' * 10**6,
        "a\n" * 300_000,
        "abcd efgh ijkl mnop qrst uvwx yz\n" * 30_000,
        "a" + " " * 1_000_000 + "b",
        "ab.Cd" * 200_000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_texts_end(text: str) -> None:
    """A million characters of any make are cut in linear time, within seconds."""
    began = perf_counter()
    found = spans(text, "en")
    assert perf_counter() - began < 20
    assert found[0][0] == 0
    assert sum(map(len, text.split())) == sum(len("".join(text[a:b].split())) for a, b in found)
