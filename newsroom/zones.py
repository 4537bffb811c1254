"""The time zones that people can name: by a city, a country, IANA's name, or a distance from Greenwich.

Cities are those of IANA's zones in the languages of news pages (CLDR's exemplar cities, by Babel), and
further large ones in ``cities.toml``. IANA's own names for fixed distances are never typed or shown:
their sign is the other way round (``Etc/GMT-3`` is UTC+3).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from ingest.dates import LANGUAGES

_OFFSET = re.compile(r"(?:utc|gmt)?\s?(?P<sign>[+−-])\s?(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?")
_NAMED_TIME = re.compile(r" (?:standard|daylight|summer) time$")
_FIXED = re.compile(r"Etc/GMT(?P<sign>[+-])(?P<hours>\d+)")
# Places whose clocks stay the whole year at a distance that is no whole number of hours.
_UNEVEN = {
    -570: "Pacific/Marquesas",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
}
_TWICE = {"GE"}  # Georgia is also a state of the US
_STATES = {"Australia"}  # its older names are of states ("Australia/West")
_OFF = 7  # minutes that a clock may be off
# Where most of those live who share a clock, for each clock that is kept somewhere.
_KNOWN = (
    *("Europe/Kyiv", "Europe/London", "Europe/Berlin", "Europe/Moscow", "Europe/Istanbul", "Asia/Jerusalem"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"),
    *("America/Mexico_City", "America/Bogota", "America/Caracas", "America/Sao_Paulo", "America/Santiago"),
    *("America/Halifax", "America/St_Johns", "America/Anchorage", "Pacific/Honolulu", "America/Nuuk"),
    *("Atlantic/Azores", "Atlantic/Cape_Verde", "Africa/Abidjan", "Africa/Casablanca", "Africa/Lagos"),
    *("Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Beirut", "Asia/Tehran", "Asia/Dubai"),
    *("Asia/Kabul", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon"),
    *("Asia/Jakarta", "Asia/Shanghai", "Australia/Eucla", "Asia/Tokyo", "Australia/Adelaide"),
    *("Australia/Darwin", "Australia/Sydney", "Australia/Brisbane", "Australia/Lord_Howe", "Pacific/Noumea"),
    *("Pacific/Auckland", "Pacific/Fiji", "Pacific/Chatham", "Pacific/Tongatapu", "Pacific/Kiritimati"),
    *("Pacific/Marquesas", "Pacific/Pago_Pago", "America/Noronha", "America/Havana", "Africa/Khartoum"),
    *("Pacific/Gambier", "Pacific/Pitcairn"),
)
_SURE = 0.79  # likeness from which a name is offered as meant: one slip in five letters
_SHORT = 3  # letters, of abbreviations: too like too much


def find(words: str) -> str | None:
    """The IANA name for "Europe/Kyiv", "Kyiv", "Odesa", "Eastern time" or "UTC+3"; None if there is none."""
    return offset(words) or _named().get(_NAMED_TIME.sub(" time", _folded(words)))


def offset(words: str) -> str | None:
    """The zone of a distance such as "UTC+3", "GMT-4" or "+5:30"; None for others and for unused ones."""
    found = _OFFSET.fullmatch(words.strip().casefold())
    if found is None:
        return None
    sign = 1 if found["sign"] == "+" else -1
    minutes = sign * (60 * int(found["hours"]) + int(found["minutes"] or 0))
    if minutes % 60:
        return _UNEVEN.get(minutes)
    if not -12 * 60 <= minutes <= 14 * 60:
        return None
    return f"Etc/GMT{-minutes // 60:+d}" if minutes else "UTC"


def is_offset(words: str) -> bool:
    """Whether this names a distance from Greenwich, used anywhere or not."""
    return _OFFSET.fullmatch(words.strip().casefold()) is not None


def closest(words: str) -> str | None:
    """The zone that was probably meant, or None."""
    typed = _folded(words)
    places = [name for name in _named() if len(name) > _SHORT]
    found = process.extractOne(
        typed, places, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_SURE
    )
    return None if found is None else _named()[found[0]]


def covering(latitude: float, longitude: float) -> str | None:
    """The zone of a point in degrees (WGS 84); None at sea, where nobody's clock is kept.

    The borders, in the package itself, take 35 MB of the process that first asks.
    """
    from tzfpy import get_tz  # noqa: PLC0415  # see above

    return find(get_tz(longitude, latitude))


def showing(at: time, now: datetime) -> list[str]:
    """Zones whose clocks show about this time now, one of each rule for changing them, well-known ones first.

    A clock may be seven minutes off, since all distances from Greenwich are quarters of hours.
    """
    asked = at.hour * 60 + at.minute
    found: dict[tuple[timedelta | None, ...], str] = {}
    for name in _KNOWN:
        there = now.astimezone(ZoneInfo(name))
        apart = (there.hour * 60 + there.minute - asked + 720) % 1440 - 720
        if abs(apart) <= _OFF:
            year = (
                there.utcoffset(),
                *(
                    (now + timedelta(days=30 * month)).astimezone(ZoneInfo(name)).utcoffset()
                    for month in range(12)
                ),
            )
            found.setdefault(year, name)
    return list(found.values())


def clock_in(name: str, now: datetime) -> str:
    """What the clocks of a zone show now ("14:35")."""
    return now.astimezone(ZoneInfo(name)).strftime("%H:%M")


def shown(name: str) -> str:
    """A zone as a reader is told of it: IANA's name, but "UTC+3" for ``Etc/GMT-3``."""
    found = _FIXED.fullmatch(name)
    if found is None:
        return name
    return f"UTC{'-' if found['sign'] == '+' else '+'}{found['hours']}"


@cache
def _named() -> dict[str, str]:
    """Every way to type a zone, folded."""
    links, places = _links(), _places()
    found = {_folded(city): zone for zone, cities in _further().items() for city in cities}
    found["utc"] = "UTC"

    def add(typed: str, zone: str) -> None:
        zone = zone if zone in places else links.get(zone, "")
        if zone in places:
            found.setdefault(_folded(typed), zone)

    regions = {name.split("/")[0] for name in places}
    cities = [name for name in links if name.split("/")[0] in regions - _STATES]
    for name in (*places, *(name for name in links if name.split("/")[0] in regions)):
        add(name, name)
    for name in (*places, *cities):
        add(name.rsplit("/", 1)[-1], name)
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for zone in locale.time_zones:
            if city := locale.time_zones[zone].get("city"):
                add(str(city), str(zone))
        for territory, names in get_global("territory_zones").items():
            if len(names) == 1 and territory in locale.territories and territory not in _TWICE:
                add(locale.territories[territory], names[0])
    return found


def _places() -> tuple[str, ...]:
    """The zones of inhabited places, as IANA's table names them."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    return tuple(line.split("\t")[2] for line in table.splitlines() if line[:1] not in {"", "#"})


def _links() -> dict[str, str]:
    """Older names and the zones they stand for ("Europe/Kiev": "Europe/Kyiv")."""
    rules = (resources.files("tzdata") / "zoneinfo" / "tzdata.zi").read_text(encoding="utf-8")
    lines = (line.split() for line in rules.splitlines() if line.startswith("L "))
    return {link: target for _, target, link in lines}


def _further() -> dict[str, list[str]]:
    cities = resources.files("newsroom") / "cities.toml"
    return tomllib.loads(cities.read_text(encoding="utf-8"))


def _folded(words: str) -> str:
    """Small letters without accents, points and other marks, one space between words."""
    letters = unicodedata.normalize("NFKD", words.casefold().replace("’", "").replace("'", ""))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w/]|_", " ", plain).split())
