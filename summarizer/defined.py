"""Topics that editors define by words: which sentences hold one of them.

A word stands for its inflections, by the stems of the search index; several words are a phrase, and
count where they follow one another. So what holds a topic's words is found through that index, too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from summarizer import topics
from summarizer.model import TopicMention
from summarizer.terms import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A topic's slug, and its words and phrases as stems."""

    slug: str
    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, slug: str, words: Collection[str]) -> Definition:
        """A topic of words as somebody types them; small words do not count."""
        return cls(slug=slug, phrases=tuple(found for each in words if (found := tuple(terms(each)))))

    @property
    def stems(self) -> frozenset[str]:
        """An article that names the topic holds one of them."""
        return frozenset(stem for phrase in self.phrases for stem in phrase)


def mentions(
    definitions: Collection[Definition], title: str, sentences: Mapping[int, str], total: int, language: str
) -> list[TopicMention]:
    """The topics that each sentence names: sentences by their positions, of ``total`` in the article.

    The weight is that of :func:`summarizer.topics.mentions`.
    """
    if not definitions:
        return []
    told = {at: _spaced(text, language) for at, text in sentences.items()}
    headline = _spaced(title, language)
    named = {each.slug: {at for at, text in told.items() if _holds(text, each)} for each in definitions}
    titled = {each.slug for each in definitions if _holds(headline, each)}
    return topics.weighted(titled, named, total)


def _spaced(text: str, language: str) -> str:
    return f" {' '.join(terms(text, language))} "


def _holds(text: str, definition: Definition) -> bool:
    return any(f" {' '.join(phrase)} " in text for phrase in definition.phrases)
