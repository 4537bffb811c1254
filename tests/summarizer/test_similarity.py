"""Similarity: reports of one event meet, reports of two events about the same people do not."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from summarizer.similarity import SAME_STORY, Features, features, similar
from summarizer.terms import terms

STRIKE = (
    "A drone strike hit a fuel depot in the port of Odesa and killed 14 workers, governor Ada Stone said.",
    ["Ada Stone"],
)
STRIKE_AGAIN = (
    "In all 14 workers died when drones struck the Odesa port fuel depot, according to governor Stone.",
    ["Stone"],
)
BUDGET = (
    "Governor Ada Stone presented a budget of 300 million for schools and roads to the regional council.",
    ["Ada Stone"],
)
FLOOD: tuple[str, list[str]] = (
    "Floods cut off villages in the north after days of rain, and 52 families left their homes.",
    [],
)


def made(article: tuple[str, list[str]]) -> Features:
    """The features of a text and its people."""
    return features(" ".join(terms(article[0])), article[1])


def rarity(term: str) -> float:
    """How rare a term is among the four articles."""
    holding = sum(term in made(a).terms for a in (STRIKE, STRIKE_AGAIN, BUDGET, FLOOD))
    return math.log(1 + 4 / max(holding, 1))


def test_one_event_is_one_story() -> None:
    """Two reports of one event pass the threshold, the same people elsewhere and other news do not."""
    assert similar(made(STRIKE), made(STRIKE_AGAIN), idf=rarity) >= SAME_STORY
    assert similar(made(STRIKE), made(BUDGET), idf=rarity) < SAME_STORY
    assert similar(made(STRIKE), made(FLOOD), idf=rarity) < SAME_STORY


def test_features() -> None:
    """People count by their family names, and numbers of one digit say too little to count."""
    found = features("3 troop 12000 troop", ["Ada Stone", "Kim Jong Un", ""])
    assert found.terms == Counter({"troop": 2, "3": 1, "12000": 1})
    assert found.names == {"stone", "kim"}
    assert found.numbers == {"12000"}


def test_names_decide_between_equal_words() -> None:
    """Of two articles with the same words, the one that shares people and numbers is nearer."""
    own = features("attack 120 depot", ["Ada Stone"])
    same = features("attack 120 depot", ["Stone"])
    other = features("attack 120 depot", ["Bo Reed"])
    assert similar(own, same, idf=lambda _: 1.0) > similar(own, other, idf=lambda _: 1.0)


def test_nothing_is_like_nothing() -> None:
    """An article without terms is like no other."""
    assert similar(features("", []), features("", []), idf=rarity) == 0.0
    assert similar(features("", []), made(FLOOD), idf=rarity) == 0.0


_ARTICLES = st.builds(
    lambda words, people: features(" ".join(words), people),
    st.lists(st.sampled_from(["war", "14", "120", "depot", "troop", "7"]), max_size=8),
    st.lists(st.sampled_from(["Ada Stone", "Stone", "Bo Reed"]), max_size=3),
)


@given(_ARTICLES, _ARTICLES)
def test_any_two(a: Features, b: Features) -> None:
    """Likeness is symmetric, in range, and full for an article with itself."""
    assert similar(a, b, idf=rarity) == similar(b, a, idf=rarity)
    assert 0.0 <= similar(a, b, idf=rarity) <= 1.0
    if a.terms:
        assert similar(a, a, idf=rarity) > 0.999
