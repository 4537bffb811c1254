"""What is said of a person, a topic or a place: the sentences a turned brief may be made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer import kinds, topics
from summarizer.model import TopicMention
from summarizer.names import family, is_title
from summarizer.terms import terms

_ENOUGH = 0.6
"""The share of the terms asked for that a sentence must hold."""
_SUBJECT = 25
"""Characters within which a name is taken for the subject, which a "he" in the next sentence points at."""
_NEVER = re.compile(r"(?!)")
_BEFORE = re.compile(r"(?P<word>[\w.’'-]+)\s$")
_AFTER = re.compile(r"(?:['’]s)?\s(?P<word>[^\W\d_][\w’'-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How a sentence speaks of what is wanted: the share of it that it names, and whether as its subject."""

    share: float
    subject: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What a reader wants to hear of: its terms, the topic it is, and how it is written in full and in short.

    Any of several things is ``wanted``, each by its terms. ``short`` is the part that stands for the whole,
    as a family name does.
    """

    words: frozenset[str]
    wanted: tuple[frozenset[str], ...]
    topic: str | None
    full: re.Pattern[str]
    short: re.Pattern[str]

    def spoken(self, sentence: str, language: str | None, *, named: bool) -> Spoken:
        """How a sentence speaks of it; ``named`` says that it is known to name the topic."""
        at = self._at(sentence)
        if at is not None or named:
            return Spoken(share=1.0, subject=at is not None and at < _SUBJECT)
        held = frozenset(terms(sentence, language))
        share = max((len(held & each) / len(each) for each in self.wanted), default=0.0)
        return Spoken(share=share if share >= _ENOUGH else 0.0, subject=False)

    def _at(self, sentence: str) -> int | None:
        """Where a sentence names it, in full or in short."""
        if full := self.full.search(sentence):
            return full.start()
        alone = (found.start() for found in self.short.finditer(sentence) if self._alone(sentence, found))
        return next(alone, None)

    def _alone(self, sentence: str, found: re.Match[str]) -> bool:
        """Whether a short form is no part of another's name ("Abase Hussen" when Amira Abase is wanted)."""
        before, after = _BEFORE.search(sentence[: found.start()]), _AFTER.match(sentence, found.end())
        if after and after["word"][0].isupper() and after["word"].casefold() not in self.words:
            return False
        if before is None:
            return True
        word = before["word"]
        if not word[0].isupper() or is_title(word) or word.casefold() in self.words:
            return True
        return not terms(word)  # "After", "When": a function word at the beginning


def read(words: str, language: str | None = None) -> Focus:
    """The focus that a reader typed, several things a line each.

    Any string is survived; one without a word finds nothing.
    """
    found = topics.find(words)
    kind = None if found else kinds.find(words)
    several = [" ".join(line.split()) for line in words.splitlines()]
    plain = " ".join(words.split())
    names = [found.name, *found.aliases] if found else several
    short = family(plain) if len(several) == 1 and _is_name(plain) and not found else ""
    return Focus(
        words=frozenset(plain.casefold().split()),
        wanted=tuple(held for each in several if (held := frozenset(terms(each, language)))),
        topic=next((each.slug for each in (found, kind) if each), None),
        full=_spelled(names, 0 if found else re.IGNORECASE),
        short=_spelled([short], re.IGNORECASE),
    )


def about(
    focus: Focus,
    body: str,
    spans: Sequence[tuple[int, int]],
    *,
    title: str = "",
    language: str | None = None,
) -> list[Spoken]:
    """How each sentence of a body speaks of it."""
    if focus.topic in kinds.TOPICS:
        mentions: Sequence[TopicMention] = kinds.mentions(body, spans)
    else:
        mentions = topics.mentions(body, spans, title, language or "en") if focus.topic else ()
    named = {mention.sentence for mention in mentions if mention.slug == focus.topic}
    return [focus.spoken(body[a:b], language, named=at in named) for at, (a, b) in enumerate(spans)]


def _spelled(names: Sequence[str], flags: int) -> re.Pattern[str]:
    """A pattern for any of the names as whole words; one that never matches without names."""
    told = [re.escape(name) for name in names if any(map(str.isalnum, name))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(told)})(?!\w)", flags) if told else _NEVER


def _is_name(words: str) -> bool:
    """Whether it is written as a person's name is: more than one word, each with a capital."""
    parts = words.split()
    return len(parts) > 1 and all(part[0].isupper() for part in parts)
