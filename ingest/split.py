"""Where one article ends and the next begins in a paste that may hold several.

A cut needs evidence that a page head stands there: the headline printed twice, a complete date, a
byline, a photo caption, a dateline, or a separator or page footer before it. Any one of them can
stand inside a single article (sub-headings, live entries, a byline in a long feature), so one weak
sign is never enough; and what is cut off must be an article by itself. In doubt nothing is cut.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ingest import facts, furniture
from ingest.lines import Dated, Kind, Line, firsts

ENOUGH = 4.0  # evidence for a cut, in the weights below
LEAST_WORDS = 35  # of running text in an article that is cut off
LEAST_SENTENCES = 2
ENTRY_WORDS = 110  # of running text, under which parts look like the entries of one report
REACH = 6  # paragraphs of a new text that tell whether the subject changes
SHIFT = ((0.06, 2.0), (0.12, 1.5), (0.18, 0.5), (0.35, 0.0))  # shared words below, evidence
HEAD = 8  # short lines that a page head may have between headline and text
LONG_HEAD = 20  # lines of any kind

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
    usual = sorted(line.gap for line in lines)[len(lines) // 2]
    first = firsts(lines)
    for at in range(1, len(lines)):
        text = _head(lines, at)
        if text is None or not _may_open(lines, at):
            continue
        evidence = _before(lines, at, usual) + _inside(lines, at, text) + _change(lines, at, text, first)
        if evidence >= ENOUGH and evidence > best.get(text, (0.0, 0))[0]:
            best[text] = (evidence, at)
    starts = [at for _, at in best.values()]
    return [at for at in starts if _marked(lines, at)] if _entries(lines, starts) else starts


def _entries(lines: list[Line], starts: list[int]) -> bool:
    """Whether the parts are as short as the entries of a timeline or of a live report."""
    parts = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
    words = sorted(sum(line.words for line in part if line.kind is Kind.TEXT) for part in parts)
    return len(parts) >= 2 and words[len(words) // 2] < ENTRY_WORDS


def _marked(lines: list[Line], at: int) -> bool:
    """Whether a border is drawn before this line, or its headline is printed twice."""
    text = _head(lines, at) or at
    twice = lines[at].words >= 5 and any(line.key == lines[at].key for line in lines[at + 1 : text])
    return twice or lines[at - 1].kind in {Kind.SEPARATOR, Kind.FOOT}


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
    texts = [line for line in lines if line.kind is Kind.TEXT and not furniture.consent(line.text)]
    sentences = sum(len(re.findall(r"[.!?…。؟]['\"’”»)]*(?:\s|$)", line.text)) for line in texts)
    return sum(line.words for line in texts) >= LEAST_WORDS and sentences >= LEAST_SENTENCES


def _may_open(lines: list[Line], at: int) -> bool:
    """Whether the line can be a headline at all."""
    line = lines[at]
    named = lines[at - 1].text.endswith(":") and lines[at - 1].kind is not Kind.SEPARATOR
    return line.headline_like and line.words >= 3 and not named


def _change(lines: list[Line], at: int, text: int, first: dict[str, int]) -> float:
    """Signs that the subject changes: the headline speaks of what follows, and little above speaks of that.

    Between two parts of one news article, 95% share more than a tenth of their longer words; parts
    of different articles share less in 90% of cases (508 public news texts). A rule between them
    counts fully only where the subject does not stay the same.
    """
    below = [line for line in lines[text : text + 2 * REACH] if line.kind is Kind.TEXT][:REACH]
    new = {stem for line in below for stem in line.stems}
    known = sum(first[stem] < at for stem in new)
    shift = (
        next((weight for limit, weight in SHIFT if known < limit * len(new)), -1.0) if first and new else 0.0
    )
    title = lines[at].stems
    fits = len(title & new) >= max(2, 0.5 * len(title))
    if _listed(lines[at - 1]) and not fits:
        shift = min(shift, 0.0) - 1.0
    if len(title) >= 2 and not title & new:
        shift -= 2.0  # a link to another story
    elif fits and shift > 0:
        shift += 1.0
    rule = 4.0 if lines[at].words >= 5 and shift > 0 else 2.5
    return shift + rule * (lines[at - 1].kind is Kind.SEPARATOR)


def _listed(before: Line) -> bool:
    """Whether the line before a headline opens a list of links: "Related", "More on this story"."""
    return before.kind is Kind.FOOT and not furniture.last(before.text)


def _head(lines: list[Line], at: int) -> int | None:
    """Where the text of the article begins that has its headline at ``at``; None when none follows soon."""
    unlike = 0
    for end in range(at + 1, len(lines)):
        if lines[end].kind is Kind.TEXT:
            return end
        unlike += lines[end].kind in {Kind.SHORT, Kind.BULLET}
        if lines[end].kind in {Kind.SEPARATOR, Kind.FOOT} or unlike > HEAD or end - at > LONG_HEAD:
            return None
    return None


def _before(lines: list[Line], at: int, usual: int) -> float:
    """Signs that the article above has ended: its footer, or a wider gap than elsewhere."""
    before = lines[max(0, at - 4) : at]
    foot = any(line.kind is Kind.FOOT for line in before) or any(
        line.kind is Kind.FURNITURE for line in before[-2:]
    )
    wide = lines[at].gap >= 2 and lines[at].gap > usual
    return 1.5 * foot + 1.5 * wide


def _inside(lines: list[Line], at: int, text: int) -> float:
    """Signs of a page head between a headline and its text."""
    head = lines[at + 1 : text]
    title = lines[at].key
    repeated = sum(line.key == title for line in head) > 0 or (
        lines[at].words >= 5 and lines[text].key.startswith(f"{title} ")
    )
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
