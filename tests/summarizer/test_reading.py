"""Words are kin by stem, by family and by meaning, in this order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading import KIN, LIKE, SAME, kin, kin_of, kinship, opening, openings, read, stemmed


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("troops", "troop", SAME),
        ("founded", "founder", KIN),
        ("Korea", "Korean", KIN),
        ("killed", "killing", SAME),
        ("die", "death", KIN),
        ("fly", "flew", KIN),
        ("troops", "soldiers", KIN),
        ("kill", "massacre", LIKE),
        ("arrested", "custody", LIKE),
        ("troops", "bakery", 0.0),
        ("port", "portrait", 0.0),
    ],
)
def test_kinship(one: str, other: str, expected: float) -> None:
    """The nearer in meaning, the more one word counts for another; it is the same both ways."""
    [first], [second] = stemmed(one), stemmed(other)
    assert kinship(first, second) == kinship(second, first) == expected


def test_kinds_stand_for_their_general_word_only() -> None:
    """A question for weapons is told by drones; one for drones is not, by weapons or by missiles."""
    assert kinship("weapon", "drone") == LIKE
    assert kinship("drone", "weapon") == kinship("drone", "missil") == 0.0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("die", "Dying"),
        ("go", "went"),
        ("troops", "soldiers"),
        ("weapon", "drones"),
        ("lie", "lying"),
        ("uk", "UK"),
    ],
)
def test_openings_hide_no_word(asked: str, told: str) -> None:
    """A word that stands for another begins as one of its openings says."""
    wanted = frozenset().union(*map(kin_of, stemmed(asked)))
    assert not wanted.isdisjoint(kin(told))
    assert opening(told) in openings(wanted)


@given(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True))
def test_any_word_begins_as_its_family(word: str) -> None:
    """No word of plain letters is hidden from a question that asks for it."""
    for each in kin(word):
        assert opening(word) in openings({each})


def test_places_of_words() -> None:
    """Every term has the span of its word, and stop words are counted but no terms."""
    text = "Up to 12,000 soldiers, in the U.S. he said"
    found = read(text)
    assert [text[a:b] for a, b in found.spans] == ["12,000", "soldiers", "U.S.", "said"]
    assert found.stems == ("12000", "soldier", "us", "said")
    assert found.at == (2, 3, 6, 8)
    assert found.tokens == 9
    assert read("").tokens == 0
