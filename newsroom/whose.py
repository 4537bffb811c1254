"""Whose words "he said" gives: another's are no answer to what somebody said."""

from __future__ import annotations

from collections.abc import Sequence

from newsroom import people
from storage.database import Work
from storage.values import Sentence
from summarizer import retrieve, topics
from summarizer.terms import terms

_BACK = 2  # sentences before one in which the name is looked for that its "he" stands for
_PRONOUNS = frozenset({"he", "she"})
_UNKNOWN = 0  # stands for a name that the archive knows nobody of

Named = dict[int, dict[int, set[int]]]
"""Whom each article names, by the positions of its sentences."""


async def in_full(work: Work, sentences: Sequence[Sentence]) -> list[str]:
    """The sentences with who speaks named instead of "he" or "she": to be ranked by, never shown."""
    speakers = await work.statements.speakers({sentence.article.id for sentence in sentences})
    return [_in_full(each, speakers.get(each.article.id, {})) for each in sentences]


def _in_full(sentence: Sentence, speakers: dict[tuple[int, int], str]) -> str:
    for (start, end), name in speakers.items():
        at, to = start - sentence.start, end - sentence.start
        if at >= 0 and sentence.text[at:to].lower() in _PRONOUNS:
            return f"{sentence.text[:at]}{name}{sentence.text[to:]}"
    return sentence.text


async def theirs(
    work: Work, question: str, passing: Sequence[Sentence], among: Sequence[Sentence]
) -> list[Sentence]:
    """Of sentences that answer what somebody said, those that may be their words.

    That is those that name them, and those in which "he" or "she" speaks and the nearest sentence before
    that names anybody names them. All, where the question asks for nobody's words or for a country's or
    body's. ``among`` are all sentences of those articles.
    """
    asked = retrieve.sayer(question)
    if not asked or not passing:
        return list(passing)
    sayers = {person.id for person in (await people.find(work, asked)).sure}
    if not sayers and (topics.named(asked) or asked.islower()):
        return list(passing)
    named = await work.people.named_at({sentence.article.id for sentence in passing})
    if not sayers:
        sayers = {_UNKNOWN}
        _spelt(asked, among, named)
    return [each for each in passing if _theirs(each, named.get(each.article.id, {}), sayers)]


def _spelt(asked: str, among: Sequence[Sentence], named: Named) -> None:
    """Adds where the sentences hold a word of the name asked about."""
    name = frozenset(terms(asked))
    for sentence in among:
        if not name.isdisjoint(terms(sentence.text)):
            of = named.setdefault(sentence.article.id, {})
            of.setdefault(sentence.position, set()).add(_UNKNOWN)


def _theirs(sentence: Sentence, named: dict[int, set[int]], sayers: set[int]) -> bool:
    """Whether a sentence may be their words; ``named`` has whom its article names at which position."""
    if named.get(sentence.position, set()) & sayers:
        return True
    back = nearest(sentence, named)
    return back is not None and retrieve.pronoun_speaks(sentence.text) and bool(named[back] & sayers)


def nearest(sentence: Sentence, named: dict[int, set[int]]) -> int | None:
    """Where the nearest sentence before one stands that names anybody, if it is near."""
    before = range(sentence.position - 1, max(-1, sentence.position - _BACK - 1), -1)
    return next((position for position in before if named.get(position)), None)
