"""Where one article ends and the next begins in a paste that may hold several.

A cut needs evidence that a page head stands there: the headline printed twice, a complete date, a
byline, a photo caption, a dateline, or a separator or page footer before it. Any one of them can
stand inside a single article (sub-headings, live entries, a byline in a long feature), so one weak
sign is never enough; and what is cut off must be an article by itself. In doubt nothing is cut.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ingest import facts
from ingest.lines import Dated, Kind, Line

ENOUGH = 4.0  # evidence for a cut, in the weights below
LEAST_WORDS = 35  # of running text in an article that is cut off
LEAST_SENTENCES = 2
HEAD = 8  # lines that a page head may have between headline and text

_LIVE = re.compile(
    r"\blive(?:blog\b|\b(?: (?:updates?|blog|coverage|reporting)|:))|\bas it happened\b|\blatest updates\b"
    r"|\bminute[- ]by[- ]minute\b",
    re.IGNORECASE,
)


def articles(lines: list[Line]) -> list[list[Line]]:
    """The lines of each article, in order. Every line is in exactly one of them."""
    if _live(lines):
        return [lines]
    return _sound(lines, _starts(lines))


def _starts(lines: list[Line]) -> list[int]:
    """Where a page head begins: of the lines above one text, the one that has most for it."""
    best: dict[int, tuple[float, int]] = {}
    for at in range(1, len(lines)):
        text = _head(lines, at)
        evidence = _evidence(lines, at, text) if text is not None else 0.0
        if text is not None and evidence >= ENOUGH and evidence > best.get(text, (0.0, 0))[0]:
            best[text] = (evidence, at)
    return [at for _, at in best.values()]


def _live(lines: list[Line]) -> bool:
    """Whether this is one running report: it says so at its top."""
    return any(_LIVE.search(line.text) for line in lines[:6] if line.kind is not Kind.TEXT)


def _sound(lines: list[Line], starts: list[int]) -> list[list[Line]]:
    """Cut at those starts that leave an article on both sides."""
    kept: list[int] = []
    for start in starts:
        if _is_article(lines[kept[-1] if kept else 0 : start]) and _is_article(
            lines[start : _next(starts, start, len(lines))]
        ):
            kept.append(start)
    return [lines[start:end] for start, end in pairwise([0, *kept, len(lines)])]


def _next(starts: list[int], start: int, end: int) -> int:
    return next((other for other in starts if other > start), end)


def _is_article(lines: list[Line]) -> bool:
    texts = [line for line in lines if line.kind is Kind.TEXT]
    sentences = sum(len(re.findall(r"[.!?…。؟]['\"’”»)]*(?:\s|$)", line.text)) for line in texts)
    return sum(line.words for line in texts) >= LEAST_WORDS and sentences >= LEAST_SENTENCES


def _evidence(lines: list[Line], at: int, text: int) -> float:
    """How much speaks for an article that has its headline at ``at`` and its text from ``text``."""
    line = lines[at]
    separated = _separated(lines, at)
    if not (line.headline_like and line.words >= 3) or (lines[at - 1].text.endswith(":") and not separated):
        return 0.0
    return separated + _before(lines, at) + _inside(lines, at, text)


def _separated(lines: list[Line], at: int) -> float:
    return 3.0 if lines[at - 1].kind is Kind.SEPARATOR else 0.0


def _head(lines: list[Line], at: int) -> int | None:
    """Where the text of the article begins that has its headline at ``at``; None when none follows soon."""
    for end in range(at + 1, min(len(lines), at + HEAD + 2)):
        if lines[end].kind is Kind.TEXT:
            return end
        if lines[end].kind in {Kind.SEPARATOR, Kind.FOOT}:
            return None
    return None


def _before(lines: list[Line], at: int) -> float:
    """Signs that the article above has ended: its footer, or a wider gap than elsewhere."""
    before = lines[max(0, at - 4) : at]
    foot = any(line.kind is Kind.FOOT for line in before) or any(
        line.kind is Kind.FURNITURE for line in before[-2:]
    )
    usual = sorted(line.gap for line in lines[1:])[len(lines) // 2]
    wide = lines[at].gap >= 2 and lines[at].gap > usual
    return 1.5 * foot + 1.5 * wide


def _inside(lines: list[Line], at: int, text: int) -> float:
    """Signs of a page head between a headline and its text."""
    head = lines[at + 1 : text]
    title = lines[at].key
    repeated = sum(line.key == title for line in head) > 0 or lines[text].key.startswith(f"{title} ")
    dated = any(line.stamp for line in head)
    said = any(line.dated in {Dated.PUBLISHED, Dated.UPDATED} for line in head)
    byline = any(line.byline for line in head)
    facts_only = any(line.kind is Kind.META and not line.stamp and not line.byline for line in head)
    furniture = any(line.kind in {Kind.FURNITURE, Kind.CAPTION} for line in head)
    filed = facts.dateline(lines[text].text) is not None
    return (
        3.0 * repeated
        + 2.0 * dated
        + 1.0 * said
        + 1.5 * byline
        + 1.0 * facts_only
        + 1.0 * furniture
        + 2.5 * filed
    )
