"""Rankers by name, sumy's and our own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers._summarizer import AbstractSummarizer

from summarizer import rank as ranking
from summarizer.rank import RANKERS, rank
from summarizer.words import words
from tests.summarizer.test_select import PLAIN

OWN = [
    *PLAIN,
    *(f"Port number {n} will take {n * 7} ships and the guards of the corridor." for n in range(6)),
]


class Tokens:
    """A tokenizer as sumy's users write one."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        """Words as we count them."""
        return tuple(words(text))


@pytest.mark.parametrize("ranker", RANKERS)
def test_every_ranker_ranks(ranker: str) -> None:
    """Each ranker chooses as many as asked for, in order, with ratings in [0, 1]."""
    found = rank(OWN, count=3, ranker=ranker, title="Grain corridor talks")
    assert len(found.chosen) == 3
    assert list(found.chosen) == sorted(set(found.chosen))
    assert len(found.ratings) == len(OWN)
    assert all(0 <= rating <= 1 for rating in found.ratings)


@pytest.mark.parametrize("ranker", [name for name in RANKERS if name not in {"sitrep", "lead"}])
def test_sumy_really_ranks(ranker: str) -> None:
    """No ranker of sumy's silently falls back to the lead on an ordinary text."""
    text = ranking._Text(sentences=tuple(OWN), paragraphs=tuple(range(len(OWN))), title="", language="en")
    assert len(ranking._ratings(ranker, text)) == len(OWN)


@pytest.mark.parametrize("ranker", RANKERS)
@given(sentences=st.lists(st.text(max_size=40), max_size=8), count=st.integers(0, 4))
@settings(max_examples=25, deadline=None)
def test_any_text_is_survived(ranker: str, sentences: list[str], count: int) -> None:
    """No text makes a ranker fail or warn, choose twice or rate with what is no number."""
    found = rank(sentences, count=count, ranker=ranker)
    assert len(found.chosen) <= count
    assert len({sentences[at] for at in found.chosen}) == len(found.chosen)
    assert len(found.ratings) == len(sentences)
    assert all(math.isfinite(rating) and 0 <= rating <= 1 for rating in found.ratings)


def test_lead_is_the_lead() -> None:
    """The lead takes the first sentences that differ."""
    assert rank(["A.", "A.", "B.", "C."], count=2, ranker="lead").chosen == (0, 2)


def test_unknown_ranker() -> None:
    """An unknown name is an error, not another ranker."""
    with pytest.raises(KeyError):
        rank(OWN, count=3, ranker="random")


def test_sitrep_is_one_of_sumys() -> None:
    """Our summarizer is used like any of sumy's: on its documents, with a number, a share or a function."""
    summarizer = ranking.sitrep()
    assert isinstance(summarizer, AbstractSummarizer)
    document = ObjectDocumentModel([Paragraph([Sentence(text, Tokens)]) for text in OWN])
    assert [str(s) for s in summarizer(document, 3)] == [OWN[at] for at in rank(OWN, count=3).chosen]
    assert len(summarizer(document, "20%")) == 2
    assert len(summarizer(document, lambda infos: infos[:4])) == 4
    assert summarizer(ObjectDocumentModel([]), 3) == ()


@pytest.mark.parametrize("ranker", [name for name in RANKERS if name != "kl"])  # which takes seconds
def test_long_texts_are_bounded(ranker: str) -> None:
    """A text of thousands of sentences is ranked within the test's time limit; all get a rating."""
    many = [
        f"Ship {n} of the grain corridor left port {n % 7} with {n * 3} tonnes on board today."
        for n in range(2_000)
    ]
    assert len(rank(many, count=3, ranker=ranker).ratings) == 2_000
