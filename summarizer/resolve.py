"""One person, many forms, within an article: who the surface forms are, and every place they stand.

Precision first: a family name that two people of the article share is nobody's, and a capital
beside a name makes it another's ("Eric Trump", "Trump Tower").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.names import PART, SURNAME, alike, family, is_lexical, is_title, tokens
from summarizer.terms import terms
from summarizer.topics import covers

_NEIGHBOUR_BEFORE = re.compile(r"([\w’'.&-]+)(\s+|-)$")
_NEIGHBOUR_AFTER = re.compile(r"( |-)([\w’'-]+)")
_RELATIVE = re.compile(
    r"\b(?:sons?|daughters?|wife|husband|brother|sister|father|mother|widow|nephew|niece)\b[ ,]{1,2}$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"([\w.’'-]+) $")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")


@dataclass(slots=True, kw_only=True)
class Someone:
    """A person of the article while it is read: the full names, and other forms that joined them.

    ``tentative``: a lone name without a title, which may be a town or a firm.
    """

    full: Counter[str] = field(default_factory=Counter)
    short: Counter[str] = field(default_factory=Counter)
    tentative: bool = False

    def name(self) -> str:
        """The fullest form; of equally full ones the commonest."""
        forms = self.full or self.short
        return max(forms, key=lambda form: (len(tokens(form)), forms[form], form))

    def forms(self) -> tuple[str, ...]:
        """All forms, fullest first."""
        every = set(self.full) | set(self.short)
        rest = sorted(every - {self.name()}, key=lambda form: (-len(tokens(form)), -len(form), form))
        return (self.name(), *rest)


def together(surfaces: Iterable[str], body: str) -> list[Someone]:
    """The article's people from the surface forms of its recognised mentions.

    Full names of the same person join, then family names alone that fit one person only. A lone
    name that fits nobody is sure to be a person only with a title somewhere (cities and firms look
    alike); one that fits several is left out. A form that only adds a word of the article to another
    ("Esther Williams Dies") is a headline's.
    """
    counted = Counter(surfaces)
    words = set(terms(" ".join(re.findall(r"(?<!\w)[^\W\d_A-Z]\w*", body)), "en"))
    for form in [form for form in counted if len(form.split()) > 2]:
        name, _, last = form.rpartition(" ")
        if name in counted and words.issuperset(terms(last, "en")):
            counted[name] += counted.pop(form)
    full = sorted((s for s in counted if len(tokens(s)) > 1), key=lambda s: (-len(tokens(s)), s))
    people: list[Someone] = []
    for form in full:
        fits = [p for p in people if all(alike(form, other) >= PART for other in p.full)]
        person = fits[0] if len(fits) == 1 else Someone()
        if person not in people:
            people.append(person)
        person.full[form] += counted[form]
    for form in sorted(s for s in counted if len(tokens(s)) == 1):
        _join_short(people, form, counted[form], titled=_is_titled(form, body))
    return people


def _is_titled(form: str, body: str) -> bool:
    """Whether a form of address, rank or office stands before the name anywhere in the article."""
    for start, end in _all(form, body):
        word = _TITLED.search(body[max(0, start - 30) : start])
        if word and is_title(word[1]) and word[1].casefold() != "the" and not body[end : end + 1].isalnum():
            return True
    return False


def _join_short(people: list[Someone], form: str, count: int, *, titled: bool) -> None:
    owners = [p for p in people if alike(form, p.name()) >= SURNAME]
    givens = [p for p in people if 0 < alike(form, p.name()) < SURNAME]
    if len(owners) == 1:
        owners[0].short[form] += count
    elif not owners and len(givens) == 1:
        givens[0].short[form] += count
    elif not owners and not givens:
        people.append(Someone(short=Counter({form: count}), tentative=not titled))


def places(
    body: str, spans: Sequence[tuple[int, int]], people: Sequence[Someone]
) -> Iterator[tuple[int, int, int, int]]:
    """Every place where a person's form stands: (person, sentence, start, end), in order.

    Longer forms go first; within a place nothing overlaps.
    """
    owners = _owners(people)
    if not owners:
        return
    relatives = {number for number, person in enumerate(people) if _kin(body, person)}
    ordered = sorted(owners, key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    for sentence, (start, end) in enumerate(spans):
        for match in pattern.finditer(body, start, end):
            owner = owners[match[0]]
            whole = len(tokens(match[0])) > 1
            titled = _TITLED.search(body[max(start, match.start() - 30) : match.start()])
            if not whole and owner in relatives and titled and is_title(titled[1]):
                continue
            if whole or _stands_alone(body, (start, end), match.start(), match.end()):
                yield owner, sentence, match.start(), match.end()


def _owners(people: Sequence[Someone]) -> dict[str, int]:
    """Each form, and each full name's family name as written in it, to its person; shared ones to nobody."""
    owners: dict[str, set[int]] = {}
    for number, person in enumerate(people):
        for form in person.forms():
            owners.setdefault(form, set()).add(number)
        surname = _family_as_written(person.name())
        if surname and len(surname) > 2:
            owners.setdefault(surname, set()).add(number)
    return {form: min(numbers) for form, numbers in owners.items() if len(numbers) == 1}


def _family_as_written(name: str) -> str:
    """The family name as the article writes it in a full name, particles before it included."""
    wanted = family(name)
    words = name.split()
    for index in (len(words) - 1, 0):
        if len(words) > 1 and tokens(words[index]) == (wanted,):
            return words[index]
    return ""


def _stands_alone(body: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    """Whether a lone family name is not a part of another name here."""
    after = _NEIGHBOUR_AFTER.match(body, end, min(sentence[1], end + 40))
    if after and (after[1] == "-" or not _may_follow(after[2])):
        return False
    base = max(sentence[0], start - 40)
    before = _NEIGHBOUR_BEFORE.search(body[base:start])
    return before is None or (before[2] != "-" and _may_precede(before[1]))


def _kin(body: str, person: Someone) -> bool:
    """Whether the full name is brought in as a relative: a titled family name is then another's."""
    return any(
        _RELATIVE.search(body[max(0, start - 40) : start]) for f in person.full for start, _ in _all(f, body)
    )


def _all(form: str, body: str) -> Iterator[tuple[int, int]]:
    """Every place where a form stands, be it within a word."""
    at = body.find(form)
    while at >= 0:
        yield at, at + len(form)
        at = body.find(form, at + len(form))


def _may_follow(word: str) -> bool:
    return not word[0].isupper() or is_lexical(word, "calendar") or not terms(word, "en")


def _may_precede(word: str) -> bool:
    """Whether a word before a family name leaves it alone: small, a title, a demonym, a function word."""
    if not word[0].isupper() or _POSSESSIVE.search(word):
        return True
    if any(
        is_lexical(word, key)
        for key in ("honorifics", "ranks", "offices", "qualifiers", "limiting", "calendar")
    ):
        return True
    return covers(word) or not terms(word, "en")
