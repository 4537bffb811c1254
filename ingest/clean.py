"""One article's lines become a draft: the headline, the text, and the facts that stood around it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ingest import ending, facts, furniture, title
from ingest.lines import Dated, Kind, Line
from ingest.model import Draft, Stamp

REPEATED = 5  # words from which a line that stands there twice is one too many
LIST = 40  # lines over which a list is followed back to its colon
CAPTION = 30  # words up to which a sentence may be a caption
CREDIT = 8  # words up to which a line may be a credit alone
PAGE = 400  # lines over which pull quotes are not looked for
_ITEMS = frozenset({Kind.SHORT, Kind.BULLET})


def draft(lines: list[Line]) -> Draft | None:
    """The article in these lines, or None when there is no text among them."""
    at = title.find(lines)
    head, rest = (lines[: at + 1], lines[at + 1 :]) if at is not None else ([], lines)
    end = ending.find(rest)
    body = _body(rest[:end], headline=lines[at] if at is not None else None)
    if not body and at is not None and lines[at].words >= 4:
        body = [lines[at]]
    if not body:
        return None
    place = facts.dateline(body[0].parts[0], tuple(line.parts[0] for line in body[1:]))
    rows = [part for line in body for part in line.parts]
    places = [start for line in body for start in line.starts]
    if place:
        rows[0] = rows[0][place.length :]
        places[0] += place.length
    return Draft(
        title=lines[at].parts[0]
        if at is not None and len(lines[at].parts) == 1
        else title.first_sentence(rows[0]),
        body="\n".join(rows),
        published=_published(head, rest, end) or (place.stamp if place else None),
        dateline=place.place if place else None,
        agency=(place.agency if place else None) or _agency(lines, body),
        byline=next((line.byline for line in [*head[-3:], *rest[:end]] if line.byline), None),
        places=tuple(places),
    )


def text(lines: list[Line], headline: Line | None) -> list[Line]:
    """The lines of the text itself, under a headline that is known."""
    return _body(lines[: ending.find(lines)], headline)


def _words(lines: Iterable[Line]) -> int:
    return sum(line.words for line in lines if line.kind is Kind.TEXT)


def _body(lines: list[Line], headline: Line | None) -> list[Line]:
    """The lines of the text itself."""
    opening = _opening(lines)
    if opening is None:
        return _without_sentences(lines, headline)
    bullets = sum(line.words for line in lines[:opening] if line.kind is Kind.BULLET)
    if bullets > _words(lines):  # a post made of points: they are the text
        opening = next(at for at, line in enumerate(lines) if line.kind is Kind.BULLET)
    last = max(at for at, line in enumerate(lines) if line.kind is Kind.TEXT)
    kept = [line for at, line in enumerate(lines) if at >= opening and _stays(lines, at, last)]
    while kept and kept[-1].kind is Kind.SHORT:
        kept.pop()
    return _once(kept, headline)


def _opening(lines: list[Line]) -> int | None:
    """The first paragraph; one of a cookie wall, which has its buttons below, or a caption is passed over."""
    texts = [at for at, line in enumerate(lines) if line.kind is Kind.TEXT]
    for at, after in pairwise(texts):
        wall = furniture.consent(lines[at].text) and (after > at + 1 or furniture.consent(lines[after].text))
        if not wall and not _captions(lines, at):
            return at
    return texts[-1] if texts else None


def _without_sentences(lines: list[Line], headline: Line | None) -> list[Line]:
    """The text of a short post that has no full stops: its longer lines and points."""
    kept = [line for line in lines if line.kind in {Kind.SHORT, Kind.BULLET} and line.words >= 4]
    labels = sum(line.kind is Kind.SHORT and line.words < 4 for line in lines)
    return _once(kept, headline) if labels <= len(kept) else []


def _stays(lines: list[Line], at: int, last: int) -> bool:
    """Whether a line after the opening belongs to the text, whose last paragraph is ``last``."""
    line = lines[at]
    match line.kind:
        case Kind.TEXT:
            return not (_captions(lines, at) or _paid(lines, at))
        case Kind.BULLET:
            return True
        case Kind.CAPTION:  # a last paragraph may end with its agency
            return at > last and not furniture.surely_caption(line.text)
        case Kind.SHORT:
            return _sub_heading(lines, at)
        case _:
            return False


def _captions(lines: list[Line], at: int) -> bool:
    """Whether a sentence tells what a picture shows, with the picture's credit on the next line."""
    if at + 1 >= len(lines) or lines[at + 1].kind is not Kind.CAPTION:
        return False
    short = lines[at].words <= CAPTION and lines[at + 1].words <= CREDIT
    return short and furniture.scene(lines[at].text)


def _paid(lines: list[Line], at: int) -> bool:
    """Whether a sentence stands under "Sponsored" and speaks of nothing that the text around it does."""
    if not at or lines[at].words > CAPTION or not furniture.paid(lines[at - 1].text):
        return False
    near = [*lines[max(0, at - LIST) : at], *lines[at + 1 : at + LIST]]
    return all(one.stems.isdisjoint(lines[at].stems) for one in near if one.kind is Kind.TEXT)


def _sub_heading(lines: list[Line], at: int) -> bool:
    """Whether a short line belongs to the text: alone between paragraphs, or in a list that a colon opens."""
    before = next((one for one in reversed(lines[max(0, at - LIST) : at]) if one.kind not in _ITEMS), None)
    after = next((one for one in lines[at + 1 : at + LIST] if one.kind not in _ITEMS), None)
    if before and before.text.endswith(":"):
        return before.kind is not Kind.FURNITURE  # "Also in the paper:"
    if lines[at - 1].kind is Kind.CAPTION:  # a caption under its credit
        return False
    run = sum(one.kind in _ITEMS for one in lines[max(0, at - 2) : at + 3])
    opens = after is not None and after.kind is Kind.TEXT
    return opens and run <= 2 and not (before and before.kind is Kind.FOOT) and lines[at].words >= 2


def _once(lines: list[Line], headline: Line | None) -> list[Line]:
    """Without the headline printed again, sentences that repeat one before them, and pull quotes."""
    seen = {headline.key} if headline else set()
    kept: list[Line] = []
    for line in lines:
        if line.key in seen or _pulled(line, lines):
            continue
        if line.words >= REPEATED:
            seen.add(line.key)
        kept.append(line)
    return kept


def _pulled(line: Line, lines: list[Line]) -> bool:
    """Whether a line is printed large out of a paragraph that holds it too."""
    if line.words < REPEATED or line.kind is Kind.BULLET or len(lines) > PAGE:
        return False
    return any(line.text in other.text and line.text != other.text for other in lines)


def _published(head: list[Line], rest: list[Line], end: int) -> Stamp | None:
    """The date that stands nearest to the headline: below it, then above it, then under the text."""
    text = next((at for at, line in enumerate(rest) if line.kind is Kind.TEXT), len(rest))
    below, above = rest[: min(text + 2, end)], head[-1:-5:-1]
    for zone in (below, above, _said(rest[max(0, end - 6) : end + 3])):
        dated = [line for line in zone if line.stamp and line.dated]
        if dated:
            return min(dated, key=lambda line: line.dated.value if line.dated else 0).stamp
    return None


def _said(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.dated in {Dated.PUBLISHED, Dated.UPDATED}]


def _agency(lines: list[Line], body: list[Line]) -> str | None:
    """The agency in a caption's credit or on a line of its own."""
    stayed = set(map(id, body))
    for line in lines:
        if line.kind is Kind.CAPTION and id(line) not in stayed and (found := furniture.credited(line.text)):
            return found
        if line.kind is Kind.META and (found := furniture.agency(line.text)):
            return found
    return None
