"""Learning weights, and what they weigh."""

from __future__ import annotations

import numpy as np
import pytest

from summarizer import learning
from summarizer.material import Material, candidates
from summarizer.model import Budget
from summarizer.weights import PAIRS, SET, WORDS, Chances, pairs, weighed
from summarizer.worth import FEATURES, Worth, expected_words
from tests.summarizer.test_select import PLAIN

BUDGET = Budget(sentences=2)


def material(sentences: list[str], title: str = "") -> Material:
    """Sentences of one line each, their words as stems."""
    found = candidates(
        sentences,
        range(len(sentences)),
        language="en",
        stems=lambda words: [word.lower() for word in words if len(word) > 3],
    )
    return Material(candidates=found, title=tuple(title.lower().split()))


def test_weights_are_for_the_features() -> None:
    """The data file weighs each feature, and no other."""
    assert set(SET) == set(FEATURES)


def test_words_weigh_by_where_they_stand() -> None:
    """A word weighs one over the root of the number of each sentence that holds it."""
    assert weighed([["ship", "ship"], ["port"], ["port", "ship"]]) == pytest.approx(
        {"ship": 1 + 3**-0.5, "port": 2**-0.5 + 3**-0.5}
    )
    assert pairs(["a", "b", "c"]) == [("a", "b"), ("b", "c")]


def test_chances() -> None:
    """Heavy words and those of the title are likelier in a summary; chances are chances."""
    for known in (WORDS, PAIRS):
        found = known.of({"early": 2.0, "late": 0.2, "titled": 0.2}, ["titled"])
        assert 0 < found["late"] < found["titled"] < 1
        assert found["late"] < found["early"] < 1


def test_chances_are_learned() -> None:
    """From summaries that hold what the first sentence holds, an early word is learned to be likely."""
    articles = [(material(PLAIN), [word.lower() for word in PLAIN[0].split()])] * 20
    found = learning.chances(articles)
    assert found.lead > 0
    assert learning.chances(articles) == found
    assert learning.chances(articles, of_pairs=True).lead > 0


def test_listwise() -> None:
    """The feature that tells the better sets is given the weight, the same at each run."""
    dice = np.random.default_rng(1)
    lessons = []
    for _ in range(40):
        features = dice.normal(size=(12, len(FEATURES)))
        lessons.append(learning.Lesson(features=features, scores=8.0 * features[:, 1] - 4.0 * features[:, 3]))
    found = learning.listwise(lessons)
    assert found == learning.listwise(lessons)
    assert found[FEATURES[1]] > 1.0
    assert found[FEATURES[3]] < -0.5
    assert all(abs(found[name]) < 0.3 for at, name in enumerate(FEATURES) if at not in {1, 3})


def test_sets_are_what_the_chooser_may_choose() -> None:
    """Each set has as many sentences as asked for, ascending, none that cannot stand in it."""
    found = learning.sets(
        material([*PLAIN, "He said the grain ships would wait for the guards in port."]), BUDGET
    )
    assert found.shape[1] == 2
    assert len({tuple(row) for row in found.tolist()}) == len(found)
    assert all(one < two for one, two in found.tolist())
    assert [4, 5] in found.tolist()
    assert not any(two == 5 and one != 4 for one, two in found.tolist())


def test_features() -> None:
    """The features of a set are shares and means in their ranges; length counts only beyond the expected."""
    text = material(PLAIN, title="Grain corridor")
    assert expected_words(BUDGET, 5) == 40
    assert expected_words(Budget(sentences=None, characters=300), 50) == 50
    sets = learning.sets(text, BUDGET)
    found = Worth(text, words=40).features(sets)
    assert found.shape == (len(sets), len(FEATURES))
    assert ((found >= 0) & (found <= 1.0)).all()
    assert (found[:, FEATURES.index("length")] == 0).all()
    assert (Worth(text, words=10).features(sets)[:, FEATURES.index("length")] > 0).all()
    first = sets.tolist().index([0, 1])
    assert found[first, FEATURES.index("near")] == pytest.approx(0.75)
    assert found[first, FEATURES.index("adjacent")] == 1.0


def test_chances_change_what_is_chosen_by() -> None:
    """Learned chances replace those of the data file where they are given."""
    flat = Chances(base=0.0, lead=0.0, title=0.0)
    text = material(PLAIN)
    other = Material(candidates=text.candidates, words=flat, pairs=flat)
    assert set(other.word_chances.values()) == {0.5}
    assert set(text.word_chances.values()) != {0.5}
