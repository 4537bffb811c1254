"""Publication times as a page states them: complete, absolute dates only, nothing inferred.

A date without its year, "3 hours ago" or "Wednesday" names no day by itself and gives None, and so
does a numeric date whose day and month could be swapped. Month names are those of CLDR (by Babel) in
the languages of ``LANGUAGES``.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from ingest.model import Precision, Stamp

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "ro", "cs", "sv")
YEARS = range(1980, 2101)

# Abbreviations that news pages print with a time and that have one meaning there.
_ZONES: dict[str, tzinfo] = {
    "UTC": UTC,
    "GMT": UTC,
    "Z": UTC,
    "BST": timezone(timedelta(hours=1)),
    "CET": timezone(timedelta(hours=1)),
    "CEST": timezone(timedelta(hours=2)),
    "EET": timezone(timedelta(hours=2)),
    "EEST": timezone(timedelta(hours=3)),
    "MSK": timezone(timedelta(hours=3)),
    "EST": timezone(timedelta(hours=-5)),
    "EDT": timezone(timedelta(hours=-4)),
    "PST": timezone(timedelta(hours=-8)),
    "PDT": timezone(timedelta(hours=-7)),
    "KST": timezone(timedelta(hours=9)),
    "JST": timezone(timedelta(hours=9)),
}
_PLACES = {
    "ET": "America/New_York",
    "PT": "America/Los_Angeles",
    "KYIV": "Europe/Kyiv",
    "MOSCOW": "Europe/Moscow",
}

_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)")
_CJK = re.compile(
    r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]|(\d{4})\.\s(\d{1,2})\.\s(\d{1,2})(?!\d)"
)
_NUMERIC = re.compile(r"(?<![\d/.])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4})(?!\d)")
_TIME = re.compile(
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-3])(?P<colon>[:.h時时시])(?P<min>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[A-Za-z]{1,6}\b)?",
    re.IGNORECASE,
)


def find(text: str) -> tuple[Stamp, tuple[int, int]] | None:
    """The first complete date in a text, with the time beside it, and the date's span.

    The time counts only with its zone: a clock time that could be anywhere is left out, and the
    precision is the day as written.
    """
    for match, day in _candidates(text):
        if day is not None:
            return _stamp(text, match, day), match.span()
    return None


def day_first(text: str) -> Stamp | None:
    """The first numeric date, with the day before the month: as everywhere but in English."""
    for match in _NUMERIC.finditer(text):
        if day := _date(match["y"], match["b"], match["a"]):
            return _stamp(text, match, day)
    return None


def iso(value: str) -> Stamp | None:
    """A machine's timestamp (ISO 8601 / RFC 3339, as in page metadata), or None.

    Without a zone, or without a time, it is known to the day.
    """
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        found = find(value)
        return found[0] if found else None
    if moment.year not in YEARS:
        return None
    if moment.tzinfo is None or len(value.strip()) <= len("2024-10-23"):
        return _day(moment.date())
    return Stamp(at=moment.astimezone(UTC).replace(second=0, microsecond=0), precision=Precision.MINUTE)


def without_dates(text: str) -> str:
    """The text with its dates and clock times cut out: what a line says besides."""
    while found := find(text):
        start, end = found[1]
        text = f"{text[:start]} {text[end:]}"
    return _TIME.sub(_keep_words, text)


def _keep_words(match: re.Match[str]) -> str:
    zone = match["zone"]
    known = zone is None or _zone(zone, date(2000, 1, 1)) is not None
    return " " if known else f" {zone}"


def _candidates(text: str) -> list[tuple[re.Match[str], date | None]]:
    found = [(match, _date(match["y"], match["m"], match["d"])) for match in _ISO.finditer(text)]
    found += [(match, _date(*filter(None, match.groups()))) for match in _CJK.finditer(text)]
    found += [(match, _numeric(match)) for match in _NUMERIC.finditer(text)]
    if re.search(r"\d{4}", text):
        for pattern in _worded():
            found += [
                (match, _date(match["y"], _months()[_fold(match["m"])], match["d"]))
                for match in pattern.finditer(text)
            ]
    return sorted(found, key=lambda pair: pair[0].start())


def _numeric(match: re.Match[str]) -> date | None:
    """Day and month of "23/10/2024"; dotted dates put the day first, others must not allow both."""
    first, second = int(match["a"]), int(match["b"])
    if match["mark"] == "." or first > 12 or first == second:
        return _date(match["y"], second, first)
    return _date(match["y"], first, second) if second > 12 else None


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    if int(year) not in YEARS:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day(day: date) -> Stamp:
    return Stamp(at=datetime.combine(day, time(), tzinfo=UTC), precision=Precision.DAY)


def _stamp(text: str, match: re.Match[str], day: date) -> Stamp:
    after = text[match.end() : match.end() + 30].removeprefix("T")
    clock = _TIME.search(after) or _TIME.search(text[max(0, match.start() - 30) : match.start()])
    if clock is None or not clock["zone"]:
        return _day(day)
    zone = _zone(clock["zone"], day)
    hour = _hour(int(clock["h"]), clock["half"])
    if zone is None or hour is None:
        return _day(day)
    moment = datetime.combine(day, time(hour, int(clock["min"])), tzinfo=zone)
    return Stamp(at=moment.astimezone(UTC), precision=Precision.MINUTE)


def _hour(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _zone(name: str, day: date) -> tzinfo | None:
    plain = name.upper().replace(" ", "")
    if plain in _ZONES:
        return _ZONES[plain]
    if plain in _PLACES and day.year >= 1980:
        return ZoneInfo(_PLACES[plain])
    offset = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", plain)
    if offset is None or int(offset[2]) > 14 or int(offset[3] or 0) > 59:
        return None
    span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return timezone(-span if offset[1] == "-" else span)


def _fold(month: str) -> str:
    return month.casefold().rstrip(".")


@cache
def _months() -> dict[str, int]:
    """Every month name and abbreviation, folded, to its number. A name that means two months is left out."""
    from babel import Locale  # noqa: PLC0415 - loaded for texts that hold a year, not at every start

    found: dict[str, set[int]] = {"sept": {9}}
    for language in LANGUAGES:
        names = Locale(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[form][width].items():
                    if not name.isdigit():
                        found.setdefault(_fold(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and len(name) > 2}


@cache
def _worded() -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(name) for name in sorted(_months(), key=len, reverse=True))
    month, day, year = (
        rf"(?P<m>{names})",
        r"(?<!\d)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?:(?!\d)|(?=\d{1,2}:\d\d))",
    )  # "20269:31" where a page sets them apart by style
    return (
        re.compile(
            rf"{day}(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:of |de |d’|d')?{month}\b\.?,?[\s-]+(?:de )?{year}",
            re.IGNORECASE,
        ),
        re.compile(rf"\b{month}\b\.?\s+{day}(?:st|nd|rd|th)?,?\s+{year}", re.IGNORECASE),
    )
