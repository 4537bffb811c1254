"""The lines of a pasted text, each with what kind of line it is.

A kind is judged from the line alone; what becomes of it depends on where it stands (``clean.py``).
Words that make a line furniture are those of English pages and, for a few signs, of other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from ingest import furniture, labels
from ingest.marks import BULLET, END_MARK, FULL_STOP, SEPARATOR, count, pairs, told
from ingest.model import Stamp
from ingest.stated import Dated, Facts, facts

AROUND = 4  # lines before a text's last sentence of which one is text, and behind it of which none is
_NARROW = 30  # characters of a line that is broken at a margin
_LONG = re.compile(r"[^\W\d_\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{6,}")
_HEADER = re.compile(r"[A-Z][\w-]{1,15}: \S")  # of a mail
_ROW = re.compile(r"(?:[|>›»·•].*){3}")
"""A row of links."""


class Kind(Enum):
    """What a line is by itself."""

    TEXT = auto()  # sentences
    SHORT = auto()  # a few words without a full stop: headline, sub-heading, menu, label
    BULLET = auto()
    CAPTION = auto()
    META = auto()  # date, byline, reading time
    FURNITURE = auto()  # share bars, prompts, cookie walls, advertisements
    FOOT = auto()  # opens what follows an article: related stories, comments, copyright
    SEPARATOR = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One non-blank line, or one paragraph of a text wrapped by hand.

    ``parts`` are its lines as submitted, without the white space around them; ``text`` is them
    joined by spaces, for judging only. ``starts`` says where each part begins in the normalised text,
    where it comes from one. ``gap`` counts the blank lines before it. ``source`` and ``link`` are a
    publisher and an address that the line names and nothing else, ``outlet`` is a name beside a day.
    ``key`` is what two lines that say the same have in common, ``stems`` are the beginnings of the longer
    words: what the line is about.
    """

    parts: tuple[str, ...]
    starts: tuple[int, ...] = ()
    text: str
    gap: int
    kind: Kind
    words: int
    stamp: Stamp | None = None
    dated: Dated | None = None
    byline: str | None = None
    source: str | None = None
    outlet: str | None = None
    link: str | None = None
    key: str
    stems: frozenset[str]

    @property
    def headline_like(self) -> bool:
        """Could be a headline: two to 25 words, no full stop, no row of links."""
        return (
            self.kind is Kind.SHORT
            and 2 <= self.words <= 25
            and len(self.text) <= 220
            and not _ROW.search(self.text)
        )


def normalised(text: str) -> str:
    """The text without NUL, lone surrogates and a byte order mark, with ``\\n`` line ends; else untouched."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return re.sub("[\ud800-\udfff]", "", text).removeprefix("\ufeff")


def levelled(text: str) -> str:
    """The text with white space for what ``normalised`` drops: normalised, and every offset as it was."""
    text = text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", " ")
    text = re.sub("[\ud800-\udfff]", " ", text)
    return f" {text[1:]}" if text.startswith("\ufeff") else text


def read(text: str) -> list[Line]:
    """The lines of a normalised text, blank ones counted as gaps."""
    found = []
    gap = 0
    for rows in _paragraphs(text):
        if not rows:
            gap += 1
            continue
        found.append(line(tuple(row for row, _ in rows), gap, starts=tuple(start for _, start in rows)))
        gap = 0
    return [replace(one, kind=_among(found, at)) for at, one in enumerate(found)]


def _among(found: list[Line], at: int) -> Kind:
    """The kind of a line beside its neighbours."""
    if _ends(found, at):
        return Kind.TEXT
    behind = found[at + 1] if at + 1 < len(found) else None
    heads = behind and behind.byline and behind.stamp and furniture.genre(found[at].text)
    return Kind.SHORT if heads else found[at].kind


def _ends(found: list[Line], at: int) -> bool:
    """Whether what looks like a caption is a text's last sentence, signed by an agency: "… (dpa)"."""
    one = found[at]
    if one.kind is not Kind.CAPTION or one.text == told(one.text) or not FULL_STOP.search(told(one.text)):
        return False
    before, after = found[max(0, at - AROUND) : at], found[at + 1 : at + 1 + AROUND]
    return (
        any(line.kind is Kind.TEXT for line in before)
        and not any(line.kind is Kind.TEXT for line in after)
        and not furniture.scene(one.text)
    )


def line(parts: tuple[str, ...], gap: int = 0, *, starts: tuple[int, ...] = ()) -> Line:
    """Judge one line."""
    text = " ".join(parts)
    words = count(text)
    separator = SEPARATOR.fullmatch(text)
    known = None if separator else facts(text, words)
    link = labels.link(text) if "://" in text else None
    stated = known or Facts()
    return Line(
        parts=parts,
        starts=starts,
        text=text,
        gap=gap,
        kind=Kind.SEPARATOR if separator else Kind.META if known else _kind(text, words, link),
        words=words,
        stamp=stated.stamp,
        dated=stated.dated,
        byline=stated.byline,
        source=stated.source,
        outlet=stated.outlet,
        link=link,
        key=" ".join(re.findall(r"\w+", text.casefold())),
        stems=frozenset([*(word[:6].casefold() for word in _LONG.findall(text)), *pairs(text)]),
    )


def without_wording(line: Line) -> Line:
    """The line as it would be judged if nobody knew its words."""
    return replace(line, kind=Kind.TEXT if _sentences(line.text, line.words) else Kind.SHORT)


def firsts(lines: list[Line]) -> dict[str, int]:
    """For every stem of the running text, the first line that has it."""
    found: dict[str, int] = {}
    for at, one in enumerate(lines):
        if one.kind is Kind.TEXT:
            for stem in one.stems:
                found.setdefault(stem, at)
    return found


def _kind(text: str, words: int, link: str | None) -> Kind:
    if furniture.foot(text):
        return Kind.FOOT
    if link or furniture.is_furniture(text):
        return Kind.FURNITURE
    if furniture.caption(text):
        return Kind.CAPTION
    if BULLET.match(text):
        return Kind.BULLET
    return Kind.TEXT if _sentences(text, words) else Kind.SHORT


def _sentences(text: str, words: int) -> bool:
    """Whether a line is running text: it ends like a sentence, or is too long for a headline."""
    text = told(text) or text
    if text.startswith(("(", "[")) and text.endswith((")", "]")) and furniture.caveat(text):
        return True
    if words > 25 or FULL_STOP.search(text):
        return words >= 3 or bool(re.search(r"[”\"»]", text))
    if END_MARK.search(text):
        return words >= 8 or bool(re.search(r"[.!?] +\S", text)) or text[0] in '“"«„»'
    if _ROW.search(text):
        return False
    return words >= 17 or bool(re.search(r"[.!?]['\"’”»]* +[^\W\d_a-z]\w+.* \w+ \w+", text) and words >= 12)


def _paragraphs(text: str) -> list[list[tuple[str, int]]]:
    """Lines one by one, a blank one as an empty list; whole paragraphs where lines are wrapped by hand.

    Each line with where it begins.
    """
    rows = list(_rows(text))
    if not _wrapped([row for row, _ in rows]):
        return [[(row, start)] if row else [] for row, start in rows]
    found: list[list[tuple[str, int]]] = []
    block: list[tuple[str, int]] = []
    for row, start in [*rows, ("", len(text))]:
        alone = BULLET.match(row) or SEPARATOR.fullmatch(row) or (not block and _HEADER.match(row))
        if row and not alone:
            block.append((row, start))
            continue
        if block:
            found.append(block)
            block = []
        found.append([(row, start)] if row else [])
    return found


def _rows(text: str) -> Iterator[tuple[str, int]]:
    """The lines without the white space around them, and where each begins."""
    at = 0
    for row in text.split("\n"):
        yield row.strip(), at + len(row) - len(row.lstrip())
        at += len(row) + 1


def _wrapped(rows: list[str]) -> bool:
    """Whether lines were broken at a margin, as in mail: most that have a next one end mid-sentence."""
    full = [row for row in rows if row]
    if len(full) < 5 or max(map(len, full)) > 100:
        return False
    pairs = [(row, after) for row, after in pairwise(rows) if row and after and not _HEADER.match(after)]
    margin = 0.7 * sorted(len(row) for row, _ in pairs)[int(0.8 * len(pairs))] if pairs else 0
    broken = [
        (row, after) for row, after in pairs if len(row) >= max(margin, _NARROW) and not END_MARK.search(row)
    ]
    lower = [row for row, after in broken if after[0].islower()]
    if 2 <= len(pairs) < 4:
        return len(pairs) == len(broken) == len(lower)
    return len(pairs) >= 4 and len(broken) >= 0.6 * len(pairs) and len(lower) >= 0.25 * len(pairs)
