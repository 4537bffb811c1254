"""What is said of a person, a topic or a place: the sentences a turned brief may be made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer import topics
from summarizer.names import family
from summarizer.terms import terms

_ENOUGH = 0.6
"""The share of the terms asked for that a sentence must hold."""
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What a reader wants to hear of: its terms in order, and the topic it is, if it is one."""

    wanted: tuple[str, ...]
    parts: frozenset[str]
    topic: str | None
    typed: re.Pattern[str]

    def share(self, sentence: str, language: str | None, *, named: bool) -> float:
        """How much of what is wanted a sentence holds, in [0, 1].

        The part that stands for the whole, as a family name does, counts for all of it; ``named`` says
        that the sentence names the topic.
        """
        if named or self.typed.search(sentence):
            return 1.0
        held = frozenset(terms(sentence, language))
        if self.parts and self.parts <= held:
            return 1.0
        return len(held.intersection(self.wanted)) / len(self.wanted) if self.wanted else 0.0


def read(words: str, language: str | None = None) -> Focus:
    """The focus that a reader typed. Any string is survived; one without a term finds nothing but itself."""
    found = topics.find(words)
    plain = " ".join(words.split())
    names = [found.name, *found.aliases] if found else [plain]
    spelled = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if any(map(str.isalnum, name)))
    wanted = tuple(dict.fromkeys(terms(plain, language)))
    return Focus(
        wanted=wanted,
        parts=frozenset(terms(family(plain), language)) if _named(plain) and not found else frozenset(),
        topic=found.slug if found else None,
        typed=re.compile(spelled, 0 if found else re.IGNORECASE) if spelled else _NEVER,
    )


def about(
    focus: Focus,
    body: str,
    spans: Sequence[tuple[int, int]],
    *,
    title: str = "",
    language: str | None = None,
) -> list[float]:
    """How much each sentence of a body speaks of it, in [0, 1]; 0 for one that does not."""
    mentions = topics.mentions(body, spans, title, language or "en") if focus.topic else ()
    named = {mention.sentence for mention in mentions if mention.slug == focus.topic}
    shares = [focus.share(body[a:b], language, named=at in named) for at, (a, b) in enumerate(spans)]
    return [share if share >= _ENOUGH else 0.0 for share in shares]


def _named(words: str) -> bool:
    """Whether it is written as a person's name is: more than one word, each with a capital."""
    parts = words.split()
    return len(parts) > 1 and all(part[0].isupper() for part in parts)
