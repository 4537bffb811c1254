"""Similarity: reports of one event meet, reports of two events about the same people do not."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from summarizer.similarity import SAME_STORY, Rarity, Signature, Weighed, signature, similar

STRIKE = (
    "A drone strike hit a fuel depot in the port of Odesa and killed 14 workers, governor Ada Stone said."
)
STRIKE_AGAIN = (
    "In all 14 workers died when drones struck the Odesa port fuel depot, according to governor Stone."
)
BUDGET = (
    "Governor Ada Stone presented a budget of 300 million to the council in Kherson, for schools and roads."
)
FLOOD = "Floods cut off villages in the north after days of rain, and 52 families left their homes."
MADE = {text: signature("", text) for text in (STRIKE, STRIKE_AGAIN, BUDGET, FLOOD)}


EQUAL = Rarity({}, 1)  # all terms count the same
# Every tenth article of the archive names the governor; of all else there is one article.
_TERMS = frozenset[str]().union(*(each.terms for each in MADE.values()))
RARITY = Rarity({term: 30 if term in {"governor", "ada", "stone"} else 1 for term in _TERMS}, 300)


def alike(one: str, other: str) -> float:
    """How alike two of the four are."""
    return similar(Weighed(MADE[one], RARITY), Weighed(MADE[other], RARITY))


def test_one_event_is_one_story() -> None:
    """Two reports of one event pass the threshold, the same people elsewhere and other news do not."""
    assert alike(STRIKE, STRIKE_AGAIN) >= SAME_STORY
    assert alike(STRIKE, BUDGET) < SAME_STORY
    assert alike(STRIKE, FLOOD) < SAME_STORY


def test_names_are_what_is_never_written_small() -> None:
    """Capitals of a headline or a beginning make no name where the text has the word small; numbers count."""
    body = "Bridges are closed. Ada Stone counted 1,200 cars at two bridges in Odesa on 3 May."
    found = signature("Stone Closes Bridges", body)
    assert found.names == {"stone", "close", "ada", "odesa", "1200", "3"}
    assert found.lead["bridg"] == 3


def test_a_script_without_capitals_is_told_by_its_words() -> None:
    """Where no names can be seen, articles of the same words are alike, others are not."""
    one = signature("", "港で火災が発生し、作業員十四人が死亡した")
    two = signature("", "港の火災で作業員十四人が死亡")
    other = signature("", "議会は新しい予算を可決した")
    fire, again, budget = (Weighed(each, EQUAL) for each in (one, two, other))
    assert similar(fire, again) >= SAME_STORY > similar(fire, budget)


def test_nothing_is_like_nothing() -> None:
    """An article without terms is like no other."""
    nothing = Weighed(signature("", ""), RARITY)
    assert similar(nothing, nothing) == 0.0
    assert similar(nothing, Weighed(MADE[FLOOD], RARITY)) == 0.0


_TEXTS = st.lists(
    st.sampled_from(["war", "14", "120", "Troop", "Ada", "Stone", "ada", ".", "\n"]), max_size=9
)
_ARTICLES = st.builds(
    lambda title, body: signature(" ".join(title), " ".join(body)), _TEXTS, _TEXTS | st.text(max_size=99)
)


@given(_ARTICLES, _ARTICLES)
def test_any_two(a: Signature, b: Signature) -> None:
    """Likeness is symmetric, in range, and full for an article with itself; a dump gives the same back."""
    one, two = Weighed(a, RARITY), Weighed(b, RARITY)
    assert math.isclose(similar(one, two), similar(two, one))
    assert 0.0 <= similar(one, two) <= 1.0 + 1e-9
    if a.lead:
        assert similar(one, one) > 0.999
    assert Signature.load(a.dump()) == a
