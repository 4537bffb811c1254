"""Places by their names, with coordinates: GeoNames' towns and regions, and countries (see bot.atlas).

Two files of sorted lines are looked through where they lie: they take no time to load, and of memory the
pages that are read. Towns are known from 15,000 people on, in English-speaking countries from 5,000, and in
those at war or in crisis from 500. A region's point is the middle of its towns, a country's where its name
is written on a map (Natural Earth).
"""

from __future__ import annotations

import mmap
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from math import asin, cos, radians, sin, sqrt

PLACES, NAMES = "places.tsv", "place-names.tsv"
_PLACELIKE = {"UA", "RU", "PS"}
_EARTH = 6371.0  # kilometres
_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻ`´′.·"))
_SPACED = dict.fromkeys(map(ord, "-–—_/"), " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place. ``id`` is GeoNames' own; places that it lacks have negative ones.

    ``kind`` is "town", "capital", "region" or "country"; ``country`` an ISO 3166-1 code of two letters,
    ``region`` GeoNames' code of the unit of the first level. ``people`` is nought where it is not known.
    Degrees are WGS 84.
    """

    id: int
    name: str
    country: str
    region: str
    kind: str
    people: int
    latitude: float
    longitude: float


def folded(name: str) -> str:
    """A name as it is looked up: no capitals, accents, points or apostrophes, hyphens as spaces."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(plain.translate(_DROPPED).translate(_SPACED).split())


@lru_cache(maxsize=4096)
def named(name: str) -> tuple[tuple[Place, bool], ...]:
    """The places of that name (folded), most people first, each with whether it is the main name."""
    line = _find(NAMES, name.encode())
    if line is None:
        return ()
    ids = line.split(b"\t")[1].split()
    return tuple((place(int(each.lstrip(b"~"))), not each.startswith(b"~")) for each in ids)


@lru_cache(maxsize=4096)
def place(number: int) -> Place:
    """The place with an id. Raises KeyError where there is none."""
    line = _find(PLACES, str(number).encode())
    if line is None:
        raise KeyError(number)
    found, name, country, region, kind, people, latitude, longitude = line.decode().split("\t")
    return Place(
        id=int(found),
        name=name,
        country=country,
        region=region,
        kind=kind,
        people=int(people),
        latitude=float(latitude),
        longitude=float(longitude),
    )


def largest(within: tuple[float, float, float, float], people: int) -> list[Place]:
    """Towns of so many people within west, south, east and north, the largest first. Reads all lines."""
    west, south, east, north = within
    found = []
    for line in bytes(_mapped(PLACES)).splitlines():
        number, _, _, _, kind, size, latitude, longitude = line.split(b"\t")
        if (
            int(size) >= people
            and kind in {b"town", b"capital"}
            and west <= float(longitude) <= east
            and south <= float(latitude) <= north
        ):
            found.append(place(int(number)))
    return sorted(found, key=lambda each: -each.people)


def placelike(name: str) -> bool:
    """Whether a name of several words is a town's where nobody is called so ("Chasiv Yar", "Beit Lahia")."""
    return " " in name and any(own and found.country in _PLACELIKE for found, own in named(folded(name)))


def has(number: int) -> bool:
    """Whether there is a place with an id; an older gazetteer may have had it."""
    return _find(PLACES, str(number).encode()) is not None


def distance(a: Place, b: Place) -> float:
    """Kilometres between two places, on a sphere."""
    south, north = radians(a.latitude), radians(b.latitude)
    up, over = (north - south) / 2, radians(b.longitude - a.longitude) / 2
    return 2 * _EARTH * asin(sqrt(sin(up) ** 2 + cos(south) * cos(north) * sin(over) ** 2))


def _find(file: str, key: bytes) -> bytes | None:
    """The line that begins with a key and a tab; lines are in the order of their bytes."""
    data, wanted = _mapped(file), key + b"\t"
    low, high = 0, len(data)
    while low < high:
        begin = data.rfind(b"\n", 0, (low + high) // 2) + 1
        end = data.find(b"\n", begin)
        if begin < low:
            begin, end = low, data.find(b"\n", low)
        line = data[begin:end]
        if line.startswith(wanted):
            return line
        if line < wanted:
            low = end + 1
        else:
            high = begin
    return None


@cache
def _mapped(file: str) -> mmap.mmap:
    with as_file(files("summarizer") / "data" / file) as path, path.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
