"""Topics that articles are about: countries, territories, organisations, armed groups.

The names and aliases are data (``data/topics.toml``). Matching is by token look-up, longest alias
first and with capitals as the data has them, so that "us" is no country and "South Korea" no
"Korea". A word with other uses needs company; where that is missing, nothing is claimed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from rapidfuzz.fuzz import ratio

from summarizer.model import TopicMention
from summarizer.terms import folded

KINDS = ("country", "territory", "organisation", "group")
_PLACES = frozenset({"country", "territory"})

_WORD = re.compile(r"\w+")
_PLACED = re.compile(r"\b(?:in|across|throughout|near|outside|inside|southern|northern|eastern|western)\s$")
_WORD_BEFORE = re.compile(r"(\w[\w.’'-]*)\s$")
_WORD_AFTER = re.compile(r"[ -](\w+)")
# A capital that only opens a sentence ("In Jordan").
_OPENERS = frozenset(["in", "from", "to", "and", "but", "the", "as", "for", "near", "across"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic: its slug ("north-korea"), shown name, kind (one of KINDS), and other names for it."""

    slug: str
    name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alias:
    """An alias as texts are searched for it; ``slug`` None swallows a phrase that means no topic."""

    text: str
    slug: str | None
    mark: str = ""


@dataclass(slots=True, kw_only=True)
class _Hit:
    alias: _Alias
    at: int
    sentence: int
    counted: bool = False


def mentions(
    body: str, spans: Sequence[tuple[int, int]], title: str = "", language: str = "en"
) -> tuple[TopicMention, ...]:
    """The topics that each sentence names, in order of sentences; each topic once a sentence.

    ``weight`` grows with the share of sentences that name the topic, with a place in the title
    and in the first sentence: 1 - (1 - 0.5 title)(1 - 0.3 lede)(1 - 0.7 share). In another
    language than English only aliases without other uses count.
    """
    hits = [_Hit(alias=a, at=at, sentence=-1) for a, at in _found(title)]
    for number, (start, end) in enumerate(spans):
        hits += [_Hit(alias=a, at=start + at, sentence=number) for a, at in _found(body[start:end])]
    sure = {hit.alias.slug for hit in hits if not hit.alias.mark}
    for hit in hits:
        hit.counted = not hit.alias.mark or (
            language == "en"
            and _stands(hit, title if hit.sentence < 0 else body, sure=hit.alias.slug in sure)
        )
    return _weighted([hit for hit in hits if hit.counted], len(spans))


def find(words: str) -> Topic | None:
    """The topic whose slug, name or alias was typed, in any case and with any dashes."""
    return TOPICS.get(_typed().get(_normal(words), ""))


def closest(
    words: str, among: Iterable[str] | None = None, limit: int = 3, also: Iterable[Topic] = ()
) -> list[Topic]:
    """Topics with a name most like what was typed, best first; none that is unlike (ratio below 0.7).

    ``among`` limits them to these slugs; ``also`` are topics beside these here.
    """
    typed, others = _normal(words), {topic.slug: topic for topic in also}
    allowed = None if among is None else frozenset(among)
    forms = [(_normal(form), each.slug) for each in others.values() for form in (each.name, *each.aliases)]
    best: dict[str, float] = {}
    for alias, slug in (*_typed().items(), *forms):
        if allowed is None or slug in allowed:
            best[slug] = max(best.get(slug, 0.0), ratio(typed, alias) / 100)
    order = sorted((slug for slug in best if best[slug] >= 0.7), key=lambda slug: (-best[slug], slug))
    return [others.get(slug) or TOPICS[slug] for slug in order[:limit]]


def named(text: str) -> frozenset[str]:
    """The slugs of topics that a short text names by an alias without other uses."""
    return frozenset(slug for slug, *_ in located(text))


def located(text: str) -> Iterator[tuple[str, int, int]]:
    """The slugs of ``named`` in order, each with the span of the alias."""
    for alias, at in _found(text):
        if alias.slug is not None and alias.mark in {"", "~"}:
            yield alias.slug, at, at + len(alias.text)


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where a short text names a country or territory, its people or a city of it, by a sure alias."""
    return ((start, end) for slug, start, end in located(text) if TOPICS[slug].kind in _PLACES)


def covers(text: str) -> bool:
    """Whether the whole text is a topic's name or a demonym: a place, people or organisation."""
    first = _WORD.match(text)
    return first is not None and any(alias.text == text for alias in _index().get(first[0], ()))


def weighted(
    titled: Collection[str | None], named: Mapping[str, Collection[int]], total: int
) -> list[TopicMention]:
    """The mentions of topics that these sentences, of so many, and the title name; see :func:`mentions`."""
    found = []
    for slug, sentences in named.items():
        rest = (0.5 if slug in titled else 1.0) * (0.7 if 0 in sentences else 1.0)
        weight = 1 - rest * (1 - 0.7 * len(sentences) / total)
        found += [TopicMention(slug=slug, sentence=s, weight=round(weight, 4)) for s in sentences]
    return sorted(found, key=lambda m: (m.sentence, m.slug))


def _weighted(hits: Sequence[_Hit], total: int) -> tuple[TopicMention, ...]:
    titled = {hit.alias.slug for hit in hits if hit.sentence < 0}
    named: dict[str, set[int]] = {}
    for hit in hits:
        if hit.sentence >= 0 and hit.alias.slug is not None:
            named.setdefault(hit.alias.slug, set()).add(hit.sentence)
    return tuple(weighted(titled, named, total))


def _stands(hit: _Hit, text: str, *, sure: bool) -> bool:
    """Whether a word with other uses means the topic here."""
    if hit.alias.mark == "?":
        return sure
    before, after = text[max(0, hit.at - 30) : hit.at], text[hit.at + len(hit.alias.text) :][:30]
    neighbours = [m[1] for m in (_WORD_BEFORE.search(before), _WORD_AFTER.match(after)) if m]
    if any(n[0].isupper() and not n.isupper() and n.casefold() not in _OPENERS for n in neighbours):
        return False
    return sure or bool(_PLACED.search(before.lower()))


def _found(text: str) -> Iterator[tuple[_Alias, int]]:
    """Every alias in the text with its place, longest first, none within another."""
    index, reached = _index(), 0
    for word in _WORD.finditer(text):
        if word.start() < reached:
            continue
        for alias in index.get(word[0], ()):
            end = word.start() + len(alias.text)
            if text.startswith(alias.text, word.start()) and not _WORD.match(text, end):
                reached = end
                if alias.slug is not None:
                    yield alias, word.start()
                break


def _normal(words: str) -> str:
    plain = folded(words.replace("’", "'")).casefold().replace("-", " ").replace(".", "")
    return " ".join(plain.strip("/#\"'“”!? ").split()).removeprefix("the ")


def slug_of(name: str) -> str:
    """What stands for a name in links and rows: its Latin letters and digits in lower case, with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", folded(name).casefold().replace("'", "").replace("’", "")))


def _plural(alias: str) -> tuple[str, ...]:
    """A demonym's plural; on other aliases it is a word that no text has."""
    return (f"{alias}s",) if alias[-1] in "ni" and len(alias) > 4 else ()


@cache
def _data() -> dict[str, str]:
    path = files("summarizer") / "data" / "topics.toml"
    data: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return data


def _rows() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Each topic's kind, name, and aliases as (mark, text), the name first unless it is marked."""
    for kind in KINDS:
        for line in _data()[kind].strip().splitlines():
            name, _, rest = line.partition(":")
            aliases = [
                (a[0], a[1:]) if a[0] in "~?!" else ("", a) for a in map(str.strip, rest.split(",")) if a
            ]
            if name not in {text for _, text in aliases}:
                aliases.insert(0, ("", name))
            yield kind, name, aliases


def _topics() -> Iterator[Topic]:
    for kind, name, aliases in _rows():
        others = tuple(text for _, text in aliases if text != name)
        yield Topic(slug=slug_of(name), name=name, kind=kind, aliases=others)


@cache
def _index() -> Mapping[str, tuple[_Alias, ...]]:
    """First word of an alias to the aliases that begin with it, longest first."""
    aliases = [_Alias(text=t.strip(), slug=None) for t in _data()["none"].split(",")]
    for _, name, named in _rows():
        for mark, text in named:
            if mark != "!":
                aliases += [_Alias(text=t, slug=slug_of(name), mark=mark) for t in (text, *_plural(text))]
    by_word: dict[str, list[_Alias]] = {}
    for alias in aliases:
        by_word.setdefault(_WORD.findall(alias.text)[0], []).append(alias)
    return {word: tuple(sorted(many, key=lambda a: -len(a.text))) for word, many in by_word.items()}


@cache
def _typed() -> Mapping[str, str]:
    """What a reader may type, normalised, to the slug; a name goes before another topic's alias."""
    found: dict[str, str] = {}
    for _, name, aliases in _rows():
        for _, text in aliases:
            for form in (text, *_plural(text)):
                found.setdefault(_normal(form), slug_of(name))
    for slug, topic in TOPICS.items():
        found |= {_normal(slug): slug, _normal(topic.name): slug}
    return found


TOPICS: Mapping[str, Topic] = MappingProxyType({topic.slug: topic for topic in _topics()})
"""All topics by slug."""
