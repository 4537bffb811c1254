"""Samples of made-up pages, to measure the reading of pages on and to learn it from.

Where there are halves, wordings and articles of one are not in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from random import Random

from bot import briefs, gatherings
from bot.pages import Layout, Page, page, words
from bot.phrases import Phrases
from bot.pieces import Piece
from ingest import dates, lines
from ingest.lines import Kind, Line

SHARES = {
    Layout.WHOLE: 10,
    Layout.HEADLINE: 6,
    Layout.PLAIN: 4,
    Layout.POST: 4,
    Layout.PARTS: 4,
    Layout.SEVERAL: 5,
    Layout.BRIEFS: 6,
}
"""How many of each layout there are among 39 pages."""
FOREIGN = 0.15
"""Share of pages whose wording is of another script."""

_LEAST_WORDS = 20  # of text on a page that counts
_WORDED = frozenset({Kind.FURNITURE, Kind.FOOT, Kind.CAPTION})
_UNKNOWN = (0, 0, 0.3, 0.6, 1)  # of a page's lines that are furniture by their wording
_LATIN, _OTHER = "abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувщъыз"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper(), _OTHER + _OTHER.upper())


def pages(pieces: Sequence[Piece], count: int, *, seed: int, half: int | None = None) -> list[Page]:
    """So many pages; the same seed gives the same. ``half`` is that of the wordings, all where None."""
    dice = Random(seed)  # noqa: S311  # made-up pages, nothing secret
    say = Phrases(dice, pieces, half)
    mixed = sorted((turn / share, layout) for layout, share in SHARES.items() for turn in range(share))
    layouts = cycle(layout for _, layout in mixed)
    return [_page(say, layout) for layout in islice(layouts, count)]


def read(page: Page) -> list[Line]:
    """The lines of a page, each for one row: where it begins is the row's number."""
    return [lines.line((row.text,), row.gap, starts=(at,)) for at, row in enumerate(page.rows)]


def lesson(page: Page, seed: int) -> list[Line]:
    """The lines of a page to learn from: as on some other page whose wording is less known.

    Of some pages a share of the furniture is judged as if nobody knew its words; of FOREIGN all lines without
    a date have the letters of another script.
    """
    dice = Random(seed)  # noqa: S311  # made-up pages, nothing secret
    if dice.random() < FOREIGN:
        rows = [replace(row, text=_foreign(row.text)) for row in page.rows]
        return read(replace(page, rows=rows))
    unknown = dice.choice(_UNKNOWN)
    return [
        lines.without_wording(line) if line.kind in _WORDED and dice.random() < unknown else line
        for line in read(page)
    ]


def _page(say: Phrases, layout: Layout) -> Page:
    while True:
        if layout is Layout.PARTS:
            made = gatherings.parts(say)
        elif layout is Layout.SEVERAL:
            made = gatherings.several(say)
        elif layout is Layout.BRIEFS:
            made = briefs.briefs(say)
        else:
            made = page(say, layout, say.any(say.pieces))
        if words(made.rows) >= _LEAST_WORDS:
            return made


def _foreign(text: str) -> str:
    return text if dates.find(text) else text.translate(_LETTERS)
