"""The analysis of one article: pure, picklable, run in a worker process.

Importing this module costs nothing: the parent process passes ``analyze`` to the pool by reference,
and every heavy library is loaded where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer import languages, quotations, reference, segment
from summarizer.model import NORMAL, Analysis, Brief, Budget, Document, Sentence
from summarizer.rank import Ranking, rank

VERSION = 1
"""Rises with every change of what is found, so that stored findings can be made anew."""

SUMMARY_SENTENCES = 3


def analyze(body: str, *, title: str, language: str | None = None, ranker: str = "sitrep") -> Analysis:
    """Everything found in one body. Any string is survived; an empty one gives an empty analysis.

    ``language`` is ISO 639-1; None has it detected. ``ranker`` is one of ``rank.RANKERS``; another
    raises KeyError.
    """
    from summarizer import entities, terms, topics  # noqa: PLC0415  # spaCy behind them, in the worker alone

    code = language or languages.detect(f"{title}\n{body}")
    spans = segment.spans(body, code)
    sentences, ranking = _sentences(
        body, spans, title=title, language=code, count=SUMMARY_SENTENCES, ranker=ranker
    )
    people, mentions, roles = entities.people(body, spans, title)
    return Analysis(
        version=VERSION,
        language=code,
        sentences=sentences,
        summary=ranking.chosen,
        people=people,
        mentions=mentions,
        roles=roles,
        topics=topics.mentions(body, spans, title),
        terms=" ".join(terms.terms(f"{title}\n{body}", code)),
    )


def brief(
    documents: Sequence[Document],
    *,
    budget: Budget = NORMAL,
    about: str = "",
    known: Sequence[str] = (),
    method: str = "sitrep",
) -> Brief:
    """The sentences that tell what one article, or several on one event, report.

    ``about`` (a person, topic or place in words) turns it to what is said of that; ``known`` are
    sentences that the reader has seen, of which nothing is said again. ``method`` is one of
    ``rank.RANKERS``; another raises KeyError. Pure, picklable, bounded in time for texts of any size.
    """
    from summarizer import briefing  # noqa: PLC0415  # NumPy and sumy behind it, in the worker alone

    return briefing.brief(documents, budget=budget, about=about, known=known, method=method)


def summarize(
    body: str, *, title: str = "", sentences: int = 3, ranker: str = "sitrep"
) -> tuple[Sentence, ...]:
    """The chosen sentences of a body in source order: at most ``sentences`` of them."""
    code = languages.detect(f"{title}\n{body}")
    spans = segment.spans(body, code)
    found, ranking = _sentences(body, spans, title=title, language=code, count=sentences, ranker=ranker)
    return tuple(found[at] for at in ranking.chosen)


def _sentences(
    body: str, spans: list[tuple[int, int]], *, title: str, language: str, count: int, ranker: str
) -> tuple[tuple[Sentence, ...], Ranking]:
    texts = [body[start:end] for start, end in spans]
    paragraphs = quotations.paragraphs(body, spans)
    ranking = rank(texts, count=count, ranker=ranker, language=language, title=title, paragraphs=paragraphs)
    standings = quotations.standings(texts, paragraphs)
    return tuple(
        Sentence(
            start=start,
            end=end,
            salience=salience,
            anaphoric=standing.inside or standing.bare or reference.anaphoric(text, language),
            caveat=reference.caveat(text),
        )
        for (start, end), text, salience, standing in zip(
            spans, texts, ranking.ratings, standings, strict=True
        )
    ), ranking
