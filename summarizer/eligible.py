"""Which sentences may stand in a summary at all."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from summarizer.words import words

FEWEST_WORDS = 8
"""A shorter sentence says too little alone."""
_HEADLINE_WORDS = 20
"""A line without an end mark and with fewer words is a headline or a label."""
_CLOSERS = "\"'”’»›)]} \u00a0"
_ENDED = re.compile(r"[.!?…。！？؟۔।:;]")
_BULLET = re.compile(r"[•▪●◦■►▶*·]\s")
_MISREAD = re.compile(r"[^\W\d_]\?[^\W\d_]|,\?")
"""Quotation marks that a wrong encoding turned into question marks ("The port?s guards")."""
_CAPTIONS = tomllib.loads((files("summarizer") / "data" / "captions.toml").read_text(encoding="utf-8"))


def _alternatives(name: str) -> str:
    return f"(?:{'|'.join(str(_CAPTIONS[name]).strip().splitlines())})"


_CAPTION = re.compile(rf"^{_alternatives('opening')}|{_alternatives('anywhere')}", re.IGNORECASE)


def eligible(sentence: str, *, last_of_line: bool = True) -> bool:
    """Whether a sentence may be chosen: not a label, caption, headline, teaser or question, 8 words or more.

    ``last_of_line`` says that the line ends with it, where a missing end mark betrays a headline.
    """
    count = len(words(sentence))
    last = sentence.rstrip(_CLOSERS)[-1:]
    if count < FEWEST_WORDS or sentence.isupper() or _BULLET.match(sentence):
        return False
    if last and last in "?؟？" and not _MISREAD.search(sentence):
        return False
    if last_of_line and count < _HEADLINE_WORDS and not _ENDED.match(last):
        return False
    return not _CAPTION.search(sentence)
