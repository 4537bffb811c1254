"""Which line of a page is the headline.

Weights were set by hand on wrapped public news texts; the strongest sign is that the words of a
headline come back in the text under it, which those of a menu do not.
"""

from __future__ import annotations

import re
from collections import Counter

from ingest import furniture
from ingest.lines import Kind, Line

ENOUGH = 2.0
REACH = 14  # lines below a headline in which the text must begin
RETURNING = 0.3  # share of a headline's longer words that must come back where text stands above it
LONGEST = 200  # characters of a first sentence that serves as a title

_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Cmdr|Brig|Hon|Rev|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b\w\.\w)\.$"
)


def find(lines: list[Line]) -> int | None:
    """The position of the headline among the lines of one article, or None when it has none."""
    best, best_score = None, ENOUGH
    texts_before = 0
    keys = Counter(line.key for line in lines)
    for at, line in enumerate(lines):
        if line.headline_like and not line.text.endswith(":"):
            score = _score(lines, at, keys) - 2.0 * texts_before
            if score > best_score and not (texts_before and _strange(lines, at)):
                best, best_score = at, score
        texts_before += line.kind is Kind.TEXT and not furniture.consent(line.text)
        if texts_before > 4:
            break
    return best


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, a verbatim prefix; cut at a word when longer than ``LONGEST``."""
    head = text[: 2 * LONGEST]  # what ends later is cut anyway
    for match in re.finditer(r"[.!?…。؟]['\"’”»)\]]*(?=\s+\S|$)", head):
        following = head[match.end() :].lstrip()
        if not _ABBREVIATED.search(head[: match.end()]) and not following[:1].islower():
            text = text[: match.end()]
            break
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rsplit(maxsplit=1)[0] if " " in text[:LONGEST] else text[:LONGEST]


def _score(lines: list[Line], at: int, keys: Counter[str]) -> float:
    text = next(
        (where for where in range(at + 1, min(len(lines), at + REACH)) if lines[where].kind is Kind.TEXT),
        None,
    )
    if text is None:
        return 0.0
    line = lines[at]
    between = lines[at + 1 : text]
    menu = sum(other.kind is Kind.SHORT and other.key != line.key for other in between)
    return (
        5.0 * _overlap(line, lines[text : text + 3 * REACH])
        + (1.5 if 5 <= line.words <= 20 else 0.0 if line.words >= 4 else -1.0)
        + 3.0 * (line.words >= 3 and keys[line.key] > 1)
        + 1.5 * any(other.kind in {Kind.META, Kind.CAPTION} for other in lines[at + 1 : at + 4])
        + 1.5 * (at == 0)
        + 2.0 * (at == 0 and text == 1)
        - 0.4 * menu
        - 1.0 * bool(re.search(r"\s[|·»]\s", line.text))
    )


def _strange(lines: list[Line], at: int) -> bool:
    """Whether a line among the text, such as a link to another story, says nothing of what follows it."""
    return _overlap(lines[at], lines[at + 1 : at + 4 * REACH]) < RETURNING


def _overlap(line: Line, rest: list[Line]) -> float:
    """Share of a headline's longer words found in the next paragraphs, by their first five letters."""
    stems = {word[:5] for word in line.key.split() if len(word) >= 4}
    if not stems:
        return 0.0
    texts = [other for other in rest if other.kind is Kind.TEXT][:6]
    found = {word[:5] for other in texts for word in other.key.split()}
    return len(stems & found) / max(len(stems), 3)
