"""Topics that are kinds of events ("sanctions") or conflicts ("Gaza war"), by phrases that name them.

The phrases are data (``data/kinds.toml``), with the taxonomies that they follow. They are found in any
case, the longest first and none within another. What a question asks for is not told by them: that is
what :mod:`summarizer.topics` is for, places, organisations and groups.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise, product
from types import MappingProxyType

from summarizer import topics
from summarizer.model import TopicMention
from summarizer.topics import Topic

KINDS = ("event", "conflict")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = frozenset({" ", "-", "‑", "–"})
_TYPED = "!"

_Words = tuple[str, ...]


def mentions(body: str, spans: Sequence[tuple[int, int]], title: str = "") -> list[TopicMention]:
    """The kinds that each sentence names, in order of sentences, weighted as :func:`topics.mentions` does."""
    named: dict[str, set[int]] = {}
    for number, (start, end) in enumerate(spans):
        for slug in found(body[start:end]):
            named.setdefault(slug, set()).add(number)
    return topics.weighted(found(title), named, len(spans))


def find(typed: str) -> Topic | None:
    """The kind whose name, or a phrase of which, was typed, in any case and with any dashes."""
    words = tuple(_words(typed.replace("-", " ").replace("_", " ").strip("/# ")))
    return TOPICS.get(_typed().get(words, ""))


def found(text: str) -> frozenset[str]:
    """The slugs of the kinds that a text names."""
    lowered = text.lower()
    words = [(m[0].replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(lowered)]
    slugs: set[str] = set()
    at = 0
    while at < len(words):
        for phrase, slug in _index().get(words[at][0], ()):
            if _stands(phrase, lowered, words[at : at + len(phrase)]):
                slugs.add(slug)
                at += len(phrase) - 1
                break
        at += 1
    return frozenset(slugs - {""})


def _stands(phrase: _Words, text: str, words: Sequence[tuple[str, int, int]]) -> bool:
    """Whether these are the words of the phrase, with no more than a space or hyphen between."""
    return tuple(word for word, _, _ in words) == phrase and all(
        text[one[2] : other[1]] in _BETWEEN for one, other in pairwise(words)
    )


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


@cache
def _data() -> dict[str, str]:
    path = files("summarizer") / "data" / "kinds.toml"
    data: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return data


def _rows() -> Iterator[tuple[str, str, list[str]]]:
    """Each topic's kind, name and phrases as they are written."""
    for kind in KINDS:
        for line in _data()[kind].strip().splitlines():
            name, _, rest = line.partition(": ")
            yield kind, name, [each.strip() for each in rest.split(", ")]


def _spelled(phrase: str) -> Iterator[_Words]:
    """All phrases that a written one stands for: a/b is either word, ?a may be missing."""
    slots = [slot.lstrip("?").split("/") + [""] * slot.startswith("?") for slot in phrase.lower().split()]
    for words in product(*slots):
        yield tuple(word for each in words for word in _words(each))


@cache
def _index() -> Mapping[str, tuple[tuple[_Words, str], ...]]:
    """First word of a phrase to the phrases that begin with it, the longest first; "" for what means none."""
    swallowed = [("", each.strip()) for each in _data()["none"].replace("\n", " ").split(",")]
    named = [(topics.slug_of(name), each) for _, name, phrases in _rows() for each in phrases]
    by_word: dict[str, dict[_Words, str]] = {}
    for slug, written in (*swallowed, *named):
        for words in _spelled(written) if not written.startswith(_TYPED) else ():
            if words:
                by_word.setdefault(words[0], {}).setdefault(words, slug)
    return {word: tuple(sorted(them.items(), key=_longest)) for word, them in by_word.items()}


def _longest(phrase: tuple[_Words, str]) -> int:
    return -len(phrase[0])


@cache
def _typed() -> Mapping[_Words, str]:
    """What a reader may type to the slug."""
    typed: dict[_Words, str] = {}
    for _, name, phrases in _rows():
        slug = topics.slug_of(name)
        for each in (name, slug.replace("-", " "), *(p.removeprefix(_TYPED) for p in phrases)):
            for words in _spelled(each):
                typed.setdefault(words, slug)
    return typed


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        slug: Topic(slug=slug, name=name, kind=kind, aliases=tuple(p[1:] for p in phrases if p[0] == _TYPED))
        for kind, name, phrases in _rows()
        for slug in [topics.slug_of(name)]
    }
)
"""All of them by slug."""
