"""Finding the sentences that answer a question, in an archive of any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsroom import figures, whose
from storage.database import Work
from storage.values import Article, Sentence, Within
from summarizer import retrieve
from summarizer.terms import terms

_CANDIDATES = 60  # articles whose sentences are ranked, however large the archive
_CEILING = 1000  # how far the articles that hold a term are counted
_ALIKE = 0.8  # share of the shorter sentence's terms from which two sentences say the same
_FOLDED = 30  # passing sentences among which copies are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A sentence that answers, its answering words as offsets, and the other articles that say the same."""

    sentence: Sentence
    marks: tuple[tuple[int, int], ...]
    also: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Sentences that pass as an answer, best first, and the nearest one where none does."""

    passing: tuple[Hit, ...]
    closest: Sentence | None


async def find(work: Work, question: str, within: Within) -> Found:
    """Ranks the sentences of a bounded number of candidate articles against the question."""
    wanted = retrieve.question_terms(question)
    counts = await work.search.frequency(wanted, _CEILING)
    rarest = sorted((term for term in wanted if counts.get(term)), key=lambda term: counts[term])
    ids = await work.search.likeliest(rarest, limit=_CANDIDATES, within=within)
    sentences = await work.articles.sentences_of(ids)
    if not sentences:
        return Found(passing=(), closest=None)
    total = min((await work.articles.reach()).articles, _CEILING)
    scores = retrieve.score(question, await whose.in_full(work, sentences), frequency=counts, total=total)
    told = (n for n, score in enumerate(scores) if score > 0)
    order = sorted(told, key=lambda n: (-scores[n], -sentences[n].article.dated.timestamp()))
    best = max(scores)
    passes = [sentences[n] for n in order if retrieve.passes(scores[n], best)]
    passing = await whose.theirs(work, question, passes, sentences)
    closest = _closest(order, sentences, another=[each for each in passes if each not in passing])
    return Found(passing=tuple(_figured(question, _folded(question, passing))), closest=closest)


def _closest(
    order: Sequence[int], sentences: Sequence[Sentence], *, another: Sequence[Sentence]
) -> Sentence | None:
    """The nearest sentence that is not another's words."""
    return next((sentences[n] for n in order if sentences[n] not in another), None)


def _figured(question: str, hits: list[Hit]) -> list[Hit]:
    """Where a number is asked for and the best answer has one, only those that have one too."""
    if not (hits and hits[0].marks and retrieve.asks_for_number(question)):
        return hits
    return [hit for hit in hits if hit.marks]


def _folded(question: str, passing: Sequence[Sentence]) -> list[Hit]:
    """The sentences, best first; of those that say the same, the best, with the others' articles."""
    kept: list[tuple[Sentence, frozenset[str], dict[int, Article]]] = []
    for sentence in passing:
        bag = frozenset(terms(sentence.text))
        twin = next((also for _, other, also in kept[:_FOLDED] if _same(bag, other)), None)
        if twin is None:
            kept.append((sentence, bag, {}))
        else:
            twin[sentence.article.id] = sentence.article
    return [
        Hit(
            sentence=sentence,
            marks=tuple(retrieve.answering_spans(question, sentence.text)),
            also=tuple(a for a in also.values() if a.id != sentence.article.id),
        )
        for sentence, _, also in kept
    ]


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sentences share nearly all of their terms, and every figure."""
    shorter, longer = sorted((a, b), key=len)
    if {t for t in a if t.isdecimal()} != {t for t in b if t.isdecimal()} or not shorter:
        return False
    return len(shorter & longer) >= _ALIKE * len(shorter) and len(shorter) >= _ALIKE * len(longer)


def figures_differ(question: str, hits: Sequence[Hit]) -> bool:
    """Whether a question for a number is answered with different ones."""
    if not retrieve.asks_for_number(question):
        return False
    marked = (" ".join(hit.sentence.text[start:end] for start, end in hit.marks) for hit in hits)
    return figures.differ([each for words in marked if (each := figures.reach(words)) is not None])
