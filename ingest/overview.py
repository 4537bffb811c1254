"""What is counted once for all lines of a paste, on which their signs rest (``signs.py``)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from ingest import furniture
from ingest.lines import Kind, Line, firsts
from ingest.marks import pairs

ALIKE = 0.6  # of their headlines
SHORT = 4  # paragraphs of each
HEADING = 4  # words of a line from which it heads a report rather than a part of one
ENTRIES = 3  # times on lines of their own that make a live page, and lines in which their texts begin
TEXTS = 6  # paragraphs that tell what a text is about
PULLED = 400  # lines over which pull quotes are not looked for
_TOP = 12  # lines in which such a title may stand
_SHAPES = (
    ("number", re.compile(r"[(\[]?\d{1,2}[.)\]]\s")),
    ("marked", re.compile(r"[#*_•●▪■◦‣▶►»🔹-]")),
    ("sign", re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")),
    ("upper", re.compile(r"[^a-zа-яё]*$")),
)
"""How a headline may be set off; the first that holds."""

Edges = tuple[float, ...]
_LENGTHS: dict[Kind, Edges] = {Kind.SHORT: (1, 3, 6, 20), Kind.TEXT: (8, 15, 25)}


def step(value: float, edges: Edges) -> int:
    """How many of the edges lie below a value."""
    return bisect_left(edges, value)


class Page:
    """What is counted once for all lines."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.texts = [at for at, line in enumerate(lines) if line.kind is Kind.TEXT]
        self.count = [0, *accumulate(line.kind is Kind.TEXT for line in lines)]
        self.words = [0, *accumulate(line.words * (line.kind is Kind.TEXT) for line in lines)]
        self.kinds = [kind_of(line) for line in lines]
        self.keys = Counter(line.key for line in lines)
        self.seen: dict[str, int] = {}
        for at, line in enumerate(lines):
            self.seen.setdefault(line.key, at)
        self.stems = Counter(stem for at in self.texts for stem in lines[at].stems)
        self.firsts = firsts(lines)
        self.names = {(line.byline or line.text).casefold() for line in lines if line.byline or is_name(line)}
        self.names |= {line.byline.casefold().split()[-1] for line in lines if line.byline}
        self.blocks = self._blocks()
        self.regular = self._regular()
        self.times = [at for at, line in enumerate(lines) if furniture.is_time(line.text)]
        self.live = self._live()
        self.of_parts = self.live is not None or any(map(_of_parts, lines[:_TOP]))
        self.set = Counter(self.setting(at) for at in range(len(lines)))
        self.gap = sorted(line.gap for line in lines)[len(lines) // 2]

    def kind(self, at: int) -> str:
        """That of a line as signs name it, "none" beyond the ends."""
        return self.kinds[at] if 0 <= at < len(self.lines) else "none"

    def setting(self, at: int) -> tuple[str, ...]:
        """How a line is set off, and what kinds of lines come next."""
        return shape(self.lines[at].text), self.kinds[at][:5], self.kind(at + 1)[:5], self.kind(at + 2)[:5]

    def _live(self) -> int | None:
        """The headline of a live page, close above the times of its entries, which take it up.

        Times stand among lists of other stories too, but over no texts, and on pictures.
        """
        texts = self.count
        over = [at for at in self.times if texts[min(at + 1 + ENTRIES, len(self.lines))] > texts[at]]
        if len(over) < ENTRIES or len(over) <= ALIKE * len(self.times):
            return None
        said = [text for at in over for text in self.behind(at)[:1]]
        for at in range(max(0, over[0] - TEXTS), over[0]):
            line = self.lines[at]
            if _of_parts(line) or (not at and self._heading(at) and taken_up(line, said)):
                return at
        return None

    def _blocks(self) -> list[tuple[int, bool, int]]:
        """The lines that could head the paragraph behind them.

        Of each where it stands, whether that paragraph takes it up, and how many paragraphs follow.
        """
        found: list[tuple[int, bool, int]] = []
        for text in self.texts:
            at = text - 1
            while at >= 0 and self.kinds[at][:4] in {"META", "FURN"}:
                at -= 1
            if at >= 0 and self._heading(at):
                found.append((at, taken_up(self.lines[at], [self.lines[text]]), 1))
            elif found:
                head, is_taken_up, size = found[-1]
                found[-1] = head, is_taken_up, size + 1
        return found

    def _regular(self) -> tuple[str, str]:
        """How alike the blocks are: how many, how often taken up, how long the first and most others."""
        places, taken, sizes = zip(*self.blocks, strict=True) if self.blocks else ((), (), ())
        first = bool(places) and taken[0] and not any(self._heading(at) for at in range(places[0]))
        share = sum(taken) / (len(taken) or 1)
        others = sorted(sizes[1:])
        usual = others[len(others) // 2] if others else 0
        self.uniform = first and len(sizes) > 1 and share > ALIKE and max(sizes) <= SHORT
        return (
            f"{min(len(sizes), 5)}:{step(share, (0.3, 0.6, 0.9))}:{first:d}",
            f"{len(sizes) > 2:d}:{min(sizes[0], 5) if sizes else 0}:{min(usual, 4)}",
        )

    def _heading(self, at: int) -> bool:
        return self.lines[at].headline_like and self.lines[at].words >= HEADING

    def behind(self, at: int) -> list[Line]:
        """The next paragraphs."""
        place = bisect_right(self.texts, at)
        return [self.lines[text] for text in self.texts[place : place + TEXTS]]

    def before(self, at: int) -> list[Line]:
        """The paragraphs just before."""
        place = bisect_left(self.texts, at)
        return [self.lines[text] for text in self.texts[max(0, place - TEXTS) : place]]

    def echoed(self, at: int) -> bool:
        """Whether other lines of the page have a line in them: a path, a list's entry, comments on it."""
        line = self.lines[at]
        if len(self.lines) > PULLED or line.words < 4:
            return False
        others = (one.key for one in self.lines if one.kind is not Kind.TEXT and len(one.key) > len(line.key))
        return any(line.key in other for other in others)

    def pulled(self, at: int) -> bool:
        """Whether a line is printed large out of a paragraph that holds it too."""
        if len(self.lines) > PULLED or not 5 <= self.lines[at].words < 40:
            return False
        said = self.lines[at].text.strip("“”\"‘’' ")
        others = (self.lines[text].text for text in self.texts if text != at)
        return any(said in other and len(other) > len(said) for other in others)


def _of_parts(line: Line) -> bool:
    return line.headline_like and furniture.of_parts(line.text)


def kind_of(line: Line) -> str:
    """The kind of a line, with its length or what it states."""
    name = line.kind.name
    if line.kind in _LENGTHS:
        return f"{name}{step(line.words, _LENGTHS[line.kind])}"
    if line.kind is Kind.META:
        return name + "d" * bool(line.stamp) + "b" * bool(line.byline)
    return name + "!" * (line.kind is Kind.FOOT and furniture.last(line.text))


def shape(text: str) -> str:
    """How a line is set off."""
    return next((name for name, shape in _SHAPES if shape.match(text)), "plain")


def is_name(line: Line) -> bool:
    """Whether a line is two to four words that all begin large: a name, or a headline set so."""
    words = line.text.split()
    return line.kind is Kind.SHORT and 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)


def beginnings(line: Line, letters: int = 5) -> frozenset[str]:
    """The beginnings of the longer words, by which a headline and its text are compared."""
    return _beginnings(line.key, letters)


@lru_cache(1000)  # each line is compared with several around it
def _beginnings(key: str, letters: int) -> frozenset[str]:
    return frozenset([*(word[:letters] for word in key.split() if len(word) >= 4), *pairs(key)])


def taken_up(headline: Line, texts: Iterable[Line], letters: int = 5) -> bool:
    """Whether a third of a headline's longer words are in these paragraphs, told by their first letters."""
    own = beginnings(headline, letters)
    said = set().union(*(beginnings(text, letters) for text in texts))
    return 3 * len(own & said) >= max(len(own), 3)
