"""Quotations as `sitrep analyze --jsonl` writes them: each with who says it, by name where that is sure."""

from __future__ import annotations

import re

from summarizer import sayings, segment
from summarizer.languages import UNKNOWN
from summarizer.model import Analysis

_OF_ANOTHER = re.compile(r"\b(?:of|for|to|with|by|from|at|in|[’']s)\b|[’']\s|,")
_POSSESSIVE = re.compile(r"[’']s?\b|[’'](?= )")


def quotes(body: str, found: Analysis) -> list[dict[str, object]]:
    """The quotations of a body in English or in no known language: spans, and the speaker in words.

    ``speaker`` is a person's fullest name in the text where its words name a person ("Gen. Doe", a
    "he" whose person is sure), else those words ("a senior official").
    """
    if found.language not in {"en", UNKNOWN}:
        return []
    flat = segment.flat(body, [(each.start, each.end) for each in found.sentences])
    return [
        {
            "start": each.start,
            "end": each.end,
            "speaker": _named(flat, found, *each.speaker) or flat[slice(*each.speaker)],
            "speaker_span": each.speaker,
            "cue": each.cue,
        }
        for each in sayings.quotations(flat)
    ]


def _named(body: str, found: Analysis, start: int, end: int) -> str | None:
    """The person whom a phrase names as its head, or whom a pronoun means."""
    for sentence in found.sentences:
        meant = sentence.antecedent
        if meant is not None and (meant.start, meant.end) == (start, end):
            return found.people[meant.person].name
    for mention in found.mentions:
        if start <= mention.start and mention.end <= end:
            before = body[start : mention.start]
            if _OF_ANOTHER.search(before) or _POSSESSIVE.match(body, mention.end):
                return None
            return found.people[mention.person].name
    return None
