"""The marks by which lines are told apart, and what ends a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

SEPARATOR = re.compile(r"[\s\-_=*~#•·—–+]{3,}")
BULLET = re.compile(r"[•●▪■◦‣∙·*\-►▶➤]+\s+(?=\S)")
END_MARK = re.compile(r"[.!?…:;。！？؟।۔](?:\s?[»«])?['\"’”“»«)\]›‹」』）]*$")
FULL_STOP = re.compile(r"[.…。।۔](?:\s?[»«])?['\"’”“»«)\]›‹」』）]*$")
# What may stand behind the end of a sentence and says nothing: invisible marks, emoji, notes, tags, a link,
# and who signs: "(dpa/mm)", "EFE".
_BEHIND = re.compile(
    r"(?:[\s*■▪\u200b-\u200f\u2060-\u2069\ufe0f\ufeff\u2600-\u27bf\U0001f000-\U0001faff]"
    r"|(?<=[.!?…”\"»])\s?\([^\W\d_][\w./-]{1,20}\)\.?|(?<=[a-zß-ÿа-яёіїєґ][.!?…”\"»])\s[^\W\d_a-zа-яёіїєґ]{2,10}"
    r"|\[\d{1,3}\]|\(\d{1,3}\)|(?<=\s)[#@]\w{1,40}|(?<=\s)https?://\S{1,200})+$"
)
_TAIL = 250  # characters in which it stands


def count(text: str) -> int:
    """Words; scripts without spaces count by length (two characters a word)."""
    wide = len(re.findall("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]", text))
    return len(re.findall(r"\w[\w'’.-]*", text)) if wide < len(text) / 3 else wide // 2


def pairs(text: str) -> Iterator[str]:
    """What stands for the beginnings of words where these are short or not parted.

    Chinese and Japanese: every two characters that follow each other; Korean: the first two of a word.
    """
    for run in re.findall("[\u30a0-\u30ff\u4e00-\u9fff]{2,}", text):
        yield from map("".join, pairwise(run))
    yield from re.findall("(?<![\uac00-\ud7a3])[\uac00-\ud7a3]{2}", text)


def told(text: str) -> str:
    """The line up to the end of its last sentence, without marks and tags behind it."""
    return text[:-_TAIL] + _BEHIND.sub("", text[-_TAIL:])
