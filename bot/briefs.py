"""Made-up pastes of short reports one after the other: newsletters, digests by mail, wire briefs, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.gatherings import parting
from bot.pages import Layout, Page, Row
from bot.phrases import SENTENCES, Phrases
from bot.pieces import Piece
from ingest.parts import Part

MOST = 8  # reports of one paste
_SENTENCES = (1, 1, 2, 2, 3, 3, 4, 5, 6)
_TELLING = 12  # words of a report that has one sentence only


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How all reports of one paste are set: wordings of ``layouts.toml``, empty for none."""

    mark: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    dateline: str
    separator: str
    wide: int
    loose: bool
    split: bool
    headed: bool
    cut: bool


def briefs(say: Phrases) -> Page:
    """Two to eight short reports, each under its headline, all set alike."""
    style = _style(say)
    rows = [Row(part=Part.ABOVE, text=line) for line in _greeting(say)]
    titles: list[str | None] = []
    for at, piece in enumerate(_different(say, say.dice.randint(2, MOST))):
        say.about(piece)
        made = _one(say, style, at)
        if at and style.separator:
            rows.append(parting(style.separator, at, style.wide, headed=style.headed))
        made[0].gap = style.wide if at or rows else 0
        rows += made
        titles.append(piece.title if style.headed else None)
    if say.chance(0.3):
        rows += [Row(part=Part.BELOW, text=line, gap=1, article=len(titles) - 1) for line in _parting(say)]
    dates = tuple(
        next((row.date for row in rows if row.article == at and row.date), None) for at in range(len(titles))
    )
    return Page(layout=Layout.BRIEFS, rows=rows, titles=tuple(titles), dates=dates)


def _style(say: Phrases) -> _Style:
    facts = say.chance(0.6)
    above = tuple(say.pick("facts_of_briefs") for _ in range(say.any((1, 1, 1, 2, 3)))) if facts else ()
    below = (say.pick("ends_of_briefs"),) if say.chance(0.5) else ()
    separator = say.pick("separators") if say.chance(0.3) else ""
    wide = say.any((0, 1, 1, 2, 3))
    return _Style(
        mark=say.pick("marks_of_briefs") if say.chance(0.5) else "{headline}",
        above=above,
        below=below if say.chance(0.85) else (*below, say.pick("ends_of_briefs")),
        dateline=say.pick("datelines") if say.chance(0.15) else "",
        separator=separator,
        wide=wide,
        loose=wide > 0 and say.chance(0.4),
        split=say.chance(0.35),
        cut=say.chance(0.06),
        headed=not separator or say.chance(0.6),
    )


def _different(say: Phrases, count: int) -> Sequence[Piece]:
    """So many articles, some of them on the same thing as the one before."""
    found = {say.piece.title: say.piece}
    count = min(count, len({piece.title for piece in say.pieces}))
    while len(found) < count:
        piece = say.related(say.piece) if say.chance(0.3) else say.any(say.pieces)
        found.setdefault(piece.title, piece)
    return list(found.values())


def _one(say: Phrases, style: _Style, at: int) -> list[Row]:
    """The rows of one report."""
    rows: list[Row] = []

    def add(part: Part, lines: Sequence[str]) -> None:
        rows.extend(
            Row(part=part, text=line.strip(), gap=int(style.loose), article=at)
            for line in lines
            if line.strip()
        )

    if style.headed:
        given = {"headline": say.piece.title, "HEADLINE": say.piece.title.upper(), "place": str(at + 1)}
        add(Part.TITLE, [say.fill(style.mark, None, **given)])
        for wording in style.above:
            for line in say.fill(wording, say.when).split("\n"):
                add(Part.HEAD, [line])
                rows[-1].date = say.when if say.date(say.when) in line else None
    opening = say.fill(style.dateline, city=say.pick("cities").upper())
    told = _told(say)
    if style.cut:
        told[-1] = " ".join(told[-1].split()[:-1]) + " ..."
    add(Part.BODY, [opening + told[0], *told[1:]] if style.split else [opening + " ".join(told)])
    if not style.headed:
        rows[0].part = Part.BODY
    for wording in style.below:
        add(Part.BELOW, say.fill(wording, say.when).split("\n"))
    return rows


def _told(say: Phrases) -> list[str]:
    """The first sentences of an article."""
    sentences = [sentence for text in say.piece.paragraphs for sentence in SENTENCES.split(text)]
    count = say.any(_SENTENCES)
    while count < len(sentences) and len(" ".join(sentences[:count]).split()) < _TELLING:
        count += 1
    return sentences[:count]


def _greeting(say: Phrases) -> list[str]:
    """What a newsletter opens with."""
    return say.some("openings_of_briefs", 1, 3) if say.chance(0.3) else []


def _parting(say: Phrases) -> list[str]:
    """What it ends with."""
    return [*say.some("ends_of_newsletters", 1, 4), *(say.some("rights") if say.chance(0.3) else [])]
