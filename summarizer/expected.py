"""The kinds of answer that a question may want, and where a sentence holds one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from summarizer import reading, topics
from summarizer.terms import terms


def _any(words: str) -> str:
    """A pattern of any of the words, themselves patterns, parted by spaces; "_" is a space."""
    return f"(?:{'|'.join(words.split())})".replace("_", " ")


_PERIODS = _any(
    "seconds? minutes? hours? days? nights? weeks? weekends? months? years? decades? centur(?:y|ies)"
)
_MONTH = _any(
    "january february march april june july august september october november december"
    r" (?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\."
)
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUMERAL = _any(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds? thousands?"
    " millions? billions? trillions? dozens? scores several half couple no none"
)
# Repeats are bounded, so that a page of figures cannot make a pattern run away.
_FIGURE = rf"(?:\d(?:[\d,.]{{0,20}}\d)?|{_NUMERAL})"
_SCALE = _any("millions? billions? trillions? thousands? hundreds? dozens? crore lakh")
_AMOUNT = rf"{_FIGURE}(?:[ -](?:(?:and|to|or) (?:a )?)?{_FIGURE}|[ -]{_SCALE}){{0,3}}"
_SHARE = rf"{_AMOUNT}(?: ?%| per ?cent)"
_CURRENCY = _any(
    "dollars? euros? pounds? yen yuan rubles? roubles? hryvnias? rupees? cents? pence francs? marks?"
)
_UNIT = _any(
    "miles? mph km kph kilomet(?:er|re)s? met(?:er|re)s? feet foot ft inch(?:es)? yards? acres? hectares?"
    " square knots? tons? tonnes? kg kilograms? pounds? litres? liters? gallons? barrels? degrees?"
    " magnitude m"
)
_CAPITALS = r"(?-i:[A-Z])[\w’'-]+"

_MONEY = (
    r"(?:[$€£¥₴₽₹]|\b(?:US|Rs\.?|Pounds|Dollars|Euros?|DM) ?\$?) ?"
    rf"\d[\d,.]{{0,20}}(?: ?(?:m|bn|k)\b| {_SCALE})?"
    rf"|\b{_AMOUNT}[ -](?:\w+ )?{_CURRENCY}\b|\b{_SHARE}"
)
_AGE = (
    rf"\b(?:aged? (?:of )?{_FIGURE}|{_FIGURE}[ -]years?[ -]old|(?<=, )\d\d?(?=,)|(?:turn|turned|at) \d\d?)\b"
)
_SPAN = (
    rf"\b(?:{_AMOUNT}|a|an|few|many|all)[ -](?:\w+ )?{_PERIODS}\b|\bsince \w+|\buntil \w+"
    r"|\b\d{4} ?(?:-|–|to) ?\d{2,4}\b"
)
_OFTEN = (
    rf"\b(?:every|each|per|once|twice|daily|weekly|monthly|annually|yearly|{_FIGURE} times)\b(?: \w+){{0,2}}"
)
_TIME = (
    rf"\b(?:(?:on |last |next |late |early )?{_WEEKDAY}"
    rf"|(?:late |early |mid-)?(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?"
    r"|may \d{1,2}(?:,? \d{4})?|\d{1,2} may(?: \d{4})?|in may(?: \d{4})?"
    r"|yesterday|today|tomorrow|tonight|1\d\d\ds?|20\d\ds?|\d{1,2}(?::\d\d)? ?[ap]\.?m"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    rf"|(?:last|next|this|same) (?:{_PERIODS}|spring|summer|autumn|fall|winter)"
    rf"|{_AMOUNT} {_PERIODS} (?:ago|later|earlier)|\d+(?:st|nd|rd|th)[ -]century)\b"
    r"|(?<!\w)['’]\d0s\b"
)
_PLACE = (
    r"\b(?:in|at|near|from|to|outside|across|of|inside|around|off|over|into|throughout|between|towards?) "
    rf"(?:the )?(?:[a-z]+ (?:of )?)?{_CAPITALS}(?:,? {_CAPITALS})*"
    rf"|{_CAPITALS}(?: {_CAPITALS})*[ -]based\b|\b(?:north|south)?(?:east|west|north|south) of \w+"
)
_REASON = (
    r"\b(?:because|due to|since|in order to|so that|so as to|as a result|in response|amid|owing to|thanks to"
    r"|reasons?|caused?|causing|prompted|triggered|blamed?|led to|for (?:his|her|its|their)|accus\w+|enabl\w+"
    r"|(?:un)?able to|aimed|motivated)\b|\bto [a-z]+\b"
)
_SPEECH = (
    r"[\"“”«»]|\b"
    + _any(
        "said says say saying told tells asked asks urged urges called_(?:for|on) calls_(?:for|on) demanded"
        " demands warned warns claimed claims announced announces insisted argued added stated declared"
        " promised pledged denied appealed replied responded vowed accused criticised criticized"
        " praised condemned"
        " wants? wanted"
    )
    + r"\b"
)

_PATTERNS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "count": rf"(?<![\w.$€£]){_AMOUNT}\b(?![:/]\d)",
        "number": rf"(?<![\w.])(?:{_SHARE}|{_AMOUNT}\b)|\.\d+",
        "money": _MONEY,
        "age": _AGE,
        "span": _SPAN,
        "often": _OFTEN,
        "measure": rf"\b{_AMOUNT}[ -]?(?:\w+ )?{_UNIT}\b|\b{_AMOUNT}[ -]{_PERIODS}\b",
        "year": r"\b(?:1\d|20)\d\ds?\b|(?<!\w)['’]\d0s\b",
        "time": _TIME,
        "place": _PLACE,
        "reason": _REASON,
        "manner": r"\b(?:by|through|via|using|with|of|from|after) (?:an? |the )?(?-i:[a-z])+",
        "speech": _SPEECH,
    }.items()
}

_ACRONYM = re.compile(r"\b[A-Z][A-Z&-]{1,7}s?\b")
_CAPITAL = re.compile(r"\b[A-Z]")
_WORK = re.compile(r"[\"“] ?(?:[A-Z0-9][^\"“”]{1,60}?) ?,? ?[\"”]")

# A run of words in capitals, with the particles that names hold; a day or a date ends it.
_DATE = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December) \d)"
)
_PARTICLES = "(?:(?:of|the|de|al|bin|ibn|van|von|der|del|la|y|du) ){0,2}"
_NAME = re.compile(
    rf"\b{_DATE}(?:[A-Z]\.(?: ?[A-Z]\.)*|[A-Z][\w’'-]+)(?: (?:[A-Z]\.|{_PARTICLES}{_DATE}[A-Z][\w’'-]+))*"
)

Span = tuple[int, int]


def spans(kind: str, sentence: str, subject: frozenset[str] = frozenset()) -> Iterator[Span]:
    """Where the sentence holds an expression of the asked kind; of a kind that has none, nowhere.

    ``subject`` are the question's terms: what an acronym is expanded from.
    """
    if kind in _PATTERNS:
        yield from _matches(_PATTERNS[kind], sentence)
    if kind == "place":
        yield from topics.places(sentence)
    elif kind == "amount":
        yield from _matches(_PATTERNS["money"], sentence)
        yield from _matches(_PATTERNS["number"], sentence)
    elif kind == "acronym":
        yield from _matches(_ACRONYM, sentence)
    elif kind in {"role", *_listed()}:
        yield from _words(sentence, _listed().get(kind) or reading.words("titles", "offices"))
    else:
        yield from _of_names(kind, sentence, subject)


def _of_names(kind: str, sentence: str, subject: frozenset[str]) -> Iterator[Span]:
    """The names that may be a person's, an organisation's, a thing's or an acronym's."""
    if kind == "expansion":
        yield from (span for span in names(sentence) if _initials(sentence[slice(*span)]) in subject)
    elif kind == "person":
        yield from (span for span in names(sentence) if _personal(sentence[slice(*span)]))
    elif kind in {"organisation", "thing"}:
        yield from names(sentence)
        yield from _matches(_WORK, sentence) if kind == "thing" else ()


def names(sentence: str) -> Iterator[Span]:
    """Runs of words in capitals; a lone one that opens the sentence must be followed as a name is."""
    for match in _NAME.finditer(sentence):
        start, end = match.span()
        if not sentence[:start].strip(" \"“'‘([-—`"):
            first = match[0].split(" ")[0]
            if not terms(first):
                start += len(first) + 1
            elif " " not in match[0] and not _follows(sentence[end : end + 30]):
                continue
        if start < end:
            yield start, end


def _follows(rest: str) -> bool:
    """Whether what follows a word lets it be a name: a comma, a possessive, a verb in the past."""
    word = re.match(r"[,(]|['’]s\b| (\w+)", rest)
    if word is None or word[1] is None:
        return word is not None
    return (
        word[1] in reading.grammar("verbs")
        or word[1].endswith("ed")
        or word[1] in reading.plain("related", "forms")
    )


def _personal(name: str) -> bool:
    """Whether a name may be a person's: no place or people, nothing with a word of organisations in it."""
    return not topics.covers(name) and reading.plain("titles", "unpersonal").isdisjoint(
        name.lower().split(" ")
    )


def _initials(name: str) -> str:
    return "".join(_CAPITAL.findall(name)).lower()


def _matches(pattern: re.Pattern[str], sentence: str) -> Iterable[Span]:
    return (match.span() for match in pattern.finditer(sentence))


def _words(sentence: str, stems: frozenset[str]) -> Iterable[Span]:
    """The words of the sentence that are on a list."""
    found = reading.read(sentence)
    return (span for stem, span in zip(found.stems, found.spans, strict=True) if stem in stems)


@cache
def _listed() -> dict[str, frozenset[str]]:
    return {kind: frozenset(terms(line, "en")) for kind, line in reading.tables("asking")["listed"].items()}
