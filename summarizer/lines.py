"""Which line borders belong to the text, and which were only set to fit a width.

E-mail programs, wire services and hands wrap prose at 60 to 80 columns; a sentence must not end
there. Greedy wrapping leaves a trace: the next line's first word would not have fitted any more
(RFC 3676 names the habit and its lengths), and most lines go on in small letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line, as ``str.splitlines`` has it."""

_BORDERS = frozenset({*BREAKS, "\r\n"})
_LINE = re.compile(f"[^{BREAKS}]+")
_BULLET = re.compile(r"[\-–—•▪●◦■►▶*·>#|]|[^\W_]{1,3}[.)](?=\s)|[\[(][^\W_]{1,3}[\])]\s")
_MARKED = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»›)\]}]*$")
_NARROWEST, _WIDEST = 30, 100
_RAGGED = 0.6
"""Of the width: a line at least so long that goes on in small letters was wrapped, whoever did it."""
_PROSE = 0.3
"""Of the borders within sentences: so many at least are followed by small letters in wrapped prose."""
_TELLING = 3
"""Borders that are enough to tell a block by itself."""
_ALIKE = 8
"""Columns by which the two longest lines of a wrapped paragraph differ at most; a title may be longer."""


def lines(body: str) -> list[tuple[int, int]]:
    """The lines of a body that are not blank, as spans, with those joined that were wrapped by hand.

    Headings, list items and one-sentence-a-line texts keep their borders. Time is linear.
    """
    return [(first, last) for block in _joined(body) for first, last in block]


def numbers(body: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each span the number of the line that it begins in, ascending: its paragraph."""
    starts = [start for start, _ in lines(body)]
    return [bisect_right(starts, start) for start, _ in spans]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line as it lies on the page: columns up to its last character, and how it begins and ends."""

    start: int
    end: int
    columns: int
    indent: int
    word: int
    bullet: bool
    marked: bool
    first: str

    def full(self, below: _Line, width: int) -> bool:
        """Whether the first word of the line below would not have fitted into this one."""
        return self.columns <= width < self.columns + 1 + below.word


def _read(body: str, start: int, end: int) -> _Line:
    text = body[start:end].rstrip()
    bare = text.lstrip()
    return _Line(
        start=start,
        end=end,
        columns=len(text),
        indent=len(text) - len(bare),
        word=len(bare.split(None, 1)[0]),
        bullet=bool(_BULLET.match(bare)),
        marked=bool(_MARKED.search(text[-8:])),
        first=next((c for c in bare[:3] if c.isalpha()), ""),
    )


def _joined(body: str) -> Iterator[list[tuple[int, int]]]:
    """Block by block, the spans of the lines."""
    blocks = list(_blocks(body))
    narrow = {at: [_read(body, *span) for span in block] for at, block in enumerate(blocks) if _fits(block)}
    everywhere = [going_on for block in narrow.values() for going_on in _going_on(block)]
    width = max((_width(block) for block in narrow.values() if len(block) > 2), default=0)
    for at, block in enumerate(blocks):
        yield list(_unwrapped(narrow[at], everywhere, width)) if at in narrow else block


def _blocks(body: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines without a blank line between them."""
    block: list[tuple[int, int]] = []
    for match in _LINE.finditer(body):
        if match[0].isspace():
            continue
        if block and body[block[-1][1] : match.start()] not in _BORDERS:
            yield block
            block = []
        block.append(match.span())
    if block:
        yield block


def _fits(block: Sequence[tuple[int, int]]) -> bool:
    return len(block) > 1 and max(end - start for start, end in block) <= 2 * _WIDEST


def _width(block: Sequence[_Line]) -> int:
    """The width that a block was wrapped to: that of its longest line, or of the next if that sticks out."""
    longest, following = sorted((line.columns for line in block), reverse=True)[:2]
    return following if longest - following > _ALIKE and len(block) > 2 else longest


def _going_on(block: Sequence[_Line]) -> list[bool]:
    """For each full border within a sentence, whether the line below goes on in small letters.

    Scripts without case count as going on where the block as a whole ends like a sentence.
    """
    width = _width(block)
    below = [b for a, b in pairwise(block) if not a.marked and a.full(b, width)]
    return [b.first.islower() or (b.first.lower() == b.first.upper() and block[-1].marked) for b in below]


def _unwrapped(block: Sequence[_Line], everywhere: Sequence[bool], width: int) -> Iterator[tuple[int, int]]:
    """The lines of a block, joined. What so few borders do not tell the whole body does."""
    width = max(_width(block), width if len(block) == 2 else 0)
    here = _going_on(block)
    told = here if len(here) >= _TELLING else everywhere
    prose = bool(told) and sum(told) >= _PROSE * len(told)
    start, item = block[0].start, block[0].bullet
    for above, below in pairwise(block):
        if _wrapped(above, below, width, prose=prose, item=item):
            continue
        yield start, above.end
        start, item = below.start, below.bullet
    yield start, block[-1].end


def _wrapped(above: _Line, below: _Line, width: int, *, prose: bool, item: bool) -> bool:
    """Whether the border between two lines was only set to fit the width."""
    if below.bullet or not _NARROWEST <= above.columns <= min(width, _WIDEST):
        return False
    if below.first.islower() and not above.marked:
        return above.columns >= _RAGGED * width
    if below.indent > above.indent and not item:
        return False  # an indented line begins a paragraph
    return prose and above.full(below, width)
