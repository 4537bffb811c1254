"""What is found in single sentences once the people are known: speakers, antecedents, dates and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from summarizer import antecedents, happened, lines, quotations, speakers, times
from summarizer.model import Mention, Person, Role, Sentence, TimeExpression

Named = tuple[tuple[Person, ...], tuple[Mention, ...], tuple[Role, ...]]


def completed(
    body: str, sentences: Sequence[Sentence], *, named: Named, published: datetime | None, language: str
) -> tuple[Sentence, ...]:
    """The sentences with their dates, and in English with their speakers, antecedents and events."""
    spans = [(each.start, each.end) for each in sentences]
    standings = quotations.standings([body[a:b] for a, b in spans], lines.numbers(body, spans))
    inside = [each.inside for each in standings]
    dated = _dates(body, spans, inside, published.date() if published else None, language)
    if language != "en":
        return tuple(replace(each, dates=dates) for each, dates in zip(sentences, dated, strict=True))
    said_by = [_speaker(body, start, end) for start, end in spans]
    events = _events(body, spans, inside, dated, published)
    people, mentions, roles = named
    meant = antecedents.antecedents(
        antecedents.Reading(
            body=body,
            spans=spans,
            speakers=said_by,
            inside=inside,
            people=people,
            mentions=mentions,
            roles=roles,
        )
    )
    return tuple(
        replace(each, speaker=speaker, antecedent=antecedent, dates=dates, event=event)
        for each, speaker, antecedent, dates, event in zip(
            sentences, said_by, meant, dated, events, strict=True
        )
    )


def _speaker(body: str, start: int, end: int) -> tuple[int, int] | None:
    found = speakers.speaker(body[start:end])
    return None if found is None else (start + found[0], start + found[1])


def _dates(
    body: str,
    spans: Sequence[tuple[int, int]],
    inside: Sequence[bool],
    published: date | None,
    language: str,
) -> list[tuple[TimeExpression, ...]]:
    reader = times.Reader(published, language)
    return [
        tuple(
            replace(each, start=start + each.start, end=start + each.end)
            for each in reader.read(body[start:end], quoted=quoted)
        )
        for (start, end), quoted in zip(spans, inside, strict=True)
    ]


def _events(
    body: str,
    spans: Sequence[tuple[int, int]],
    inside: Sequence[bool],
    dated: Sequence[Sequence[TimeExpression]],
    published: datetime | None,
) -> list[TimeExpression | None]:
    return [
        happened.happened(body[start:end], start, dates, published, quoted=quoted) if dates else None
        for (start, end), quoted, dates in zip(spans, inside, dated, strict=True)
    ]
