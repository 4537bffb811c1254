"""Which place a name means, where there are several: by people, the countries spoken of, and what is near.

What is not clearly one of them is left out: no point on a map rather than a wrong one. An article means one
place by a name (Gale, Church, Yarowsky 1992, "One sense per discourse"), unless what
follows it says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from math import log10

from summarizer import topics as gazetteer_of_topics
from summarizer.gazetteer import Place, distance, folded, named
from summarizer.model import TopicMention
from summarizer.patterns import data

_UNKNOWN = 20_000  # people of a place of which they are not known
_REGION = 10  # a region counts as one in ten of its people
_SPOKEN_OF, _IN_SENTENCE, _MAIN, _CAPITAL, _NEAR = 1.5, 1.0, 0.5, 1.0, 1.0  # powers of ten of people
_CLEAR = 0.8  # by which a place is ahead of the next, in the same unit
_PLAIN = 1.5  # by which it is at once
_SAME = 60.0  # kilometres within which two places are one on a map
_BESIDE = 250.0  # kilometres to a place that is sure
_TOWN = 30  # how many times a town's people a region around it may have
_SHORTEST = 4  # letters of a name that stands for itself
_KNOWN = 300_000  # people from which on a place is meant without its country


class Doubt(Enum):
    """Whether a name is a place's: that is sure, the text does not say, or it looks like a person's."""

    NONE = 0
    SOME = 1
    PERSON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name (folded) as it stands: in which sentence, a region's or not, and what follows behind a comma."""

    at: int
    name: str
    sentence: int
    region: bool
    after: str
    doubt: Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """The countries that an article speaks of, all and by sentence, and the slugs of its topics."""

    slugs: frozenset[str]
    countries: frozenset[str]
    by_sentence: dict[int, set[str]]


def resolved(names: Sequence[Named], mentions: Sequence[TopicMention]) -> dict[int, Place]:
    """The place that each name means, by ``Named.at``; without those of which that is not sure."""
    context = _context(mentions)
    groups: dict[tuple[str, bool], list[Named]] = defaultdict(list)
    for each in names:
        groups[each.name, each.region].append(each)
    found: dict[tuple[str, bool], Place] = {}
    for clear in (_PLAIN, _CLEAR, _CLEAR):  # each time more is near what is sure
        sure = [place for place in found.values() if place.kind != "country"]
        spoken = context.countries | {place.country for place in found.values()}
        context = replace(context, countries=spoken)
        for key, group in groups.items():
            if key not in found and (place := _meant(group, context, sure, clear)) is not None:
                found[key] = place
    return {
        each.at: place
        for each in names
        if (place := _of_one(each, found.get((each.name, each.region)), context)) is not None
    }


def _of_one(each: Named, place: Place | None, context: _Context) -> Place | None:
    """What one name means: what follows it goes before what the rest of the article means by it."""
    candidates = _candidates(each.name, region=each.region, context=context)
    own = _qualified(candidates, each.after)
    if own is not None:
        return own[0] if own else None
    spoken = context.by_sentence.get(each.sentence, set())
    if place is not None and place.country not in context.countries | spoken:
        return place if not any(other.country in spoken for other in candidates) else None
    return place


def _meant(group: Sequence[Named], context: _Context, sure: Sequence[Place], clear: float) -> Place | None:
    """The one place that all of a name mean: what follows one of them tells, else what is likeliest."""
    candidates = _candidates(group[0].name, region=group[0].region, context=context)
    for each in group:
        if (own := _qualified(candidates, each.after)) is not None:
            return own[0] if own else None
    country = next((place for place in candidates if place.kind == "country"), None)
    return country or _likeliest(candidates, group, context, sure, clear=clear)


def _likeliest(
    candidates: Sequence[Place],
    group: Sequence[Named],
    context: _Context,
    sure: Sequence[Place],
    *,
    clear: float,
) -> Place | None:
    """The place that is ahead of the others far enough, if there is reason to think of it at all."""
    name = group[0].name
    spoken = set().union(*(context.by_sentence.get(each.sentence, set()) for each in group))
    main = {place.id for place, own in named(name) if own}
    scores = {
        place.id: _size(place)
        + _SPOKEN_OF * (place.country in context.countries)
        + _IN_SENTENCE * (place.country in spoken)
        + _MAIN * (place.id in main)
        + _NEAR * _beside(place, sure)
        for place in candidates
    }
    order = sorted(candidates, key=lambda place: -scores[place.id])
    if not order or (
        group[0].doubt is not Doubt.NONE and not _distinct(order[0], name, group[0].doubt, context)
    ):
        return None
    best, rivals = order[0], [place for place in order[1:] if distance(place, order[0]) > _SAME]
    if best.country not in context.countries:
        large = best.people >= _KNOWN and best.id in main and best.kind != "region"
        alone = best.kind == "capital" or (best.kind == "region" and len(order) == 1)
        if any(place.country in context.countries for place in rivals):
            return None
        if not (large or alone or _beside(best, sure)):
            return None
    return None if rivals and scores[best.id] - scores[rivals[0].id] < clear else best


def _distinct(place: Place, name: str, doubt: Doubt, context: _Context) -> bool:
    """Whether a name that the text does not call a place's can hardly be anything else."""
    if len(name) < _SHORTEST or place.country not in context.countries:
        return False
    if doubt is Doubt.PERSON:
        return place.country in _listed("distinct")
    return place.country not in _listed("english")


def lies_in(name: str, after: str) -> bool:
    """Whether a place of the name lies in what follows it ("KYIV, Ukraine")."""
    return bool(after) and bool(_qualified([place for place, _ in named(name)], after))


def _candidates(name: str, *, region: bool, context: _Context) -> list[Place]:
    """The places that a name can mean: no country not spoken of, no region around a town of its name."""
    places = [place for place, _ in named(name)]
    if region:
        return [place for place in places if place.kind == "region"]
    kept = [place for place in places if place.kind != "country" or _spoken_of(place, context)]
    towns = [place for place in kept if place.kind in {"town", "capital"}]
    return [
        place for place in kept if place.kind != "region" or not any(_within(town, place) for town in towns)
    ]


def _within(town: Place, region: Place) -> bool:
    """Whether a region has its name from a town in it, which is meant by the name alone."""
    near = town.country == region.country and distance(town, region) < 2 * _BESIDE
    return near and town.people * _TOWN >= region.people


def _spoken_of(place: Place, context: _Context) -> bool:
    """Whether a country's topic is one of the article's; of one that is no topic its name alone tells."""
    slugs = [slug for slug, code in _codes().items() if code == place.country and _is_country(slug)]
    return not slugs or any(slug in context.slugs for slug in slugs)


def _qualified(candidates: Sequence[Place], after: str) -> list[Place] | None:
    """Those in the country or region that follows; None where none follows."""
    if not after:
        return None
    within = [place for place, _ in named(after) if place.kind in {"country", "region"}]
    states = [("US", code) for code, short in _states() if after in {folded(short), code.casefold()}]
    if not within and not states:
        return None
    areas = {(p.country, p.region if p.kind == "region" else "") for p in within} | set(states)
    return [
        place
        for place in candidates
        if place.kind != "country"
        and any(place.country == country and region in {"", place.region} for country, region in areas)
    ]


def _size(place: Place) -> float:
    """The power of ten of a place's people."""
    people = place.people or _UNKNOWN
    if place.kind == "region" and place.people:
        people //= _REGION
    return log10(max(people, 300)) + _CAPITAL * (place.kind == "capital")


def _beside(place: Place, sure: Iterable[Place]) -> bool:
    return any(distance(place, other) < _BESIDE for other in sure if other != place)


def _context(mentions: Sequence[TopicMention]) -> _Context:
    codes = _codes()
    by_sentence: dict[int, set[str]] = defaultdict(set)
    for each in mentions:
        if each.slug in codes:
            by_sentence[each.sentence].add(codes[each.slug])
    return _Context(
        slugs=frozenset(each.slug for each in mentions),
        countries=frozenset().union(*by_sentence.values()),
        by_sentence=dict(by_sentence),
    )


@cache
def _codes() -> dict[str, str]:
    """The country of each topic that is one or lies in one."""
    found = {slug: code for code, slugs in data("places")["territories"].items() for slug in slugs}
    for slug, topic in gazetteer_of_topics.TOPICS.items():
        if topic.kind == "country":
            places = (place for name in (topic.name, *topic.aliases) for place, _ in named(folded(name)))
            found.update((slug, place.country) for place in places if place.kind == "country")
    return found


def _is_country(slug: str) -> bool:
    return gazetteer_of_topics.TOPICS[slug].kind == "country"


@cache
def _states() -> tuple[tuple[str, str], ...]:
    """The USA's states: postal codes and abbreviations."""
    return tuple(data("places")["states"].items())


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(data("places")[name])
