"""Misspelled names of people in a question, put as the archive spells them."""

from __future__ import annotations

import re

from newsroom import people
from storage.database import Work
from summarizer import names, topics
from summarizer.terms import terms

_WORD = re.compile(r"[^\W\d_]{4,}")
_TRIED = 8  # words of a question, as each costs a look among the names
_NEAR = 0.8  # names.closeness at or above: one slip in a name, not another name


async def put_right(work: Work, question: str) -> str | None:
    """The question with words that no article holds put as the one name they resemble; None if none do."""
    put = question
    for word in await _unknown(work, question):
        found = await people.find(work, word)
        near = [known for known in found.sure or found.close if names.closeness(word, known.name) >= _NEAR]
        if len(near) == 1:
            meant = max(near[0].name.split(), key=lambda part: names.closeness(word, part))
            put = re.sub(rf"\b{word}\b", meant, put)
    return put if put != question else None


async def _unknown(work: Work, question: str) -> list[str]:
    """The first words that no article holds and that name no topic."""
    stems = {word: terms(word) for word in _WORD.findall(question) if topics.find(word) is None}
    held = await work.search.frequency({term for each in stems.values() for term in each}, 1)
    return [word for word, each in stems.items() if each and not any(map(held.get, each))][:_TRIED]
