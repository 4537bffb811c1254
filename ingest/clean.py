"""One article's lines become a draft: the headline, the text, and the facts that stood around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from ingest import datelines, dates, facts, furniture, signatures, title
from ingest.lines import Kind, Line
from ingest.marks import END_MARK
from ingest.model import Draft, Stamp
from ingest.overview import HEADING
from ingest.parts import Part
from ingest.reading import Article
from ingest.stated import Dated

REPEATED = 5  # words from which a line that stands there twice is one too many
LONE = 4  # words from which a headline without a text is one itself
DATED = 14  # words of a line of the head that may state the date among others
TOLD = 8  # words of a sentence that would be missed
AD = 30  # words up to which a sentence under its label may be an advertisement
AROUND = 40  # lines around it that would speak of the same
BESIDE = 3  # lines between a picture's words and its caption
ABOVE = 3  # lines above a headline that may state its date
BELOW = 6  # lines below a text that may
NEXT = 3  # lines above a headline or below a text that may name the publisher
_SIZE = "AA"  # a button for larger letters, and alone no agency
_TODAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)


def draft(article: Article) -> Draft | None:
    """The article in these lines, or None when there is no text among them."""
    at = next((place for place, part in enumerate(article.parts) if part is Part.TITLE), None)
    headline = article.lines[at] if at is not None else None
    strange = _paid(article.lines) | _shown(article.lines)
    text = [line for line in article.of(Part.BODY) if id(line) not in strange and not _fact(line)]
    body = once(text or _without_sentences(article), headline)
    while body and _hangs(body[-1], body):
        body.pop()
    if not body and headline and headline.words >= LONE:
        body = [headline]
    if not body:
        return None
    words = title.bare(headline.parts[0]) if headline and len(headline.parts) == 1 else None
    credited = facts.credited(words) if words else None
    near = _beside(article, body)
    signed = signatures.behind(body[-1].parts[-1])
    rows = [part for line in body for part in line.parts]
    places = [start for line in body for start in line.starts]
    opened, place = datelines.opening([line.parts[0] for line in body]) or (0, None)
    if place:
        row = sum(len(line.parts) for line in body[:opened])
        rows[row] = rows[row][place.length :]
        places[row] += place.length
    sign = rows[-1][signed[0] - len(body[-1].parts[-1]) :] if signed else ""
    if signed:
        rows[-1] = rows[-1][: signed[0] - len(body[-1].parts[-1])]
    return Draft(
        title=credited.words if credited else words or title.first_sentence(rows[0]),
        body="\n".join(rows),
        published=_published(article, body)
        or (place.stamp if place else None)
        or (credited.stamp if credited else None),
        dateline=place.place if place else None,
        agency=(place.agency if place else None) or furniture.agency(sign) or _agency(article.lines, body),
        byline=_byline(article, at or 0)
        or (place.byline if place else None)
        or (signed and signed[1])
        or None,
        source=next((line.source for line in near if line.source and _may_name(line, article)), None)
        or (credited.source if credited else None)
        or _outlet(article, body),
        url=_address(article, body),
        places=tuple(places),
    )


def _fact(line: Line) -> bool:
    """Whether a line among the text only states a day, a time or a name; labels of sentences stay."""
    if furniture.is_time(line.text):
        return True
    return line.kind is Kind.META and not furniture.labelled(line.text)


def left_out(article: Article, made: Draft | None) -> tuple[str, ...]:
    """The sentences of these lines, each once, that are not in the draft made of them, nor its headline."""
    body = made.body.split("\n") if made else []
    openings = tuple(filter(None, body[: datelines.LATEST]))  # behind a dateline
    kept, headlines = set(body), {line.key for line in article.of(Part.TITLE)}
    found = {
        line.key: line.text
        for line in article.lines
        if line.kind is Kind.TEXT and line.words >= TOLD and line.parts[-1] not in kept
    }
    return tuple(text for key, text in found.items() if key not in headlines and not text.endswith(openings))


def _without_sentences(article: Article) -> list[Line]:
    """The text of a short post that has no full stops: its longer lines and points."""
    rest = [
        line
        for line, part in zip(article.lines, article.parts, strict=True)
        if part is not Part.TITLE and line.kind in {Kind.SHORT, Kind.BULLET}
    ]
    kept = [line for line in rest if line.words >= LONE]
    return kept if len(rest) <= 2 * len(kept) else []


def _paid(lines: list[Line]) -> set[int]:
    """The sentences that stand under "Sponsored" and speak of nothing that the text around them does."""
    found = set()
    for at, (label, line) in enumerate(pairwise(lines), start=1):
        if line.kind is Kind.TEXT and line.words <= AD and furniture.paid(label.text):
            near = [*lines[max(0, at - AROUND) : at], *lines[at + 1 : at + AROUND]]
            if all(one.stems.isdisjoint(line.stems) for one in near if one.kind is Kind.TEXT):
                found.add(id(line))
    return found


def _shown(lines: list[Line]) -> set[int]:
    """What stands for a picture beside its caption, which says the same and more."""
    captions = [(at, line.text) for at, line in enumerate(lines) if line.kind is Kind.CAPTION]
    return {
        id(line)
        for at, caption in captions
        for line in lines[max(0, at - BESIDE) : at + 1 + BESIDE]
        if line.kind is Kind.TEXT and caption.startswith(line.text)
    }


def _hangs(last: Line, body: Sequence[Line]) -> bool:
    """Whether a last line is of the page: facts, or a few words under sentences that are none."""
    few = last.kind is Kind.SHORT and not END_MARK.search(last.text) and not furniture.caveat(last.text)
    return last.kind is Kind.META or (few and any(line.kind is Kind.TEXT for line in body))


def once(lines: list[Line], headline: Line | None) -> list[Line]:
    """Without the headline printed again, and without sentences that repeat one before them."""
    seen = {headline.key} if headline else set()
    kept: list[Line] = []
    for line in lines:
        if line.key in seen:
            continue
        if line.words >= REPEATED:
            seen.add(line.key)
        kept.append(line)
    return kept


def _around(article: Article, body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines above the headline, and those below the text."""
    at = {id(line): place for place, line in enumerate(article.lines)}
    first, last = at[id(body[0])], at[id(body[-1])]
    parts = zip(article.lines[:first], article.parts, strict=False)
    return [line for line, part in parts if part is Part.ABOVE], article.lines[last + 1 :]


def _beside(article: Article, body: Sequence[Line]) -> list[Line]:
    """The lines that may name the publisher or give the address: those of the head, and close by."""
    above, below = _around(article, body)
    return [*article.of(Part.HEAD), *above[-NEXT:], *below[:NEXT]]


def _address(article: Article, body: Sequence[Line]) -> str | None:
    """The address above the text or right below it; there none where the text has others between its lines.

    Then each may be of the lines above it: briefs with a link under each.
    """
    above, below = _around(article, body)
    over = [line.link for line in (*article.of(Part.HEAD), *above[-NEXT:]) if line.link]
    under = [line.link for line in below[:NEXT] if line.link]
    first = next(at for at, line in enumerate(article.lines) if line is body[0])
    among = {line.link for line in article.lines[first : len(article.lines) - len(below)]} - {None}
    return next(iter(over or (under if among <= set(under[:1]) else [])), None)


def _may_name(line: Line, article: Article) -> bool:
    """Whether a label may name the publisher: where a copyright line does, "Source:" is of the report."""
    owners = [one.text.casefold() for one in article.lines if one.text.startswith("©")]
    named = re.compile(rf"(?<!\w){re.escape((line.source or '').casefold())}(?!\w)")
    return not owners or any(named.search(owner) for owner in owners)


def _outlet(article: Article, body: Sequence[Line]) -> str | None:
    """The outlet beside the day under the headline, or right above it."""
    above, _ = _around(article, body)
    return next((line.outlet for line in (*article.of(Part.HEAD), *above[-1:]) if line.outlet), None)


def _published(article: Article, body: Sequence[Line]) -> Stamp | None:
    """The date that stands below the headline, then near above it, then under the text where it says so.

    There what stands under another headline is the date of that.
    """
    above, below = _around(article, body)
    over = [line for line in above[: -ABOVE - 1 : -1] if line.dated and not is_today(line)]
    under = takewhile(lambda line: not (line.headline_like and line.words >= HEADING), below[:BELOW])
    named = [line for line in under if line.dated in {Dated.PUBLISHED, Dated.UPDATED}]
    for zone in (article.of(Part.HEAD), over, named):
        if stamps := [found for line in zone if (found := _stated(line))]:
            return min(stamps, key=lambda pair: pair[0])[1]
    if any(furniture.is_english(line.text) for line in body):
        return None
    heads = (line.text for line in article.of(Part.HEAD) if line.words <= DATED)
    return next(filter(None, map(dates.day_first, heads)), None)


def is_today(line: Line) -> bool:
    """Whether a line states the reader's own day: a page prints that with its name."""
    return line.dated is Dated.BARE and bool(_TODAY.search(line.text))


def stamp(line: Line) -> Stamp | None:
    """The date that a line of a page's head states."""
    found = _stated(line)
    return found[1] if found else None


def _stated(line: Line) -> tuple[int, Stamp] | None:
    """The date that a line states, with how badly it names it."""
    if line.stamp and line.dated:
        return line.dated.value, line.stamp
    if line.kind in {Kind.SHORT, Kind.FURNITURE} and line.words <= DATED and (found := dates.find(line.text)):
        return len(Dated), found[0]
    return None


def _byline(article: Article, headline: int) -> str | None:
    near = [line for line in article.lines[max(0, headline - 3) : headline] if line.byline]
    rest = [
        line
        for line, part in zip(article.lines[headline:], article.parts[headline:], strict=True)
        if part is not Part.BELOW
    ]
    signed = [line for line in article.lines[headline:] if signatures.reporters(line.text)]
    return next((line.byline for line in [*rest, *near, *signed] if line.byline), None)


def _agency(lines: list[Line], body: list[Line]) -> str | None:
    """The agency in a caption's credit or on a line of its own."""
    stayed = set(map(id, body))
    for line in lines:
        if line.kind is Kind.CAPTION and id(line) not in stayed and (found := furniture.credited(line.text)):
            return found
        if line.kind is Kind.META and line.text != _SIZE and (found := _credited_agency(line)):
            return found
    return None


def _credited_agency(line: Line) -> str | None:
    """The agency of a line of facts; of a desk's credits, the one that they open with."""
    signed = signatures.reporters(line.text) is not None
    found = furniture.agency((line.byline or "") if signed else line.text)
    return found if not signed or (line.byline or "").startswith(found or "-") else None
