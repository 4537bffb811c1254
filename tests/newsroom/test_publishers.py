"""The source that a question names."""

from __future__ import annotations

import pytest

from newsroom.publishers import find

SOURCES = {"Sample Wire": 4, "Sample Wire Asia": 1, "Herald": 2}


@pytest.mark.parametrize(
    ("question", "rest", "named"),
    [
        ("Who came, according to Sample Wire?", "Who came?", ("Sample Wire",)),
        ("Who came according to the herald", "Who came", ("Herald",)),
        ("What does Sample Wire Asia say about troops?", "What about troops?", ("Sample Wire Asia",)),
        ("News from Herald on Gaza", "News on Gaza", ("Herald",)),
        ("Was a Herald reporter hurt?", "Was a Herald reporter hurt?", ()),
        ("Who came by Heraldry?", "Who came by Heraldry?", ()),
        ("Who came?", "Who came?", ()),
    ],
)
def test_named_source(question: str, rest: str, named: tuple[str, ...]) -> None:
    """A source is found where its word is asked for, and nowhere else; the longest name goes first."""
    assert find(question, SOURCES) == (rest, named)
