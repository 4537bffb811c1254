"""One article's lines become a draft: the headline, the text, and the facts that stood around it."""

from __future__ import annotations

from collections.abc import Iterable

from ingest import facts, furniture, title
from ingest.lines import BULLET, Dated, Kind, Line
from ingest.model import Draft, Stamp


def draft(lines: list[Line]) -> Draft | None:
    """The article in these lines, or None when there is no text among them."""
    at = title.find(lines)
    head, rest = (lines[: at + 1], lines[at + 1 :]) if at is not None else ([], lines)
    end = _end(rest)
    body = _body(rest[:end], headline=lines[at] if at is not None else None)
    if not body and at is not None and lines[at].words >= 4:
        body = [lines[at]]
    if not body:
        return None
    place = facts.dateline(body[0].parts[0], tuple(line.parts[0] for line in body[1:]))
    rows = [part for line in body for part in line.parts]
    if place:
        rows[0] = rows[0][place.length :]
    return Draft(
        title=lines[at].parts[0]
        if at is not None and len(lines[at].parts) == 1
        else title.first_sentence(rows[0]),
        body="\n".join(rows),
        published=_published(head, rest, end) or (place.stamp if place else None),
        dateline=place.place if place else None,
        agency=(place.agency if place else None) or _agency(lines, body),
        byline=next((line.byline for line in [*head[-3:], *rest[:end]] if line.byline), None),
    )


def text(lines: list[Line], headline: Line | None) -> list[Line]:
    """The lines of the text itself, under a headline that is known."""
    return _body(lines[: _end(lines)], headline)


def _end(lines: list[Line]) -> int:
    """Where the article ends: at the first footer that has most of the text before it."""
    total = _words(lines)
    before = 0
    for at, line in enumerate(lines):
        if line.kind is Kind.FOOT and before >= 0.5 * total:
            return at
        before += line.words if line.kind is Kind.TEXT else 0
    return len(lines)


def _words(lines: Iterable[Line]) -> int:
    return sum(line.words for line in lines if line.kind is Kind.TEXT)


def _body(lines: list[Line], headline: Line | None) -> list[Line]:
    """The lines of the text itself."""
    opening = next((at for at, line in enumerate(lines) if line.kind is Kind.TEXT), None)
    if opening is None:
        return _without_sentences(lines, headline)
    bullets = sum(line.words for line in lines[:opening] if line.kind is Kind.BULLET)
    if bullets > _words(lines):  # a post made of points: they are the text
        opening = next(at for at, line in enumerate(lines) if line.kind is Kind.BULLET)
    kept = [line for at, line in enumerate(lines) if at >= opening and _stays(lines, at)]
    while kept and kept[-1].kind is Kind.SHORT:
        kept.pop()
    return _once(kept, headline)


def _without_sentences(lines: list[Line], headline: Line | None) -> list[Line]:
    """The text of a short post that has no full stops: its longer lines and points."""
    kept = [line for line in lines if line.kind in {Kind.SHORT, Kind.BULLET} and line.words >= 4]
    return (
        _once(kept, headline)
        if sum(line.kind is Kind.SHORT and line.words < 4 for line in lines) <= len(kept)
        else []
    )


def _stays(lines: list[Line], at: int) -> bool:
    line = lines[at]
    match line.kind:
        case Kind.TEXT:
            return True
        case Kind.BULLET:
            return True
        case Kind.CAPTION:
            last = not any(other.kind is Kind.TEXT for other in lines[at + 1 :])
            return last and not furniture.surely_caption(line.text)
        case Kind.SHORT:
            return _sub_heading(lines, at)
        case _:
            return False


def _sub_heading(lines: list[Line], at: int) -> bool:
    """Whether a short line belongs to the text: alone between paragraphs, or in a list that a colon opens."""
    start = at
    while start > 0 and lines[start - 1].kind in {Kind.SHORT, Kind.BULLET}:
        start -= 1
    end = at
    while end + 1 < len(lines) and lines[end + 1].kind in {Kind.SHORT, Kind.BULLET}:
        end += 1
    if start > 0 and lines[start - 1].text.endswith(":"):
        return True
    after = lines[end + 1].kind if end + 1 < len(lines) else None
    before = lines[start - 1].kind if start else None
    return end - start < 2 and after is Kind.TEXT and before is not Kind.FOOT and lines[at].words >= 2


def _once(lines: list[Line], headline: Line | None) -> list[Line]:
    """Without the headline printed again, lines that repeat one before them, and pull quotes."""
    seen = {headline.key} if headline else set()
    kept: list[Line] = []
    for line in lines:
        bare = BULLET.sub("", line.text, count=1)
        twin = any(
            line is not other and line.words >= 5 and bare in other.text and bare != other.text
            for other in lines
        )
        if line.key in seen or (twin and line.kind is not Kind.BULLET):
            continue
        seen.add(line.key)
        kept.append(line)
    return kept


def _published(head: list[Line], rest: list[Line], end: int) -> Stamp | None:
    """The date that stands nearest to the headline: below it, then above it, then under the text."""
    text = next((at for at, line in enumerate(rest) if line.kind is Kind.TEXT), len(rest))
    for zone in (
        rest[: min(text + 2, end)],
        list(reversed(head[-4:])),
        _said(rest[end - 6 if end > 6 else 0 : end + 3]),
    ):
        stamps = [
            (line.dated.value, order, line.stamp)
            for order, line in enumerate(zone)
            if line.stamp and line.dated
        ]
        if stamps:
            return min(stamps, key=lambda found: found[:2])[2]
    return None


def _said(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.dated in {Dated.PUBLISHED, Dated.UPDATED}]


def _agency(lines: list[Line], body: list[Line]) -> str | None:
    """The agency in a caption's credit or on a line of its own."""
    for line in lines:
        if line.kind is Kind.CAPTION and line not in body and (found := furniture.credited(line.text)):
            return found
        if line.kind is Kind.META and (found := furniture.agency(line.text)):
            return found
    return None
