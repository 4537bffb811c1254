"""A PDF becomes text: its lines put together into paragraphs, by where they stand on the page.

A line break within a paragraph becomes a space (nothing, between Chinese or Japanese characters); all
other characters stay as the file has them. A hyphen at the end of a line stays, and what follows is
joined to it: the file does not say whether it belongs to the word. It goes only where it is a soft
hyphen (U+00AD), or where the file itself has the word without it elsewhere, and not with it. Ligatures
(U+FB00 to U+FB06), which are glyphs of two letters and no letters of their own, are written out. Running
heads, feet and page numbers are left out. The file's own title counts where it stands in the text;
its author and dates are those of the file and tell nothing of the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest import damage
from ingest.errors import NoArticle, Unreadable
from ingest.marks import BULLET

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

PAGES = 500
_APART = 1.25  # of the usual distance of lines of that size: a new paragraph begins
_NEAR = 30  # lines before and after a line that tell where its column begins
_LONGEST_WORD = 60  # characters
_LARGER = 1.08  # of the size of the letters: a heading ends, or begins
_INDENT = (0.8, 5.0)  # in sizes of the letters: a paragraph's first line
_EDGE = 2  # lines at the top and at the foot of a page that may be on every page
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.?|seite|стр\.?)\s*)?\d{1,4}(?:\s*(?:/|of|von|из)\s*\d{1,4})?\W*", re.IGNORECASE
)
_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_BROKEN_WORD = re.compile(r"(\w+)[-\u2010]$")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line, where it begins, and how large its letters are, in points."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file's text, a blank line between paragraphs, and the title that its properties name."""

    text: str
    title: str | None


def text(data: bytes) -> Text:
    """The text of a PDF. Raises Unreadable where it is damaged, encrypted, too long or has no text."""
    from pypdf import errors  # noqa: PLC0415 - heavy; loaded in the worker that reads documents

    try:
        with damage.told():
            return _text(data)
    except (errors.FileNotDecryptedError, errors.DependencyError) as error:
        raise Unreadable(NoArticle.ENCRYPTED) from error
    except errors.LimitReachedError as error:
        raise Unreadable(NoArticle.TOO_LARGE) from error
    except errors.PyPdfError as error:
        raise Unreadable(NoArticle.DAMAGED) from error


def _text(data: bytes) -> Text:
    from pypdf import PdfReader  # noqa: PLC0415 - heavy; loaded in the worker that reads documents

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(NoArticle.ENCRYPTED)
    if len(reader.pages) > PAGES:
        raise Unreadable(NoArticle.TOO_LONG)
    pages = [_lines(page) for page in reader.pages]
    if not any(pages):
        raise Unreadable(NoArticle.SCANNED if len(reader.pages) else NoArticle.EMPTY)
    kept = _without_edges(pages)
    words = Counter(_WORD.findall(" ".join(line.text for page in kept for line in page).casefold()))
    return Text(text="\n\n".join(_joined(rows, words) for rows in _paragraphs(kept)), title=_title(reader))


def _title(reader: PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    return " ".join(title.split()) or None if isinstance(title, str) else None


class _Writer:
    """Takes up the pieces of a page's text, and puts them together into lines."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self._held: list[str] = []
        self._begun: tuple[float, float] | None = None
        self._sizes: Counter[float] = Counter()

    def take(self, piece: str, cm: Sequence[float], tm: Sequence[float], _: object, size: float) -> None:
        """A piece with its matrices and the size of its font (ISO 32000-1, section 9.4.4)."""
        at = (tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
        for number, part in enumerate(piece.split("\n")):
            if number:
                self.end()
            self._held.append(part)
            if part.strip():
                self._begun = self._begun or at
                self._sizes[abs(size * tm[3] * cm[3]) or abs(size) or 1.0] += len(part)

    def end(self) -> None:
        """The end of a line, whose letters are mostly of one size."""
        row = " ".join("".join(self._held).translate(_LIGATURES).split())
        if row and self._begun:
            x, y = self._begun
            self.lines.append(_Line(text=row, x=x, y=y, size=self._sizes.most_common(1)[0][0]))
        self._held, self._begun, self._sizes = [], None, Counter()


def _lines(page: PageObject) -> list[_Line]:
    """The lines of a page in the order in which the file writes them."""
    writer = _Writer()
    page.extract_text(visitor_text=writer.take)
    writer.end()
    return writer.lines


def _without_edges(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Without running heads and feet, which differ in their numbers alone, and without page numbers."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edge(page)})
    often = max(3, len(pages) / 2)

    def stays(line: _Line) -> bool:
        numbered = len(pages) > 1 and _NUMBER.fullmatch(line.text)
        return not numbered and edges[_key(line)] < often

    return [[line for line in page if line not in _edge(page) or stays(line)] for page in pages]


def _edge(page: list[_Line]) -> list[_Line]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _paragraphs(pages: list[list[_Line]]) -> Iterator[list[str]]:
    """The lines of each paragraph. One may go on in the next column or on the next page."""
    held: list[str] = []
    for page in pages:
        usual = _usual(page)
        for at, line in enumerate(page):
            before = page[at - 1] if at else None
            if held and _begins(before, line, usual, _left(page, at), open_end=_open(held[-1])):
                yield held
                held = []
            held.append(line.text)
    if held:
        yield held


def _begins(before: _Line | None, line: _Line, usual: float, left: float, *, open_end: bool) -> bool:
    """Whether a paragraph begins with a line; ``before`` is the one above it on its page."""
    if BULLET.match(line.text):
        return True
    if before is None or line.y > before.y + 1:
        return not open_end  # the top of a page or column
    larger, smaller = max(before.size, line.size), min(before.size, line.size)
    if before.y - line.y > _APART * usual * larger or larger > _LARGER * smaller:
        return True
    indent = (line.x - left) / line.size
    return not open_end and _INDENT[0] <= indent <= _INDENT[1]


def _open(row: str) -> bool:
    """Whether a line ends in the middle of a sentence."""
    return not re.search(r"[.!?…。！？:؟]['\"’”»)\]]*$", row)


def _usual(page: list[_Line]) -> float:
    """The usual distance of two lines, in sizes of their letters."""
    gaps = [(before.y - after.y) / after.size for before, after in pairwise(page)]
    within = sorted(gap for gap in gaps if 0.5 < gap < 10)
    return within[len(within) // 4] if within else 0.0  # paragraphs of one or two lines have many others


def _left(page: list[_Line], at: int) -> float:
    """Where the column of a line begins, as far as the lines near it tell."""
    here = page[at]
    near = page[max(0, at - _NEAR) : at + _NEAR]
    return min(other.x for other in near if abs(other.x - here.x) <= _INDENT[1] * here.size)


def _joined(rows: list[str], words: Counter[str]) -> str:
    text = rows[0]
    for row in rows[1:]:
        if text.endswith("\u00ad"):
            text = text[:-1] + row
        elif broken := _BROKEN_WORD.search(text[-_LONGEST_WORD:]):
            text = (text[:-1] if _parted(broken[1], row, words) else text) + row
        elif _WIDE.match(text[-1]) and _WIDE.match(row):
            text += row
        else:
            text = f"{text} {row}"
    return text


def _parted(head: str, row: str, words: Counter[str]) -> bool:
    """Whether the file has a word of these parts without a hyphen elsewhere, and none with it."""
    rest = re.match(r"\w+", row)
    if rest is None or not row[0].islower():
        return False
    whole, hyphened = (f"{head}{mark}{rest[0]}".casefold() for mark in ("", "-"))
    return words[whole] > 0 and not words[hyphened]
