"""Where places named in a text stand, in English; which places they are, ``summarizer.whereabouts`` decides.

A name of the gazetteer counts where the language model sees a place, or a word such as "near" says so; never
within a longer name ("Boston Globe", "Moscow River"), nor where a person is named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from summarizer import gazetteer, whereabouts
from summarizer.entities import Label
from summarizer.gazetteer import Place, folded
from summarizer.model import Located, Mention, Person, PlaceMention, TopicMention
from summarizer.names import is_lexical
from summarizer.patterns import data
from summarizer.whereabouts import Doubt, Named

_MOST_WORDS = 5
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?:St|Ft|Mt)\.|[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*")
_TAIL = re.compile(r"-(?!class|style|type|like)[a-z][\w-]*$")  # "Kharkiv-based"
_POSSESSIVE = re.compile(r"['’]s?$")
_AFTER = re.compile(r" ([^\W\d_][\w-]*\.?)")
_BEFORE = re.compile(r"([^\W\d_][\w.’'-]*) $")
_QUALIFIER = re.compile(r", ?(?:in )?((?:[A-Z][\w.’'-]*\.?(?: (?=[A-Z]))?){1,3})")
_BREAK, _CAPITAL = re.compile(r",|\band\b"), re.compile(r"[^\W\d_][\w.’'-]*")
_LOCAL, _SEEN = frozenset({"GPE", "LOC"}), frozenset({"PERSON", "ORG", "FAC", "PRODUCT"})
_TAKEN = _SEEN | {"NORP", "WORK_OF_ART", "EVENT", "LAW", "LOC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A name of the gazetteer in a sentence; ``after`` is what follows behind a comma.

    It is ``sure`` to be a place's, or else it may be one's: the model is silent, or sees a ``person``.
    """

    name: str
    sentence: int
    start: int
    end: int
    sure: bool
    person: bool
    region: bool
    after: str


def located(
    body: str,
    spans: Sequence[tuple[int, int]],
    seen: Sequence[Label],
    *,
    named: tuple[Sequence[Person], Sequence[Mention]],
    topics: Sequence[TopicMention],
) -> tuple[Located, ...]:
    """The places that an article names and that are sure to be those, in order of their first mentions.

    ``seen`` are the model's labels, ``named`` the people and where they are named, ``topics`` the countries
    that are spoken of. What may be several places is left out.
    """
    found = list(_found(body, spans, seen, _personal(*named)))
    sure = {each.name for each in found if each.sure}
    persons = {each.name for each in found if each.person}
    names = [
        Named(
            name=each.name,
            sentence=each.sentence,
            region=each.region,
            after=each.after,
            at=number,
            doubt=Doubt.NONE if each.name in sure else Doubt.PERSON if each.name in persons else Doubt.SOME,
        )
        for number, each in enumerate(found)
    ]
    meant = whereabouts.resolved(names, topics)
    mentions: dict[Place, list[PlaceMention]] = defaultdict(list)
    for number, place in sorted(meant.items()):
        each = found[number]
        mentions[place].append(PlaceMention(sentence=each.sentence, start=each.start, end=each.end))
    return tuple(
        Located(
            id=place.id,
            name=place.name,
            kind=place.kind,
            country=place.country,
            latitude=place.latitude,
            longitude=place.longitude,
            mentions=tuple(at),
        )
        for place, at in mentions.items()
    )


def _personal(people: Sequence[Person], mentions: Sequence[Mention]) -> dict[int, list[tuple[int, int]]]:
    """Where people are named, by sentence; lone names may be a town's and do not count."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in mentions:
        if not people[each.person].tentative:
            found[each.sentence].append((each.start, each.end))
    return found


def _found(
    body: str,
    spans: Sequence[tuple[int, int]],
    seen: Sequence[Label],
    personal: dict[int, list[tuple[int, int]]],
) -> Iterator[_Found]:
    labels: dict[int, list[Label]] = defaultdict(list)
    for label in seen:
        labels[label.sentence].append(label)
    for number, (start, end) in enumerate(spans):
        for name, a, b in _names(body[start:end]):
            taken = personal.get(number, ())
            if any(start + a < y and x < start + b for x, y in taken):
                continue
            each = _standing(
                body,
                sentence=(start, end),
                number=number,
                name=name,
                span=(start + a, start + b),
                labels=labels[number],
            )
            if each is not None:
                yield each


def _names(text: str) -> Iterator[tuple[str, int, int]]:
    """Names of the gazetteer in a sentence, folded, with their spans: the longest from each capital on."""
    tokens = [m.span() for m in _WORD.finditer(text)]
    at = 0
    while at < len(tokens):
        step = 1
        if _opens(text[slice(*tokens[at])]):
            for last in range(min(at + _MOST_WORDS, len(tokens)) - 1, at - 1, -1):
                start, end = tokens[at][0], tokens[last][1]
                if not _joined(text, tokens[at : last + 1]):
                    continue
                if (whole := _known(text, start, end)) is not None:
                    yield whole[0], start, whole[1]
                    step = last - at + 1
                    break
        at += step


def _opens(word: str) -> bool:
    """Whether a name can begin with the word: a capital, or an Arabic article before one."""
    return word[0].isupper() or bool(re.match(r"(?:al|el|as|ad|an|ar|at|az)-[A-Z]", word))


def _joined(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether the words stand side by side, and the last has a capital."""
    if len(tokens) > 1 and not _opens(text[slice(*tokens[-1])]):
        return False
    return all(text[a[1] : b[0]] == " " for a, b in pairwise(tokens))


def _known(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The name in the gazetteer that stands there, and where it ends: without "'s" and "-based"."""
    for pattern in (None, _POSSESSIVE, _TAIL):
        stop = end
        if pattern is not None:
            cut = pattern.search(text, start, end)
            if cut is None:
                continue
            stop = cut.start()
        surface = text[start:stop]
        name = folded(surface)
        if _whole(surface) and len(name) > 1 and name not in _words("never") and gazetteer.named(name):
            return name, stop
    return None


def _whole(surface: str) -> bool:
    """Whether it can be a name: no short word in capitals but those of states, no "The" alone."""
    if surface.isupper() and len(surface) <= 3:
        return surface in {"US", "UK", "UAE", "USA", "DRC"}
    return len(surface) > 2


def _standing(
    body: str,
    *,
    sentence: tuple[int, int],
    number: int,
    name: str,
    span: tuple[int, int],
    labels: Sequence[Label],
) -> _Found | None:
    """The name as it stands in its sentence; None where it is part of another one, or no place's."""
    start, end = span
    before, after = body[sentence[0] : start], body[end : sentence[1]]
    following = _AFTER.match(after)
    region = following is not None and following[1] in _words("regions")
    if region and following is not None:
        end += following.end()
        after = body[end : sentence[1]]
        following = _AFTER.match(after)
    over = [each for each in labels if each.start < end and span[0] < each.end]
    if any(each.kind in _TAKEN and _exceeds(body, each, (start, end)) for each in over):
        return None
    exact = any(each.kind in _LOCAL for each in over)
    if following is not None and following[1].rstrip(".") in _words("others"):
        return None
    if not exact and following is not None and following[1][0].isupper():
        return None
    head = _BEFORE.search(before)
    if head is not None and head[1][0].isupper() and head[1] not in _words("heads") and not exact:
        return None
    if not exact and (is_lexical(name, "calendar") or any(each.kind not in _SEEN for each in over)):
        return None
    placed = exact or region or _placed().search(before) is not None
    return _Found(
        name=name,
        sentence=number,
        start=start,
        end=end,
        sure=placed or whereabouts.lies_in(name, _qualifier(after)),
        person=any(each.kind == "PERSON" for each in over),
        region=region,
        after=_qualifier(after),
    )


def _exceeds(body: str, label: Label, span: tuple[int, int]) -> bool:
    """Whether a label has capitals beside the span, but for those that leave a place what it is."""
    before = _BREAK.split(body[label.start : max(label.start, span[0])])[-1]
    after = _BREAK.split(body[min(label.end, span[1]) : label.end])[0]
    capitals = [word for word in _CAPITAL.findall(f"{before} {after}") if word[0].isupper()]
    return any(word not in _words("heads") for word in capitals)


def _qualifier(after: str) -> str:
    """What follows behind a comma ("Cambridge, Massachusetts"), folded."""
    found = _QUALIFIER.match(after)
    return "" if found is None else folded(_POSSESSIVE.sub("", found[1].strip()))


@cache
def _words(name: str) -> Collection[str]:
    return frozenset(data("places")[name])


@cache
def _placed() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\W)(?:{'|'.join(data('places')['before'])})(?: the)? $", re.IGNORECASE)
