"""The kinds of answer that a question may want, and where a sentence holds one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer import reading, topics
from summarizer.terms import terms

_UNITS_OF_TIME = r"seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)"
_MONTHS = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.)"
)
_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?"
    r"|billions?|trillions?|dozens?|scores|several|half|couple|no|none)"
)
_FIGURE = rf"(?:\d[\d,.]*\d|\d|{_WORDS})"
_AMOUNT = (
    rf"{_FIGURE}(?:(?: |-)(?:(?:and|to|or) (?:a )?)?{_FIGURE}|(?: |-)(?:million|billion|trillion|thousand|hundred"
    r"|dozen)s?)*"
)
_CURRENCY = (
    r"(?:dollars?|euros?|pounds?|yen|yuan|rubles?|roubles?|hryvnias?|rupees?|cents?|pence|francs?|marks?|crore|lakh)"
)
_LENGTH = (
    r"(?:miles?|mph|km|kph|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|square"
    r"|knots?|tons?|tonnes?|kg|kilograms?|pounds?|litres?|liters?|gallons?|barrels?|degrees?|magnitude|m)"
)

_PATTERNS = {
    kind: re.compile(pattern, flags)
    for kind, pattern, flags in (
        ("count", rf"(?<![\w.$€£]){_AMOUNT}\b(?![:/]\d)", re.IGNORECASE),
        ("number", rf"(?<![\w.]){_AMOUNT}\b(?: ?%| per ?cent)?|\.\d+", re.IGNORECASE),
        ("money", rf"(?:[$€£¥₴₽₹]|\b(?:US|Rs\.?|Pounds|Dollars|Euros?|DM) ?\$?) ?\d[\d,.]*(?: ?(?:m|bn|k)\b| (?:thousand|million"
                  rf"|billion|trillion|crore|lakh))?|\b{_AMOUNT}[ -](?:\w+ )?{_CURRENCY}\b|\b{_AMOUNT}(?: ?%| per ?cent)",
         re.IGNORECASE),
        ("age", rf"\b(?:aged? (?:of )?{_FIGURE}|{_FIGURE}(?:-| )years?(?:-| )old|(?<=, )\d\d?(?=,)|(?:turn|turned|at) \d\d?)\b",
         re.IGNORECASE),
        ("span", rf"\b(?:{_AMOUNT}|a|an|few|many|all)(?: |-)(?:\w+ )?(?:{_UNITS_OF_TIME})\b|\bsince \w+|\buntil \w+"
                 r"|\b\d{4} ?(?:-|–|to) ?\d{2,4}\b",
         re.IGNORECASE),
        ("often", rf"\b(?:every|each|per|once|twice|daily|weekly|monthly|annually|yearly|{_FIGURE} times|once in)\b(?: \w+){{0,2}}",
         re.IGNORECASE),
        ("measure", rf"\b{_AMOUNT}(?: |-)?(?:\w+ )?{_LENGTH}\b|\b{_AMOUNT}(?: |-)(?:{_UNITS_OF_TIME})\b", re.IGNORECASE),
        ("year", r"\b(?:1\d|20)\d\ds?\b|(?<!\w)['’]\d0s\b", re.IGNORECASE),
        ("time", rf"\b(?:(?:on |last |next |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
                 rf"|(?:late |early |mid-)?\d{{0,2}} ?{_MONTHS}(?: \d{{1,2}})?(?:,? \d{{4}})?|may \d{{1,2}}(?:,? \d{{4}})?|in may"
                 r"|yesterday|today|tomorrow|tonight|(?:1[0-9]|20)\d\ds?|\d{1,2}(?::\d\d)? ?[ap]\.?m|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
                 r"|(?:last|next|this|same) (?:week|month|year|night|spring|summer|autumn|fall|winter)"
                 rf"|{_AMOUNT} (?:{_UNITS_OF_TIME}) (?:ago|later|earlier)|\d+(?:st|nd|rd|th)[ -]century)\b"
                 r"|(?<!\w)['’]\d0s\b",
         re.IGNORECASE),
        ("place", r"\b(?:in|at|near|from|to|outside|across|of|inside|around|off|over|into|throughout|between|towards?) "
                  r"(?:the )?(?:[a-z]+ (?:of )?)?(?-i:[A-Z])[\w’'-]+(?:,? (?-i:[A-Z])[\w’'-]+)*"
                  r"|(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)*[ -]based\b"
                  r"|\b(?:north|south|east|west|northeast|northwest|southeast|southwest) of \w+",
         re.IGNORECASE),
        ("reason", r"\b(?:because|due to|since|in order to|so that|so as to|as a result|in response|amid|owing to|thanks to|reasons?"
                   r"|caused?|causing|prompted|triggered|blamed?|led to|for (?:his|her|its|their)|accus\w+|enabl\w+"
                   r"|(?:un)?able to|aimed|motivated)\b|\bto [a-z]+\b",
         re.IGNORECASE),
        ("manner", r"\b(?:by|through|via|using|with|of|from|after) (?:an? |the )?[a-z]+", 0),
        ("speech", r"[\"“”«»]|\b(?:said|says|say|saying|told|tells|asked|asks|urged|urges|called (?:for|on)|calls (?:for|on)"
                   r"|demanded|demands|warned|warns|claimed|claims|announced|announces|insisted|argued|added|stated"
                   r"|declared|promised|pledged|denied|appealed|replied|responded|vowed|accused|criticised|criticized"
                   r"|praised|condemned|wants?|wanted)\b",
         re.IGNORECASE),
    )
}  # fmt: skip

# A run of words in capitals, with the particles that names hold.
_NAME = re.compile(
    r"\b(?:[A-Z]\.(?: ?[A-Z]\.)*|[A-Z][\w’'-]+)(?: (?:[A-Z]\.|(?:(?:of|the|de|al|bin|ibn|van|von|der|del|la|y|du) ){0,2}[A-Z][\w’'-]+|"
    r"[IVX]+\b))*"
)
_WORK = re.compile(r"[\"“] ?(?:[A-Z0-9][^\"“”]{1,60}?) ?,? ?[\"”]")
_ACRONYM = re.compile(r"\b[A-Z][A-Z&-]{1,7}s?\b")
_VERBS = frozenset("is was has had will would can could may said says told who and also did does wants".split())
_CAPITAL = re.compile(r"\b[A-Z]")


def spans(kind: str, sentence: str, subject: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Where the sentence holds an expression of the asked kind, in order."""
    if kind in _PATTERNS:
        yield from (match.span() for match in _PATTERNS[kind].finditer(sentence))
        if kind == "place":
            yield from topics.places(sentence)
    elif kind in _listed():
        listed = _listed()[kind]
        for match in reading.TOKEN.finditer(sentence):
            if not listed.isdisjoint(reading.stemmed(match[0])):
                yield match.span()
    elif kind == "amount":
        yield from (match.span() for each in ("money", "number") for match in _PATTERNS[each].finditer(sentence))
    elif kind == "acronym":
        yield from (match.span() for match in _ACRONYM.finditer(sentence))
    elif kind == "expansion":
        yield from (
            span for span in names(sentence) if "".join(_CAPITAL.findall(sentence[slice(*span)])).lower() in subject
        )
    elif kind == "role":
        offices = reading.plain("titles", "offices")
        yield from (match.span() for match in reading.TOKEN.finditer(sentence) if match[0].lower() in offices)
    elif kind == "person":
        yield from (span for span in names(sentence) if _personal(sentence[slice(*span)]))
    elif kind in {"organisation", "thing"}:
        yield from names(sentence)
        yield from (match.span() for match in _WORK.finditer(sentence) if kind == "thing")


def _personal(name: str) -> bool:
    """Whether a name may be a person's: no place or people, nothing with a word of organisations in it."""
    return not topics.covers(name) and reading.plain("titles", "unpersonal").isdisjoint(name.lower().split(" "))


def names(sentence: str) -> Iterator[tuple[int, int]]:
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
    return word[1] in _VERBS or word[1].endswith("ed") or word[1] in reading.plain("related", "forms")


@cache
def _listed() -> dict[str, frozenset[str]]:
    return {kind: frozenset(terms(line, "en")) for kind, line in reading.tables("asking")["listed"].items()}
