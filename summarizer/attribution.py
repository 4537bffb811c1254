"""Whose words a text gives, in English: its quotations, and the sentences that report what somebody says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from summarizer import sayings
from summarizer.model import Mention, Sentence, Statement

Span = tuple[int, int]

_OF_ANOTHER = re.compile(r"\b(?:of|for|to|with|by|from|at|in|[’']s)\b|[’']\s|,")
_POSSESSIVE = re.compile(r"[’']s?\b|[’'](?= )")


def statements(
    body: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """What the body gives as somebody's words, in order; of its sentences the speakers are known.

    A speaker is a person where the words for the speaker name one as their head ("Gen. Doe"), or are a
    "he" whose person is sure. A sentence that holds quoted words of its speaker is none of its own.
    """
    reading = _Reading(body, sentences, mentions)
    return tuple(sorted((*reading.quoted, *reading.reported()), key=lambda each: (each.start, each.end)))


class _Reading:
    def __init__(self, body: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        self._body = body
        self._sentences = sentences
        self._starts = [each.start for each in sentences]
        self._mentions = sorted(mentions, key=lambda each: each.start)
        self._named = [each.start for each in self._mentions]
        self._meant = {
            (meant.start, meant.end): meant.person
            for each in sentences
            if (meant := each.antecedent) is not None
        }
        self.quoted = [self._quoted(each) for each in sayings.quotations(body)] if sentences else []

    def _quoted(self, found: sayings.Quotation) -> Statement:
        return Statement(
            first=self._at(found.start),
            last=self._at(found.end - 1),
            start=found.start,
            end=found.end,
            direct=True,
            speaker=found.speaker,
            cue=found.cue,
            person=self._person(*found.speaker),
        )

    def reported(self) -> Iterator[Statement]:
        """The sentences of which somebody is the speaker, without those that quotations are of."""
        taken = {at for each in self.quoted for at in range(each.first, each.last + 1)}
        for at, sentence in enumerate(self._sentences):
            if sentence.speaker is None or at in taken:
                continue
            yield Statement(
                first=at,
                last=at,
                start=sentence.start,
                end=sentence.end,
                direct=False,
                speaker=sentence.speaker,
                person=self._person(*sentence.speaker),
            )

    def _at(self, offset: int) -> int:
        """The position of the sentence at an offset, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _person(self, start: int, end: int) -> int | None:
        """The person whom a phrase names as its head, or whom a pronoun means."""
        if (start, end) in self._meant:
            return self._meant[start, end]
        at = bisect_right(self._named, start - 1)
        for mention in self._mentions[at:]:
            if mention.start >= end:
                break
            if mention.end <= end:
                before = self._body[start : mention.start]
                if _OF_ANOTHER.search(before) or _POSSESSIVE.match(self._body, mention.end):
                    return None
                return mention.person
        return None
