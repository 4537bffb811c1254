"""What an article is filtered by, as terms of the search index: its source, language, day and number.

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

_FINE, _COARSE = 11, 16  # bits: numbers come in blocks of 2,048 and of 65,536
_LONGER = 8
STRETCH = 1 << _FINE
"""Numbers in the first of some stretches."""


def of(source: str | None, language: str, dated: datetime) -> str:
    """The facets of one article, separated by spaces."""
    day = _held(dated.astimezone(UTC).date())
    named = [] if source is None else [_source(source)]
    dates = (_decade(day), _year(day), _month(day), _date(day))
    return " ".join([*named, _language(language), *dates])


def place(article_id: int) -> str:
    """The facets of an article's number, separated by spaces."""
    return f"{_block(article_id >> _FINE)} {_blocks(article_id >> _COARSE)}"


def places(first: int, end: int) -> list[str]:
    """Facets one of which every article from number ``first`` to before ``end`` has; some beyond do too."""
    found = []
    at, last, many = first >> _FINE, (end - 1) >> _FINE, 1 << _COARSE - _FINE
    while at <= last:
        whole = at % many == 0 and at + many - 1 <= last
        found.append(_blocks(at // many) if whole else _block(at))
        at += many if whole else 1
    return found


def down(end: int) -> Iterator[tuple[int, int]]:
    """Stretches of numbers below ``end``, the first one short, each much longer than the one above it."""
    size = STRETCH
    while end > 0:
        first = max(0, end - size) >> _FINE << _FINE
        yield first, end
        end, size = first, size * _LONGER


def up(first: int, end: int) -> Iterator[tuple[int, int]]:
    """The same upwards from ``first`` to before ``end``."""
    size = STRETCH
    while first < end:
        upper = min(end, (first + size) >> _FINE << _FINE)
        yield first, upper
        first, size = upper, size * _LONGER


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
    if any(bound is not None and bound.utcoffset() is None for bound in (within.after, within.before)):
        raise ValueError("a bound without its zone means nothing")
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


def _block(number: int) -> str:
    return f"{_MARK}b{number}"


def _blocks(number: int) -> str:
    return f"{_MARK}c{number}"


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
