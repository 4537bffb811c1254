"""The title of an article: its headline without list and text marks, or its first sentence."""

from __future__ import annotations

import re

LONGEST = 200  # characters of a first sentence that serves as a title

_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Cmdr|Brig|Hon|Rev|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b\w\.\w|^\d{1,3})\.$"
)

# Bullets, Markdown, emoji and what numbers a list, before a headline, and a label that names it.
_MARKS = r"[\s#*_>•●▪■◦‣▶►➤·\ufe0f\u200d\u2600-\u27bf\U0001f000-\U0001faff-]"
_BEFORE = re.compile(
    rf"^{_MARKS}*(?:\(?\d{{1,2}}(?:[.)]|\s?[|:])\s+|(?:headline|title|заголовок|titre|titel|titular)\s*:\s*)?{_MARKS}*",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?:\s*[*_#]|\s+(?![\s*_#]){_MARKS})+$")
# What wires put before a headline for editors; a correction is none of it, readers must see that.
_SLUGS = re.compile(
    r"^(?:(?:UPDATE|WRAP-?UP|ROUNDUP|RPT|REPEAT|WDH|EXCLUSIVE|BRIEF|URGENT|FLASH|SNAP)-(?=\w)"
    r"|(?:UPDATE|WRAP-?UP|ROUNDUP|RPT|WDH) ?\d{1,2}\s?[-–—:/]\s?(?=\w)|(?:ROUNDUP|WDH)[/:]\s?(?=\w)"
    r"|[(\[](?:URGENT|LEAD|\d(?:st|nd|rd|th) (?:LD|LEAD)|속보|1보|2보)[)\]]\s*(?=\w))+"
)


def bare(headline: str) -> str:
    """The words of a headline: verbatim, without bullet, number, emoji, Markdown, label and slugs."""
    if len(headline) > LONGEST:
        return headline
    return unslugged(_AFTER.sub("", _BEFORE.sub("", headline, count=1)) or headline)


def unslugged(headline: str) -> str:
    """A wire's headline without "UPDATE 2-" and the like before it."""
    return _SLUGS.sub("", headline, count=1) or headline


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, a verbatim prefix; cut at a word when longer than ``LONGEST``."""
    head = text[: 2 * LONGEST]  # what ends later is cut anyway
    for match in re.finditer(r"[.!?…؟۔।]['\"’”»)\]]*(?=\s+\S|$)|[。！？][”」』）]*", head):
        following = head[match.end() :].lstrip()
        if not _ABBREVIATED.search(head[: match.end()]) and not following[:1].islower():
            text = text[: match.end()]
            break
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rsplit(maxsplit=1)[0] if " " in text[:LONGEST] else text[:LONGEST]
