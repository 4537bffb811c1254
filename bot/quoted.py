"""Quotations as `sitrep analyze --jsonl` writes them: each with who says it, by name where that is sure."""

from __future__ import annotations

from summarizer.model import Analysis


def quotes(body: str, found: Analysis) -> list[dict[str, object]]:
    """The quotations of a body: spans, and the speaker in words; ``person`` is an index into the people.

    ``speaker`` is a person's fullest name in the text where that is sure, else the words that the text
    uses ("a senior official").
    """
    return [
        {
            "start": each.start,
            "end": each.end,
            "speaker": body[slice(*each.speaker)] if each.person is None else found.people[each.person].name,
            "speaker_span": each.speaker,
            "person": each.person,
            "cue": each.cue,
        }
        for each in found.statements
        if each.direct
    ]
