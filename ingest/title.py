"""The title of an article that has no headline: its first sentence."""

from __future__ import annotations

import re

LONGEST = 200  # characters of a first sentence that serves as a title

_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Cmdr|Brig|Hon|Rev|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b\w\.\w|^\d{1,3})\.$"
)


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
