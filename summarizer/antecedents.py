"""Whom a "he" or "she" at a sentence's opening means, in English, and only where nobody else could be meant.

Precision before all: the person must be the only one named in the sentence that the pronoun looks back
to, stand there as its subject or speaker, and no unnamed man or woman may stand beside. A chain of
"He ... He ..." goes on to the same person. Everything else is left open (cf. Mitkov 2002, "Anaphora
Resolution", on the subject and the paragraph's theme as the likeliest antecedents).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.model import Antecedent, Mention, Person, Role
from summarizer.names import is_lexical
from summarizer.patterns import alternatives, data

Span = tuple[int, int]

_WORDS = {name: alternatives(lines) for name, lines in data("speech").items()}
_OPENING = re.compile(
    r"[\s(\[—–-]*(?:(?:[Bb]ut|[Aa]nd|[Yy]et|[Ss]o|[Hh]owever|[Mm]eanwhile|[Ll]ater|[Tt]hen),? )?"
    r"(?P<p>[Hh]e|[Ss]he)\b(?![’'](?:ll|d)\b)"
)
_AFTER_CLAUSE = re.compile(
    r"(?:[Ii]n|[Oo]n|[Aa]t|[Aa]fter|[Dd]uring|[Ss]peaking|[Ee]arlier|[Ll]ater|[Ll]ast|[Aa]sked|[Bb]efore)\b"
    r"[^,“”\"A-Z]{0,60}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[^,“”\"A-Z]{0,20})?, (?P<p>he|she)\b"
)
_AFTER_QUOTE = re.compile(
    r"(?:“[^“”]{1,600}[,.?!]”|\"[^\"]{1,600}[,.?!]\") (?P<p>he|she)"
    r" (?:said|says|added|told|wrote|warned|explained|asked|continued|insisted)\b"
)
_SOMEBODY = re.compile(rf"\b{_WORDS['somebody']}\b", re.IGNORECASE)
_SUBJECT_LEAD = re.compile(rf"[\W_]*(?:{_WORDS['lead']}[.,]* )*", re.IGNORECASE)
_SPEAKS = re.compile(rf"(?: also| later| then| \w+ly)?(?: has| had)? {_WORDS['going_on']}")
_POSSESSIVE = re.compile(r"[’']s?\b|[’'](?= )")
_OTHER = re.compile(
    r"\b(?:him\b|her(?=[.,;]| (?:in|to|at|into|on|and|for|with|from|by|after|before|as|of|that|who)\b))",
    re.IGNORECASE,
)
_MISREAD = re.compile(r"[:,] \?\w")
"""A quotation whose marks a wrong encoding turned into question marks: who knows where it ends."""
_TITLED = re.compile(r"([\w]+)\.? $")
_WOMAN, _MAN = (
    {"mrs", "ms", "miss", "mme", "lady", "queen", "princess"},
    {"mr", "sir", "lord", "king", "prince"},
)
_BACK = 2
"""Sentences looked back: the one before, or the one before that if the first names nobody at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is known of an article's sentences, one of each for a sentence.

    ``speakers`` are spans of the body or None; ``inside`` says that the sentence begins within a quotation.
    """

    body: str
    spans: Sequence[Span]
    speakers: Sequence[Span | None]
    inside: Sequence[bool]
    people: Sequence[Person]
    mentions: Sequence[Mention]
    roles: Sequence[Role]


def antecedents(reading: Reading) -> list[Antecedent | None]:
    """For each sentence, whom its opening pronoun means."""
    reader = _Reader(reading)
    for at in range(len(reading.spans)):
        reader.found.append(reader.meant(at))
    return reader.found


class _Reader:
    """Reads the sentences in order; ``found`` holds what those before mean."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.body = reading, reading.body
        self.found: list[Antecedent | None] = []
        self.named: list[list[Mention]] = [[] for _ in reading.spans]
        for mention in reading.mentions:
            self.named[mention.sentence].append(mention)
        self.offices: list[list[Role]] = [[] for _ in reading.spans]
        for role in reading.roles:
            self.offices[role.sentence].append(role)
        self.women, self.men = self._told(_WOMAN, "female"), self._told(_MAN, "male")

    def meant(self, at: int) -> Antecedent | None:
        start, end = self.reading.spans[at]
        pronoun = None if self.reading.inside[at] else _pronoun(self.body[start:end])
        before = None if pronoun is None else self._looked_at(at)
        if pronoun is None or before is None:
            return None
        chained = self.found[before]
        person = chained.person if chained else self.named[before][0].person
        female = self.body[start + pronoun[0] : start + pronoun[1]].lower() == "she"
        if self.reading.people[person].tentative or person in (self.men if female else self.women):
            return None
        if any(m.start < start + pronoun[0] and m.person != person for m in self.named[at]):
            return None
        if self._of_that_sex(
            before, female=female, speaking=bool(_SPEAKS.match(self.body, start + pronoun[1]))
        ):
            return None
        return Antecedent(person=person, start=start + pronoun[0], end=start + pronoun[1])

    def _told(self, titles: set[str], names: str) -> frozenset[int]:
        """The people that a title or a given name tells to be women, or men."""
        titled = {
            mention.person
            for mention in self.reading.mentions
            if (word := _TITLED.search(self.body[max(0, mention.start - 12) : mention.start]))
            and word[1].lower() in titles
        }
        named = {
            number
            for number, person in enumerate(self.reading.people)
            if any(is_lexical(form.split()[0], names) for form in person.forms if " " in form)
        }
        return frozenset(titled | named)

    def _looked_at(self, at: int) -> int | None:
        """The sentence before that one person and nobody else leads; None where there is none."""
        for before in range(at - 1, max(-1, at - 1 - _BACK), -1):
            chained = self.found[before]
            here = {mention.person for mention in self.named[before]}
            if chained is not None:
                here.add(chained.person)
            if len(here) > 1 or self._somebody(before):
                return None
            if here:
                led = chained is not None or any(map(self._leads, self.named[before]))
                return before if led else None
        return None

    def _somebody(self, at: int) -> bool:
        """Whether a sentence speaks of somebody else than the people named in it."""
        known = [(m.start, m.end) for m in self.named[at]] + [
            (role.start, role.end) for role in self.offices[at]
        ]
        for match in _SOMEBODY.finditer(self.body, *self.reading.spans[at]):
            if self.found[at] is not None and match.group().lower() in {"he", "she"}:
                continue
            first, last = match.span()
            if not any(start <= first < end or last <= start <= last + 2 for start, end in known):
                return True
        return False

    def _of_that_sex(self, at: int, *, female: bool, speaking: bool) -> bool:
        """Whether a pronoun there may be another's; a speaker who goes on speaking is sure."""
        told = self.body[slice(*self.reading.spans[at])]
        if (
            _OTHER.search(told)
            or _MISREAD.search(told)
            or re.search(r"\b(?:his|he)\b" if female else r"\bher\b", told)
        ):
            return True
        possessive = re.search(r"\b(?:her|she)\b" if female else r"\b(?:his|he)\b", told)
        return self.reading.speakers[at] is not None and possessive is not None and not speaking

    def _leads(self, mention: Mention) -> bool:
        """Whether the person is the sentence's subject or speaker there, and no possessor."""
        at, body = mention.sentence, self.body
        if _POSSESSIVE.match(body, mention.end) or body[mention.end : mention.end + 1] == ":":
            return False
        if speaker := self.reading.speakers[at]:
            return speaker[0] <= mention.start < speaker[1] and " of " not in body[speaker[0] : mention.start]
        offices = (role.start for role in self.offices[at] if 0 <= mention.start - role.end <= 2)
        start = min(offices, default=mention.start)
        lead = _SUBJECT_LEAD.match(body, self.reading.spans[at][0], start)
        return lead is not None and lead.end() >= start


def _pronoun(sentence: str) -> Span | None:
    """The span of a "he" or "she" that is the sentence's subject, outside quotations."""
    for pattern in (_OPENING, _AFTER_CLAUSE, _AFTER_QUOTE):
        if match := pattern.match(sentence):
            return match.span("p")
    return None
