"""The analysis of one article: pure, picklable, run in a worker process.

Importing this module costs nothing: the parent process passes ``analyze`` to the pool by reference,
and every heavy library is loaded where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from summarizer import languages, lines, quotations, reference, segment, similarity, wording
from summarizer.model import LINE, LONG, NORMAL, SHORT, Analysis, Brief, Budget, Document, Sentence
from summarizer.rank import Choices, choices

VERSION = 6
"""Rises with every change of what is found, so that stored findings can be made anew."""

_LONE = re.compile("[\ud800-\udfff]")  # halves of characters, which spaCy cannot read
_LENGTHS = (LINE, SHORT, NORMAL, LONG)


def analyze(
    text: str,
    title: str = "",
    published: datetime | None = None,
    language: str | None = None,
    *,
    ranker: str = "sitrep",
) -> Analysis:
    """Everything found in one body. Any string is survived; an empty one gives an empty analysis.

    ``published`` is when it came out: "Tuesday" is told by its calendar day, in its own zone. Without
    it only absolute dates are told. ``language`` is ISO 639-1; None has it detected. ``ranker`` is
    one of ``rank.RANKERS``; another raises KeyError. Names, speakers and pronouns are read in
    English, and in texts of no known language.
    """
    from summarizer import attribution, entities, findings, kinds, places, terms, topics  # noqa: PLC0415  # spaCy behind them, in the worker alone

    code = language or languages.detect(f"{title}\n{text}")
    spans = segment.spans(text, code)
    flat = _LONE.sub("\ufffd", segment.flat(text, spans))
    sentences, chosen = _sentences(flat, spans, title=title, language=code, ranker=ranker)
    line, short, summary, long = chosen.of
    read_as = "en" if code == languages.UNKNOWN else code
    seen = entities.labels(flat, spans) if read_as == "en" else ()
    people, mentions, roles = entities.people(flat, spans, title, read_as, seen)
    about = topics.mentions(flat, spans, title, read_as)
    completed = findings.completed(
        flat, sentences, named=(people, mentions, roles), published=published, language=read_as
    )
    return Analysis(
        version=VERSION,
        language=code,
        sentences=completed,
        line=line,
        short=short,
        summary=summary,
        long=long,
        people=people,
        mentions=mentions,
        roles=roles,
        topics=(*about, *(kinds.mentions(flat, spans, title) if read_as == "en" else ())),
        statements=attribution.statements(flat, completed, mentions) if read_as == "en" else (),
        places=(
            places.located(flat, spans, seen, named=(people, mentions), topics=about)
            if read_as == "en"
            else ()
        ),
        terms=" ".join(terms.terms(f"{title}\n{text}", code)),
        prints=wording.prints(wording.wording(text).runs),
        signature=similarity.signature(title, text, code).dump(),
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

    ``about`` (a person, topic or place in words; any of several, a line each) turns it to what is said
    of that; ``known`` are sentences that the reader has seen, of which nothing is said again. ``method``
    is one of ``rank.RANKERS``; another raises KeyError. Pure, picklable, bounded in time for texts of any
    size.
    """
    from summarizer import briefing  # noqa: PLC0415  # NumPy and sumy behind it, in the worker alone

    return briefing.brief(documents, budget=budget, about=about, known=known, method=method)


def _sentences(
    body: str, spans: list[tuple[int, int]], *, title: str, language: str, ranker: str
) -> tuple[tuple[Sentence, ...], Choices]:
    texts = [body[start:end] for start, end in spans]
    paragraphs = lines.numbers(body, spans)
    chosen = choices(texts, _LENGTHS, ranker=ranker, language=language, title=title, paragraphs=paragraphs)
    standings = quotations.standings(texts, paragraphs)
    return tuple(
        Sentence(
            start=start,
            end=end,
            salience=salience,
            anaphoric=standing.inside or standing.bare or reference.anaphoric(text, language),
            caveat=reference.caveat(text, language),
        )
        for (start, end), text, salience, standing in zip(
            spans, texts, chosen.ratings, standings, strict=True
        )
    ), chosen
