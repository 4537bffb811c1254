"""One article's lines become a draft: the headline, the text, and the facts that stood around it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, pairwise

from ingest import facts, furniture, title
from ingest.lines import Dated, Kind, Line, firsts
from ingest.model import Draft, Stamp

REPEATED = 5  # words from which a line that stands there twice is one too many
LIST = 40  # lines over which a list is followed back to its colon
PAGE = 400  # lines over which pull quotes are not looked for
_ITEMS = frozenset({Kind.SHORT, Kind.BULLET})


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
    """Where the article ends: at the first footer after half of its text that it does not go on behind.

    Nothing goes on behind comments or a copyright.
    """
    before = list(accumulate((line.words * (line.kind is Kind.TEXT) for line in lines), initial=0))
    feet = [at for at, line in enumerate(lines) if line.kind is Kind.FOOT and 2 * before[at] >= before[-1]]
    end = next((at for at in feet if furniture.last(lines[at].text)), len(lines))
    first = firsts(lines)
    for foot in reversed([at for at in feet if at < end]):
        following = next(at for at in range(foot + 1, end + 1) if at == end or lines[at].kind is Kind.FOOT)
        if _goes_on(lines, foot, following, first):
            break
        end = foot
    return end


def _goes_on(lines: list[Line], foot: int, end: int, first: dict[str, int]) -> bool:
    """Whether the article goes on behind a list of related stories in its middle, before ``end``.

    It does when paragraphs follow one another there, or one speaks of what the text before it did;
    the teasers of such a list stand one by one.
    """
    between = lines[foot + 1 : end]
    new = {stem for line in between if line.kind is Kind.TEXT for stem in line.stems}
    known = sum(first[stem] < foot for stem in new)
    together = any(one.kind is two.kind is Kind.TEXT for one, two in pairwise(between))
    return together or bool(new and known >= 0.2 * len(new))


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
    last = max(at for at, line in enumerate(lines) if line.kind is Kind.TEXT)
    kept = [line for at, line in enumerate(lines) if at >= opening and _stays(lines, at, last)]
    while kept and kept[-1].kind is Kind.SHORT:
        kept.pop()
    return _once(kept, headline)


def _without_sentences(lines: list[Line], headline: Line | None) -> list[Line]:
    """The text of a short post that has no full stops: its longer lines and points."""
    kept = [line for line in lines if line.kind in {Kind.SHORT, Kind.BULLET} and line.words >= 4]
    labels = sum(line.kind is Kind.SHORT and line.words < 4 for line in lines)
    return _once(kept, headline) if labels <= len(kept) else []


def _stays(lines: list[Line], at: int, last: int) -> bool:
    """Whether a line after the opening belongs to the text, whose last paragraph is ``last``."""
    line = lines[at]
    match line.kind:
        case Kind.TEXT | Kind.BULLET:
            return True
        case Kind.CAPTION:  # a last paragraph may end with its agency
            return at > last and not furniture.surely_caption(line.text)
        case Kind.SHORT:
            return _sub_heading(lines, at)
        case _:
            return False


def _sub_heading(lines: list[Line], at: int) -> bool:
    """Whether a short line belongs to the text: alone between paragraphs, or in a list that a colon opens."""
    before = next((one for one in reversed(lines[max(0, at - LIST) : at]) if one.kind not in _ITEMS), None)
    after = next((one for one in lines[at + 1 : at + LIST] if one.kind not in _ITEMS), None)
    if before and before.text.endswith(":"):
        return True
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
