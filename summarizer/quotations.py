"""Where quotations run across sentences, so that none is shown from its middle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARK = re.compile(r"[“”„«»\"‘’']")
CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'"}
_LOOK_AHEAD = 12
"""Sentences within which the closing mark of a quotation is looked for."""
_BEFORE_OPENER = " \t\u00a0([{—–-“\"'‘«"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a sentence stands to the quotations around it.

    ``inside``: it begins within a quotation opened before it. ``bare``: nothing but quoted words, so
    the speaker is named elsewhere. ``left_open``: the quotation goes on in the next sentence.
    """

    inside: bool
    bare: bool
    left_open: bool


def standings(sentences: Sequence[str], paragraphs: Sequence[int]) -> list[Standing]:
    """One standing a sentence; ``paragraphs`` gives the paragraph number of each, ascending.

    A quotation left open at a sentence's end goes on only where the next sentence opens with the same
    mark in a new paragraph, as the press does it, or where the next mark closes it; else the
    missing mark is taken for a slip.
    """
    found: list[Standing] = []
    opener = ""
    for at, text in enumerate(sentences):
        inside = bool(opener)
        opener, outside = _walk(text, opener)
        if opener:
            new = at + 1 < len(sentences) and paragraphs[at + 1] != paragraphs[at]
            opener = opener if _goes_on(sentences, at + 1, opener, new_paragraph=new) else ""
        quoted = inside or text[:1] in CLOSED_BY
        found.append(Standing(inside=inside, bare=quoted and not outside, left_open=bool(opener)))
    return found


def _goes_on(sentences: Sequence[str], at: int, opener: str, *, new_paragraph: bool) -> bool:
    if new_paragraph and sentences[at].startswith(opener):
        return True
    for text in sentences[at : at + _LOOK_AHEAD]:
        for match in MARK.finditer(text):
            if opens(text, match.start()):
                return False
            if match.group() in CLOSED_BY[opener] and closes(text, match.start()):
                return True
    return False


def _walk(text: str, opener: str) -> tuple[str, bool]:
    """The mark open at the end of ``text``, and whether words stand outside quotation marks."""
    outside = False
    at = 0
    for match in MARK.finditer(text):
        if not opener:
            if opens(text, match.start()):
                outside = outside or any(map(str.isalnum, text[at : match.start()]))
                opener = match.group()
        elif match.group() in CLOSED_BY[opener] and closes(text, match.start()):
            opener, at = "", match.end()
    return opener, outside or (not opener and any(map(str.isalnum, text[at:])))


def opens(text: str, at: int) -> bool:
    """Whether the mark at an offset begins a quotation there."""
    mark = text[at]
    if mark not in CLOSED_BY or (at and text[at - 1] not in _BEFORE_OPENER):
        return False
    return mark not in "'‘" or text[at + 1 : at + 2].isalpha()


def closes(text: str, at: int) -> bool:
    """Whether the mark ends one: an apostrophe within a word does not, nor a possessive before a space."""
    if text[at] not in "'’":
        return True
    return not text[at + 1 : at + 2].isalnum() and not (
        text[at - 1 : at] == "s" and text[at + 1 : at + 2] == " "
    )
