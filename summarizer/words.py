"""Words as rankers count them: plain surface forms, in order."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_]))*|\d+(?:[.,]\d+)*")
# Scripts written without spaces between words: Thai, Lao, Khmer, kana, Han.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def words(text: str) -> list[str]:
    """Words and numbers of a text in order, as written; unspaced scripts give pairs of characters."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() or not _UNSPACED.match(word):
            found.append(word)
        else:
            found.extend(word[at : at + 2] for at in range(max(1, len(word) - 1)))
    return found
