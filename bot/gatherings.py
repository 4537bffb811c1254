"""Made-up pages of many parts that are one article, and pastes of several articles that are not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice, takewhile

from bot import heads, layouts
from bot.pages import LEAST_WORDS, Layout, Page, Row, Sheet, page, space, words
from bot.phrases import SENTENCES, Phrases
from ingest.parts import Part

Entry = tuple[list[tuple[Part, str]], Sequence[str]]
"""What a part of an article begins with, each line with what it is, and its paragraphs."""

_ENTRIES = 9  # of one article at most
_ATTEMPTS = 100  # to find an article that fits


def parts(say: Phrases) -> Page:
    """One article of many entries: a live blog, timeline, list, roundup, feature or interview."""
    say.about(say.any(say.pieces))
    style = say.any(
        ("live", "live", "live", "timelines", "lists", "roundups", "features", "features", "interviews")
    )
    whole, when = say.chance(0.5), say.when if say.chance(0.6) else None
    over, bar = layouts.above(say) if whole else ([], [])
    sheet = Sheet(Layout.PARTS)
    sheet.add(Part.ABOVE, over)
    sheet.add(Part.TITLE, [say.fill(say.pick(f"titles_of_{style}"), title=say.piece.title)])
    sheet.add(Part.HEAD, heads.head(say, when) if whole or say.chance(0.6) else heads.facts(say, when))
    if style == "live" and say.chance(0.5):
        sheet.add(Part.BODY, [SENTENCES.split(text)[0] for text in say.piece.paragraphs[-3:]])
    for at, (opening, paragraphs) in enumerate(islice(_entries(say, style), say.dice.randint(3, _ENTRIES))):
        for part, told in opening:
            label = part is Part.GAP and not at  # of the newest entry, whose day is the page's
            stated = say.when if label and say.date(say.when) in told else None
            begun = any(row.part is Part.BODY for row in sheet.rows)
            sheet.add(part if begun or not label else Part.HEAD, [(told, stated)])
        if at and style == "features" and say.chance(0.15):
            sheet.add(say.any((Part.BODY, Part.GAP)), say.some("second_bylines"))
        for paragraph in paragraphs:
            sheet.add(Part.BODY, [paragraph])
            if say.chance(0.08):
                sheet.add(Part.GAP, heads.interruption(say))
        if style == "live" and say.chance(0.25):
            sheet.add(Part.GAP, say.some("sharing", 1, 3))
    for row in takewhile(lambda row: row.part is Part.GAP, reversed(sheet.rows)):
        row.part = Part.BELOW
    if whole:
        sheet.add(Part.BELOW, layouts.below(say, bar))
    space(say, sheet.rows, say.any((0, 1, 1, 2)))
    return sheet.page()


def _entries(say: Phrases, style: str) -> list[Entry]:
    """The entries of an article, in its style."""
    if style in {"lists", "roundups"}:
        return _of_many(say, style)
    form, own, entries, at = say.pick("heads_of_entries"), say.piece.paragraphs, list[Entry](), 0
    while at < len(own):
        told = own[at : at + (3 if style in {"features", "interviews"} else say.dice.randint(1, 3))]
        entries.append((_opening(say, style, form, len(entries), told[0]), told))
        at += len(told)
    return entries


def _opening(say: Phrases, style: str, form: str, number: int, first: str) -> list[tuple[Part, str]]:
    """What an entry begins with; ``first`` is its first paragraph. Times and names are none of the text."""
    if style == "live":
        headline = _headed(say, first)
        rows = say.fill(form, say.when - timedelta(minutes=17 * number), headline=headline).split("\n")
        return [(Part.BODY if row.endswith(headline) else Part.GAP, row) for row in rows]
    if style == "timelines":
        return _told([say.date(say.when - timedelta(days=20 * number))])
    if style == "interviews":
        return _told(say.some("questions"))
    return _told(heads.subheading(say, first) * bool(number))


def _told(rows: list[str]) -> list[tuple[Part, str]]:
    return [(Part.BODY, row) for row in rows]


def _headed(say: Phrases, paragraph: str) -> str:
    """A headline for a paragraph: the beginning of its first sentence."""
    return " ".join(SENTENCES.split(paragraph)[0].split()[: say.dice.randint(6, 11)]).rstrip(".,;:")


def _of_many(say: Phrases, style: str) -> list[Entry]:
    """Entries that are openings of other articles, each under its headline or its section."""
    pieces = [say.related(say.piece) if say.chance(0.5) else say.any(say.pieces) for _ in range(_ENTRIES)]
    different = {piece.title: piece for piece in pieces}.values()
    numbered, titled = say.chance(0.7), say.chance(0.6)
    entries: list[Entry] = []
    for at, piece in enumerate(different):
        if style == "lists":
            opening = [f"{at + 1}. {piece.title}" if numbered else piece.title]
        else:
            opening = [piece.title if titled else say.pick("sections")] * bool(at)
        entries.append((_told(opening), piece.paragraphs[: say.dice.randint(1, 3)]))
    return entries


def several(say: Phrases) -> Page:
    """Two to five articles in one paste, a third of them on the same thing as the one before."""
    layout = say.any((Layout.PLAIN, Layout.PLAIN, Layout.HEADLINE, Layout.HEADLINE, Layout.WHOLE, None, None))
    mixed = (Layout.PLAIN, Layout.HEADLINE, Layout.WHOLE, Layout.POST)
    separator = say.pick("separators") if say.chance(0.45) else ""
    headed = not separator or say.chance(0.7)
    if not headed:
        layout = say.any((Layout.PLAIN, Layout.POST))
    wide = say.dice.randrange(4)
    made: list[Page] = []
    rows: list[Row] = []
    told: set[str] = set()
    for at in range(say.any((2, 2, 3, 3, 4, 5))):
        one = _one(say, layout or say.any(mixed), at, told, headed=headed)
        if at and separator:
            rows.append(parting(separator, at, wide, headed=headed))
        one.rows[0].gap = wide if at else 0
        rows += one.rows
        made.append(one)
    return Page(
        layout=Layout.SEVERAL,
        rows=rows,
        titles=tuple(title for one in made for title in one.titles),
        dates=tuple(date for one in made for date in one.dates),
    )


def parting(text: str, article: int, wide: int, *, headed: bool) -> Row:
    """The line between two articles: of the one before it, or what one without a headline opens with."""
    part, of = (Part.BELOW, article - 1) if headed else (Part.ABOVE, article)
    return Row(part=part, text=text, gap=min(wide, 1), article=of)


def _one(say: Phrases, layout: Layout, article: int, told: set[str], *, headed: bool) -> Page:
    """One of several: not told yet, and long enough to be an article."""
    before = say.piece
    for _ in range(_ATTEMPTS):
        piece = say.related(before) if article and say.chance(0.35) else say.any(say.pieces)
        made = page(say, layout, piece, article)
        if bool(made.titles[0]) is headed and words(made.rows) >= LEAST_WORDS and piece.title not in told:
            break
    told.add(piece.title)
    return made
