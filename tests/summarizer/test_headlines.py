"""Which headline a story goes by."""

from __future__ import annotations

import pytest

from summarizer.headlines import Headed, best, teases
from summarizer.similarity import signature


def chosen(*reports: tuple[str, str]) -> str:
    """The headline chosen among reports of title and text."""
    headed = [
        Headed(title=title, language="en", opening=signature(title, text, "en").lead)
        for title, text in reports
    ]
    return reports[best(headed)][0]


DAM = "A dam near Orlen broke on Monday and flooded 14 villages, governor Ida Falk said."


def test_what_all_tell_of_is_chosen() -> None:
    """One report's angle gives way to what the reports have in common."""
    assert (
        chosen(
            ("Dam near Orlen breaks and floods 14 villages", DAM),
            ("Insurers fear losses as Orlen counts the cost", DAM),
            ("Orlen dam breaks, villages flooded", DAM),
        )
        == "Dam near Orlen breaks and floods 14 villages"
    )


def test_neither_the_vaguest_nor_a_teaser() -> None:
    """A few words that fit any such event, or a riddle, give way to a headline that says what happened."""
    assert (
        chosen(
            ("Dam breaks", DAM),
            ("Why did the dam near Orlen break and flood 14 villages?", DAM),
            ("Broken dam near Orlen floods villages", DAM),
        )
        == "Broken dam near Orlen floods villages"
    )


def test_of_equals_the_newest() -> None:
    """The same words: the later report's headline."""
    same = Headed(title="Dam near Orlen breaks again", language="en", opening=["dam"])
    assert best([same, same, same]) == 2


def test_there_is_always_one() -> None:
    """A teaser or a headline without words is taken where there is nothing else; of none there is none."""
    assert chosen(("Why?", "")) == "Why?"
    assert chosen(("…", "—")) == "…"
    with pytest.raises(ValueError, match="no headlines"):
        best([])


@pytest.mark.parametrize(
    "title",
    [
        "What we know about the dam",
        "Is the dam safe?",
        "Watch: water pours through the dam",
        "Live: rescue in Orlen",
        "The dam was safe, they said…",
        "Five villages and your safety",
        "7 things to know about dams",
    ],
)
def test_teasers(title: str) -> None:
    """Questions, labels and promises tease."""
    assert teases(title)


@pytest.mark.parametrize(
    "title",
    ["Dam breaks near Orlen, 14 villages flooded", "Falk: Orlen needs boats", "WHO sends doctors to Orlen"],
)
def test_news_does_not_tease(title: str) -> None:
    """A headline that says what happened does not."""
    assert not teases(title)
