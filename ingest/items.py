"""Rows of short reports that are set alike: newsletters, press reviews, wire files, alerts.

Their regularity says where each begins, which no line says by itself. A live blog, a list article or a text
with sub-headings is as regular; what tells it is that it opens with a report of its own, or by its headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest import datelines, dates, furniture
from ingest.lines import Kind, Line
from ingest.overview import taken_up

FEWEST = 3  # reports that are a row
LONGEST = 4  # paragraphs of one
TOP = 10  # lines before the first
BETWEEN = 3  # lines from a headline to its text: who tells it, and when
HEADLINE = 4  # words of one that nothing sets off
ALIKE = 0.6  # of these headlines, that their text takes up
LETTERS = 4  # by which words are told: "Chad" is in "Chadians"
GREETING = 12  # words of a sentence before the first report

_SHAPES = (
    ("number", re.compile(r"[(\[]?(\d{1,2})(?:[.)\]]|\s?[|:–—-])\s")),
    ("markdown", re.compile(r"#{1,6}\s|\*\*.+\*\*:?$|__.+__$")),
    ("bullet", re.compile(r"[•●▪■◦‣▶►»*-]\s")),
    ("sign", re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")),
    ("capitals", re.compile(r"(?=.*[A-ZА-ЯЁІЇЄҐ])[^a-zа-яёіїєґ]{8,}$")),
)
# What stands at the end of a report in such a row.
_ENDS = re.compile(
    r"[(\[—–-]|(?:read|more|full|see|go|continue|share|via|link|photos?|image)\b", re.IGNORECASE
)
_READER = re.compile(
    r"\b(?:you|your|we|our|us|here|today|below|dear|hi|hello|welcome|fyi)\b"
    r"|\bgood (?:morning|evening|afternoon)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A line that could head a short report: where it stands, how it is set off, how long the report is."""

    at: int
    shape: str
    taken_up: bool
    paragraphs: int


def starts(lines: Sequence[Line]) -> list[int]:
    """Where the reports of a row begin; none where the paste is no such row."""
    wires = [at for at, line in enumerate(lines) if _wire(line)]
    if len(wires) >= FEWEST and not any(_report(line) for line in lines[: wires[0]]):
        between = [line for at, line in enumerate(lines) if at not in wires and line.headline_like]
        if not between:
            return wires
    heads = list(_heads(lines))
    for shape in sorted({head.shape for head in heads}, key=lambda shape: shape == "plain"):
        row = [head for head in heads if head.shape == shape]
        if _is_row(lines, row, shape):
            return [head.at for head in row]
    return []


def _heads(lines: Sequence[Line]) -> Iterator[Head]:
    places = [at for at in range(len(lines)) if _could_head(lines, at)]
    for at, end in pairwise([*places, len(lines)]):
        texts = [line for line in lines[at + 1 : end] if line.kind is Kind.TEXT]
        if not texts:
            continue  # a masthead: the next line heads the text
        told = taken_up(lines[at], texts[:1], LETTERS)
        yield Head(at=at, shape=_shape(lines[at].text), taken_up=told, paragraphs=len(texts))


def _could_head(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if line.kind not in {Kind.SHORT, Kind.BULLET} or line.words > 25 or line.text.endswith(("?", "؟", "？")):
        return False
    plain = _shape(line.text) == "plain"
    if plain and (not line.headline_like or _ENDS.match(line.text)):
        return False
    short = plain and line.words < HEADLINE
    for one in lines[at + 1 : at + 1 + BETWEEN]:
        if one.kind is Kind.TEXT:
            return not short or datelines.of(one.text) is not None
        if one.kind is Kind.SHORT and one.words > HEADLINE:
            return False
    return False


def _is_row(lines: Sequence[Line], row: Sequence[Head], shape: str) -> bool:
    """Whether these heads begin the reports of a row, with nothing before it that is one."""
    if len(row) < FEWEST or row[0].at > TOP or max(head.paragraphs for head in row) > LONGEST:
        return False
    if any(line.kind is Kind.FOOT for line in lines[row[0].at : row[-1].at]):
        return False  # a page with lists of other stories
    before = lines[: row[0].at]
    opened = any(one.headline_like and furniture.of_parts(one.text) for one in lines[: row[0].at + 1])
    if opened or any(_report(line) for line in before) or any(line.byline for line in before):
        return False
    if shape == "number":
        numbers = [int(found[1]) for head in row if (found := _SHAPES[0][1].match(lines[head.at].text))]
        return numbers == list(range(1, len(numbers) + 1))
    if shape != "plain":
        return True
    heads = [line for line in before if line.headline_like and line.words >= HEADLINE]
    above = [line for line in heads if not dates.find(line.text)]  # nor the name of the issue
    return sum(head.taken_up for head in row) > ALIKE * len(row) and (not above or _ended_alike(lines, row))


def _ended_alike(lines: Sequence[Line], row: Sequence[Head]) -> bool:
    """Whether the same button or a link stands at the end of each report but the last."""
    lasts = [lines[head.at - 1] for head in row[1:]]
    return all(one.link for one in lasts) or (
        len({one.key for one in lasts}) == 1 and lasts[0].kind is not Kind.TEXT
    )


def _report(line: Line) -> bool:
    """Whether a line is a sentence of a report rather than a greeting."""
    if line.kind is not Kind.TEXT or line.words < HEADLINE:
        return False
    return line.words > GREETING * 2 or not _READER.search(line.text)


def _wire(line: Line) -> bool:
    place = datelines.of(line.text) if line.kind is Kind.TEXT else None
    return place is not None and place.agency is not None and place.place is not None


def _shape(text: str) -> str:
    """How a line is set off; headings of Markdown by their level."""
    level = text[: len(text) - len(text.lstrip("#"))][:6]
    return level or next((name for name, shape in _SHAPES if shape.match(text)), "plain")
