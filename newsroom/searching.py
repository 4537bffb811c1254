"""What somebody typed after /search: words, "phrases", -exclusions and filters. Pure; nothing is looked up.

The grammar, each part in any order and number:

    word            must be there, in any of its forms
    "some words"    must be there as written, in any quotation marks, in any case
    -word -"words"  must not be there
    source:NAME     from a publisher whose name holds NAME; from: is the same
    after:DATE      dated on that day (month, year) or later; since: is the same
    before:DATE     dated earlier than it; until: is the same
    lang:LANGUAGE   in that language, by its code or English name

What is typed only ever becomes words, patterns of escaped characters, and times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache

from rapidfuzz import fuzz, process

from ingest import dates
from newsroom import windows
from newsroom.errors import Refused
from summarizer.terms import terms

LONGEST = 500
"""Characters of a search."""

_NAMES = {
    "source": "source", "from": "source", "publisher": "source", "site": "source",
    "after": "after", "since": "after", "before": "before", "until": "before",
    "lang": "lang", "language": "lang",
}  # fmt: skip
_ALIKE = 75  # rapidfuzz ratio from which a word before a colon was meant to be a filter

# Opening marks with what closes them; keyboards and languages mix them freely.
_CLOSING = {
    '"': '"”“', "“": '”"“', "”": "”", "„": '“”"', "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』",
    "‘": "’", "'": "'", "‚": "‘’",
}  # fmt: skip
_MINUS = "-−–"
_FILTER = re.compile(r"(?P<name>[^\W\d_]+):(?P<gap>\s*)")
_WORD = re.compile(r"\S+")
_AGO = re.compile(
    r"(?:(?:the )?(?:last|past) )?(?P<count>\d{1,3}) ?"
    r"(?P<unit>h|d|w|m|y|hour|day|week|month|year)s?(?: ago)?",
    re.IGNORECASE,
)
_UNITS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30, "y": 365}
_DATE_WORDS = 5  # of a date written without quotation marks: "the 22nd of October 2024"
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter as it was typed: ``name`` is source, after, before or lang."""

    name: str
    value: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search read. The times of its filters are in the reader's zone."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_phrases: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def after(self) -> datetime | None:
        """From when on articles are dated, or None."""
        return max((f.at for f in self.filters if f.name == "after" and f.at is not None), default=None)

    @property
    def before(self) -> datetime | None:
        """Until when articles are dated, or None."""
        return min((f.at for f in self.filters if f.name == "before" and f.at is not None), default=None)

    def values(self, name: str) -> list[str]:
        """What was typed for a filter."""
        return [each.value for each in self.filters if each.name == name]


def read(text: str, *, now: datetime, zone: tzinfo) -> Search:
    """The parts of a search. Raises Refused, with what is wrong, for filters that say nothing."""
    if len(text) > LONGEST:
        raise Refused("search.too_long", count=LONGEST)
    parts: dict[str, list[str]] = {"words": [], "phrases": [], "without": [], "without_phrases": []}
    filters: list[Filter] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        minus = text[at] in _MINUS and at + 1 < len(text) and not text[at + 1].isspace()
        at += minus
        if found := _filter(text, at, now=now, zone=zone):
            if minus:
                raise Refused("search.minus_filter", name=found[0].name)
            filters.append(found[0])
            at = found[1]
            continue
        quoted = in_quotes(text, at)
        word = _WORD.match(text, at)
        said, at = quoted or ((word[0], word.end()) if word else ("", at + 1))
        kind = ("without" if minus else "words") if quoted is None else "phrases"
        parts["without_phrases" if minus and quoted else kind].append(said)
    _check(filters)
    found_parts = {name: tuple(dict.fromkeys(said)) for name, said in parts.items()}
    return _settled(Search(**found_parts, filters=tuple(filters)))


def _settled(search: Search) -> Search:
    """Words that are only punctuation go; an excluded one that is no single term is looked for as written."""
    words = tuple(word for word in search.words if re.search(r"\w", word))
    spelt = tuple(word for word in search.without if re.search(r"\w", word) and len(terms(word)) != 1)
    return Search(
        words=words,
        phrases=tuple(phrase for phrase in search.phrases if re.search(r"\w", phrase)),
        without=tuple(word for word in search.without if len(terms(word)) == 1),
        without_phrases=(*(p for p in search.without_phrases if re.search(r"\w", p)), *spelt),
        filters=search.filters,
    )


def stems(said: Sequence[str], language: str | None = None) -> list[str]:
    """The search terms of what was said, each once."""
    return list(dict.fromkeys(term for each in said for term in terms(each, language)))


def typed(search: Search) -> str:
    """The search as one could type it."""
    parts = [*search.words, *(f'"{phrase}"' for phrase in search.phrases)]
    parts += [
        *(f"-{word}" for word in search.without),
        *(f'-"{phrase}"' for phrase in search.without_phrases),
    ]
    parts += [f'{f.name}:"{f.value}"' if " " in f.value else f"{f.name}:{f.value}" for f in search.filters]
    return " ".join(parts)


@lru_cache(maxsize=100)
def pattern(phrase: str) -> re.Pattern[str]:
    """Finds a phrase as written: case, the width of gaps and the shape of apostrophes do not count."""
    words = [re.sub(r"['’ʼ`]", "['’ʼ`]", re.escape(word)) for word in phrase.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def in_quotes(text: str, at: int) -> tuple[str, int] | None:
    """What stands in the quotation marks that open here, and where they end; None where none do."""
    closing = _CLOSING.get(text[at : at + 1])
    if closing is None:
        return None
    single = text[at] in "'‘‚"
    for end in range(at + 1, len(text)):
        # An apostrophe within a word closes nothing.
        if text[end] in closing and not (single and text[end + 1 : end + 2].isalnum()):
            return " ".join(text[at + 1 : end].split()), end + 1
    return None


def _filter(text: str, at: int, *, now: datetime, zone: tzinfo) -> tuple[Filter, int] | None:
    """The filter that begins here, and where it ends. Raises Refused for one that says nothing."""
    found = _FILTER.match(text, at)
    if found is None:
        return None
    typed = found["name"].casefold()
    name = _NAMES.get(typed)
    if name is None:
        close = process.extractOne(typed, _NAMES, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if close is None or found["gap"]:
            return None
        raise Refused("search.unknown_filter", name=typed, closest=close[0])
    begin = found.end()
    quoted = in_quotes(text, begin)
    if name in {"after", "before"}:
        if quoted is not None:
            return Filter(name=name, value=quoted[0], at=_moment(name, quoted[0], now, zone)), quoted[1]
        return _dated(name, text, begin, now=now, zone=zone)
    word = _WORD.match(text, begin)
    value, end = quoted or ((word[0], word.end()) if word else ("", begin))
    if not re.search(r"\w", value):
        raise Refused("search.no_source" if name == "source" else "search.no_lang")
    return Filter(name=name, value=value), end


def _dated(name: str, text: str, begin: int, *, now: datetime, zone: tzinfo) -> tuple[Filter, int]:
    """A date of several words needs no quotation marks: the most words that make one are it."""
    ends = [word.end() for word in _WORD.finditer(text, begin)][:_DATE_WORDS]
    for end in reversed(ends):
        value = text[begin:end].rstrip(",;")
        if (at := moment(value, now=now, zone=zone)) is not None:
            return Filter(name=name, value=value, at=at), end
    first = text[begin : ends[0]] if ends else ""
    return Filter(name=name, value=first, at=_moment(name, first, now, zone)), begin


def _moment(name: str, value: str, now: datetime, zone: tzinfo) -> datetime:
    at = moment(value, now=now, zone=zone)
    if at is None:
        raise Refused("search.bad_date", name=name, value=value[:40])
    return at


def moment(value: str, *, now: datetime, zone: tzinfo) -> datetime | None:
    """When what is named begins, in the reader's zone; None where the words name no time.

    "2024-10-22", "22.10.2024", "22 October 2024", "october", "2024", "yesterday", "monday", "7d".
    """
    if ago := _AGO.fullmatch(value.strip()):
        at = now - timedelta(days=int(ago["count"]) * _UNITS[ago["unit"][0].lower()])
        return at.astimezone(zone) if at.year in _YEARS else None
    found = dates.find(value)
    if found is not None and found[1] == (0, len(value)):
        return datetime.combine(found[0].at.date(), time(), tzinfo=zone)
    rest, window = windows.find(f"in {value}", now=now, zone=zone)
    if rest.strip() or window is None or window.after is None or window.after.year not in _YEARS:
        return None
    return window.after.astimezone(zone)


def _check(filters: Sequence[Filter]) -> None:
    """Raises Refused for filters that no article can pass together."""
    if len({f.value.casefold() for f in filters if f.name == "lang"}) > 1:
        raise Refused("search.two_languages")
    after = [f for f in filters if f.name == "after" and f.at is not None]
    before = [f for f in filters if f.name == "before" and f.at is not None]
    for late in after:
        for early in before:
            if (
                late.at is not None
                and early.at is not None
                and late.at.astimezone(UTC) >= early.at.astimezone(UTC)
            ):
                raise Refused("search.no_time", after=late.value[:40], before=early.value[:40])
