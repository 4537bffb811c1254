"""Which sentences may stand in a summary at all, on pages whose furniture has survived cleaning too.

The kinds of furniture are data (data/captions.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from enum import IntEnum
from importlib.resources import files
from itertools import pairwise

from summarizer.words import words

FEWEST_WORDS = 8
"""A shorter sentence says too little alone."""
_HEADLINE_WORDS = 20
"""A line without an end mark and with fewer words is a headline or a label."""
_TERMINATED = 0.7
"""The share of a text's lines that end with a mark, from which on any line without one is no sentence."""
_CAPITALS = 0.7
"""The share of capitalised words from which on a line without an end mark is a row of links."""
_CREDITED = 3
"""Sentences of a line, the last of which is furniture, that are furniture too: a caption with its credit."""
_PAGE_WORDS, _PAGE_SENTENCE = 3, 30
"""Words of a page about itself that are too many for a report, in a sentence of so many words at most."""
_LOOKED_AT = 1_000
"""Characters of a sentence that are searched for furniture, at either end."""
_CLOSERS = "\"'”’»›)]} \u00a0"
"""Marks that may follow an end mark."""
_ENDED = re.compile(r"[.!?…。！？؟۔।:;]")
_BULLET = re.compile(r"[•▪●◦■►▶*·]\s")
_SEPARATORS = re.compile(r"\s[|›»•·/]\s|\s{3,}|\t")
_MISREAD = re.compile(r"[^\W\d_]\?[^\W\d_]|,\?")
"""Quotation marks that a wrong encoding turned into question marks ("The port?s guards")."""
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|«[^»]*»?|‘[^’]*’")
_MISREAD_END = re.compile(r"(?<=[.,!?])\?+$|(?<=[.,!?]\s)\?+$")
"""The same at the end of a sentence ("he told reporters.?")."""
_CAPTIONS = tomllib.loads((files("summarizer") / "data" / "captions.toml").read_text(encoding="utf-8"))


def _alternatives(name: str) -> str:
    return f"(?:{'|'.join(str(_CAPTIONS[name]).strip().splitlines())})"


_OPENING = re.compile(_alternatives("opening"), re.IGNORECASE)
_CALL = re.compile(
    rf"{_alternatives('calling')}\b(?=.{{0,120}}?\b{_alternatives('called')}\b)", re.IGNORECASE
)
_ADDRESS = re.compile(r"\w@\w+\.\w|https?://|\bwww\.|\b(?:pic\.twitter|t)\.(?:com|co|me)/")
_ANYWHERE = re.compile(_alternatives("anywhere"), re.IGNORECASE)
_PAGE, _PERSON = (frozenset(_CAPTIONS[name].split()) for name in ("page", "person"))
_CUES = frozenset(_CAPTIONS["cues"].split())
_ENDING = re.compile(rf"{_alternatives('ending')}\W*", re.IGNORECASE)


class Fitness(IntEnum):
    """How a sentence may be shown: never, beside the one it belongs to (too short alone), or chosen."""

    NEVER = 0
    BESIDE = 1
    ALONE = 2


def eligible(
    sentence: str,
    *,
    last_of_line: bool = True,
    terminated: bool = False,
    tokens: Sequence[str] | None = None,
) -> Fitness:
    """How one sentence may be shown: furniture and questions never, one of 8 words or more by itself.

    ``last_of_line`` says that the line ends with it, where a missing end mark betrays a headline;
    ``terminated`` that the text's lines have end marks otherwise, so that a long one without is a caption.
    ``tokens`` are its words, where they are known.
    """
    found = words(sentence) if tokens is None else tokens
    if _asks(sentence) or _furniture(sentence, found):
        return Fitness.NEVER
    if last_of_line and not _ended(sentence) and (terminated or _unfinished(sentence, found)):
        return Fitness.NEVER
    return Fitness.ALONE if len(found) >= FEWEST_WORDS else Fitness.BESIDE


def _furniture(sentence: str, found: Sequence[str]) -> bool:
    """Whether a line is none of the report's by its words: a caption, credit, teaser, menu or call."""
    if sentence.isupper() or _BULLET.match(sentence) or _OPENING.match(sentence):
        return True
    if _CALL.match(sentence) or _ADDRESS.search(sentence):
        return True
    said = {word.lower() for word in found}
    if said & _PAGE and _about_page(sentence):
        return True
    if _CUES.isdisjoint(said) and sentence[-1:] not in ")]":
        return False
    return any(map(_ANYWHERE.search, {sentence[:_LOOKED_AT], sentence[-_LOOKED_AT:]}))


def _about_page(sentence: str) -> bool:
    """Whether the page speaks of itself, or of its reader and itself; what is quoted does not count."""
    outside = words(_QUOTED.sub(" ", sentence[:_LOOKED_AT]))
    said = {word.lower() for word in outside}
    return bool(said & _PAGE and said & _PERSON) or (
        len(said & _PAGE) >= _PAGE_WORDS and len(outside) <= _PAGE_SENTENCE
    )


def fitness(
    sentences: Sequence[str], paragraphs: Sequence[int], tokens: Sequence[Sequence[str]] | None = None
) -> list[Fitness]:
    """How each sentence of one text may be shown; ``paragraphs`` gives the paragraph number of each.

    What stands under a report (comments, lists of other stories) is left out as a whole.
    """
    size = len(sentences)
    last = [at + 1 == size or paragraphs[at + 1] != paragraphs[at] for at in range(size)]
    lines = [at for at in range(size) if last[at]]
    terminated = size > 2 and sum(_ended(sentences[at]) for at in lines) >= _TERMINATED * len(lines)
    end = next((at for at in lines if 2 * at > size and _ENDING.fullmatch(sentences[at][:_LOOKED_AT])), size)
    found = [
        eligible(
            sentence,
            last_of_line=last[at],
            terminated=terminated,
            tokens=None if tokens is None else tokens[at],
        )
        if at < end
        else Fitness.NEVER
        for at, sentence in enumerate(sentences)
    ]
    for before, at in pairwise([-1, *lines]):
        if 1 < at - before <= _CREDITED and _furniture(sentences[at], words(sentences[at])):
            found[before + 1 : at] = [Fitness.NEVER] * (at - before - 1)
    return found


def _ended(sentence: str) -> bool:
    return bool(_ENDED.match(sentence.rstrip(_CLOSERS)[-1:]))


def _asks(sentence: str) -> bool:
    bare = _MISREAD_END.sub("", sentence.rstrip(_CLOSERS)[-_LOOKED_AT:])
    return bare[-1:] in {"?", "؟", "？"} and not _MISREAD.search(sentence)


def _unfinished(sentence: str, found: Sequence[str]) -> bool:
    """Whether a line without an end mark is a headline, a label or a row of links."""
    if len(found) < _HEADLINE_WORDS or len(_SEPARATORS.findall(sentence)) > 2:
        return True
    return sum(word[0].isupper() for word in found) >= _CAPITALS * len(found)
