"""What an article is filtered by, as terms of the search index: its source, its language, its day.

The index then finds "this word, in these days, from these sources" by itself, in any part of the
archive, without reading an article. No word of a text looks like a facet: their mark is no ``\\w``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

from storage.values import Within

_MARK = "§"
_EARLIEST, _LATEST = date(1900, 1, 1), date(2099, 12, 31)  # an article beyond counts as of these days
_DAY = timedelta(days=1)


def of(source: str | None, language: str, dated: datetime) -> str:
    """The facets of one article, separated by spaces."""
    day = _held(dated.astimezone(UTC).date())
    named = [] if source is None else [_source(source)]
    dates = (_decade(day), _year(day), _month(day), _date(day))
    return " ".join([*named, _language(language), *dates])


def wanted(within: Within) -> list[list[str]]:
    """Facets of which an article has one out of each list; it may still be dated just outside the bounds."""
    lists = []
    if within.sources is not None:
        lists.append(sorted(map(_source, within.sources)))
    if within.language is not None:
        lists.append([_language(within.language)])
    if within.after is not None or within.before is not None:
        lists.append(list(_days(*_utc_days(within))))
    return lists


def _utc_days(within: Within) -> tuple[date, date]:
    """The first and the last day, in UTC, on which an article within the bounds can be dated."""
    first, last = _EARLIEST, _LATEST
    if within.after is not None:
        first = min(within.after.astimezone(UTC).date(), within.after.date())
    if within.before is not None:
        end = within.before - timedelta(microseconds=1)
        last = max(end.astimezone(UTC).date(), end.date())
    return _held(first), _held(last)


def _days(first: date, last: date) -> Iterator[str]:
    """The fewest decades, years, months and days that make up a range of days."""
    day = first
    while day <= last:
        for begins, end, name in (
            (
                day.year % 10 == 0 and day.month == day.day == 1,
                date(day.year // 10 * 10 + 9, 12, 31),
                _decade,
            ),
            (day.month == day.day == 1, date(day.year, 12, 31), _year),
            (day.day == 1, day.replace(day=calendar.monthrange(day.year, day.month)[1]), _month),
            (True, day, _date),
        ):
            if begins and end <= last:
                yield name(day)
                day = end + _DAY
                break


def _held(day: date) -> date:
    return min(max(day, _EARLIEST), _LATEST)


def _source(name: str) -> str:
    """A name may hold anything: what stands for it is 16 hexadecimal digits."""
    return f"{_MARK}s{blake2b(name.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


def _language(code: str) -> str:
    return f"{_MARK}l{re.sub(r'[^a-z0-9]', '', code.casefold())}"


def _decade(day: date) -> str:
    return f"{_MARK}d{day.year // 10}"


def _year(day: date) -> str:
    return f"{_MARK}d{day:%Y}"


def _month(day: date) -> str:
    return f"{_MARK}d{day:%Y%m}"


def _date(day: date) -> str:
    return f"{_MARK}d{day:%Y%m%d}"
