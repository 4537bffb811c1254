"""Made-up pages: one given article inside what sites put around it, every line with what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot import heads, layouts
from bot.phrases import SENTENCES, Phrases
from bot.pieces import Piece
from ingest.parts import Part

LEAST_WORDS = 40  # of text on a page
_DATELINE = 80  # characters that a dateline has at most


class Layout(StrEnum):
    """What was copied."""

    WHOLE = "whole page"
    HEADLINE = "from the headline down"
    PLAIN = "headline and text"
    POST = "forwarded post"
    PARTS = "live blog, list or Q&A"
    SEVERAL = "several articles"
    BRIEFS = "several short reports"


@dataclass(slots=True, kw_only=True)
class Row:
    """A line: what it is, of which article of the paste, and the time that it states as that article's.

    ``gap`` is how many blank lines stand before it.
    """

    part: Part
    text: str
    gap: int = 0
    article: int = 0
    date: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page or a paste of several. ``titles`` and ``dates`` are its articles', None where not said."""

    layout: Layout
    rows: list[Row]
    titles: tuple[str | None, ...]
    dates: tuple[datetime | None, ...]

    @property
    def text(self) -> str:
        """As it is pasted."""
        return "\n".join("\n" * row.gap + row.text for row in self.rows)


class Sheet:
    """The rows of one article's page, as they are added."""

    def __init__(self, layout: Layout, article: int = 0) -> None:
        self.layout, self.article = layout, article
        self.rows: list[Row] = []

    def add(self, part: Part, lines: Iterable[str | tuple[str, datetime | None]]) -> None:
        """Lines of a part, those that state the date with it."""
        for line in lines:
            text, date = (line, None) if isinstance(line, str) else line
            if stripped := text.strip():
                self.rows.append(Row(part=part, text=stripped, article=self.article, date=date))

    def page(self) -> Page:
        """What was added, as a page."""
        date = next((row.date for row in self.rows if row.date), None)
        title = next((row.text for row in self.rows if row.part is Part.TITLE), None)
        return Page(layout=self.layout, rows=self.rows, titles=(title,), dates=(date,))


def page(say: Phrases, layout: Layout, piece: Piece, article: int = 0) -> Page:
    """One article as a whole page, from its headline down, alone, or as a forwarded post."""
    if layout in {Layout.PLAIN, Layout.POST} and say.chance(0.15):  # somebody copied a later part of it
        piece = replace(piece, paragraphs=piece.paragraphs[len(piece.paragraphs) // 2 :])
    say.about(_shaped(say, piece))
    sheet = Sheet(layout, article)
    make: Callable[[Phrases, Sheet], None] = {
        Layout.PLAIN: _plain,
        Layout.POST: _post,
    }.get(layout, _full)
    make(say, sheet)
    opening = next((row for row in sheet.rows if row.part is Part.BODY), None)
    if opening is not None and say.date(say.when) in opening.text[:_DATELINE]:
        opening.date = say.when
    space(say, sheet.rows, say.any((0, 0, 1, 1, 2)))
    return sheet.page()


def words(rows: Iterable[Row]) -> int:
    """How many the text has."""
    return sum(len(row.text.split()) for row in rows if row.part is Part.BODY)


def body(say: Phrases, paragraphs: Sequence[str], *, headed: float, broken: float) -> list[tuple[Part, str]]:
    """Paragraphs with sub-headings before this share of them, and interruptions after that share."""
    made: list[tuple[Part, str]] = []
    last = len(paragraphs) - 1
    for at, paragraph in enumerate(paragraphs):
        if 1 < at < last and say.chance(headed):
            made += [(Part.BODY, line) for line in heads.subheading(say, paragraph)]
        made.append((Part.BODY, paragraph))
        if say.chance(0.02):
            made += [(Part.BODY, line) for line in heads.items(say)]
        if at < last and say.chance(broken):
            for _ in range(say.any((1, 1, 1, 1, 2))):
                made += [(Part.GAP, line) for line in heads.interruption(say)]
    return made


def space(say: Phrases, rows: list[Row], style: int) -> None:
    """Blank lines: between all lines, between blocks and paragraphs, or hardly any."""
    for at, row in enumerate(rows):
        same = at > 0 and rows[at - 1].part is row.part
        if style == 0:
            row.gap = int(at > 0 and not same and say.chance(0.15))
        else:
            row.gap = int(at > 0 and (style == 1 or not same or row.part is Part.BODY or say.chance(0.2)))
        if style == 2 and say.chance(0.04):
            row.gap = 2


def _shaped(say: Phrases, piece: Piece) -> Piece:
    """The article as it is, a sentence a paragraph, shortened, or opening with a dateline."""
    paragraphs = list(piece.paragraphs)
    if say.chance(0.35):
        paragraphs = [sentence for paragraph in paragraphs for sentence in SENTENCES.split(paragraph)]
    if say.chance(0.35):
        paragraphs = paragraphs[: say.dice.randint(2, 8)]
    if say.chance(0.12):
        dateline = say.fill(say.pick("datelines"), say.when, city=say.pick("cities").upper())
        paragraphs[0] = dateline + paragraphs[0]
    return replace(piece, paragraphs=tuple(paragraphs))


def _full(say: Phrases, sheet: Sheet) -> None:
    """A whole page, or all of it from the headline down."""
    whole = sheet.layout is Layout.WHOLE
    when = say.when if say.chance(0.75) else None
    place = say.dice.choices((Part.HEAD, Part.ABOVE, Part.BELOW), weights=(83, 10, 7))[0] if when else None
    over, bar = layouts.above(say) if whole else ([], layouts.menu(say))
    sheet.add(Part.ABOVE, over)
    if whole and say.chance(0.12):
        sheet.add(Part.ABOVE, heads.above_headline(say))
    if place is Part.ABOVE:
        sheet.add(Part.ABOVE, heads.facts(say, when))
    sheet.add(Part.TITLE, [say.piece.title])
    sheet.add(Part.HEAD, heads.head(say, when if place is Part.HEAD else None))
    headed, broken = say.any((0, 0, 0, 0.1, 0.2)), say.any((0, 0.05, 0.1, 0.2, 0.3, 0.45))
    for part, line in body(say, say.piece.paragraphs, headed=headed, broken=broken):
        sheet.add(part, [line])
    if when and place is Part.BELOW:
        sheet.add(Part.BELOW, [(line, when) for line in layouts.dated_below(say, when)])
    sheet.add(Part.BELOW, layouts.below(say, bar))


def _plain(say: Phrases, sheet: Sheet) -> None:
    """The text, mostly with its headline."""
    if say.chance(0.85):
        sheet.add(Part.TITLE, [say.piece.title])
        if say.chance(0.3):
            sheet.add(Part.HEAD, heads.facts(say, say.when if say.chance(0.75) else None))
    broken = say.any((0, 0, 0.15, 0.3))
    for part, line in body(say, say.piece.paragraphs, headed=say.any((0, 0, 0.2)), broken=broken):
        sheet.add(part, [line])
    if say.chance(0.4):
        sheet.add(Part.BELOW, say.some("notes_on_the_author"))


def _post(say: Phrases, sheet: Sheet) -> None:
    """A channel's post: the first paragraphs or points, and what channels sign with."""
    mark = say.any((say.pick("marks_of_posts") + " ", ""))
    if say.chance(0.7):
        sheet.add(Part.TITLE, [mark + say.piece.title])
    paragraphs = say.piece.paragraphs[: say.any((1, 2, 3, 99))]
    if say.chance(0.2):
        bullet = say.pick("bullets_of_posts")
        sheet.add(Part.BODY, [bullet + SENTENCES.split(paragraph)[0] for paragraph in paragraphs])
    else:
        for part, line in body(say, paragraphs, headed=0, broken=say.any((0, 0, 0, 0.1))):
            sheet.add(part, [line])
    if say.chance(0.75):
        sheet.add(Part.BELOW, say.some("ends_of_posts", 1, 4))
