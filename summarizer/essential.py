"""What a sentence must hold to answer at all: the words without which it speaks of something else.

"Did North Korea send tanks?" is not answered by soldiers, "How many died?" not by how many came, and
"the president of France" is not "US President". A sentence may share all other words and the kind of
answer, and still be none. What somebody said stands where they speak. Where no sentence at all names one
of those asked about or tells the deed, none answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from summarizer import reading, topics
from summarizer.asked import Asked
from summarizer.matching import Matcher
from summarizer.reading import Read
from summarizer.terms import terms

_OFFICE = re.compile(r"^\W*who(?: is| was| are| were|['’]s) .* (?:of|in|at) ", re.IGNORECASE)
_SAYING = (
    r"(?:sa(?:id|ys?|ying)|t(?:old|ells?)|ask(?:s|ed)|urge[sd]?|call(?:s|ed)|demand(?:s|ed)"
    r"|warn(?:s|ed|ing)|claim(?:s|ed)|announce[sd]|insist(?:s|ed)|argue[sd]|add(?:s|ed)|stated|statement"
    r"|declare[sd]|promise[sd]|pledge[sd]|den(?:ies|ied)|appeal(?:s|ed)|repl(?:ies|ied)|respond(?:s|ed)"
    r"|vow(?:s|ed)|accuse[sd]|critici[sz]e[sd]|praise[sd]|condemn(?:s|ed)|want(?:s|ed)|th(?:inks?|ought)"
    r"|believe[sd]?|consider(?:s|ed)|expect(?:s|ed)|describe[sd]|suggest(?:s|ed)|stress(?:es|ed)|not(?:es|ed)"
    r"|reject(?:s|ed)|confirm(?:s|ed)|report(?:s|ed)|propose[sd]|wr(?:ites|ote)|sp(?:eaks|oke|eaking)"
    r"|according to|view|opinion|words|remarks?|message|speech)"
)
_SAID = re.compile(rf"[\"“«„](?=\S)[^\"”»“]{{25,}}|\b{_SAYING}\b", re.IGNORECASE)
# A pronoun speaks only just before such a word: "he also said", not "It is likely, Stone said".
_STANDS_FOR = re.compile(rf"\b(?:he|she|they|it)(?: [\w’'-]+){{0,3}}? {_SAYING}\b", re.IGNORECASE)
_HE_SAYS = re.compile(rf"\b(?:he|she)(?: [\w’'-]+){{0,3}}? {_SAYING}\b", re.IGNORECASE)
_DENYING = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|unable|refus\w+|declin\w+|absen\w+|fail(?:s|ed|ure|ing)?"
    r"|boycott\w*|skip(?:s|ped)|reject\w*|miss(?:es|ed))\b|n['’]t\b",
    re.IGNORECASE,
)
# The kinds of answer that a sentence gives only together with what it is asked of.
_TYPED = frozenset({"person", "organisation", "place", "time", "year", "money"})
_RELATING = _TYPED | {
    "count",
    "amount",
    "number",
    "age",
    "span",
    "often",
    "measure",
    "reason",
    "manner",
    "thing",
}
# A figure or time is one only of what is asked.
_MEASURED = frozenset({"number", "money", "amount", "measure", "age", "span", "often", "time", "year"})
_BEFORE, _AFTER = re.compile(r"\b[A-Z][\w.’'-]* $"), re.compile(r" [A-Z]")
_HALF = 0.5  # share of a name's weight below which it is another's
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|his|hers?|its|theirs?|him|them|this|these|those|I|we|my|our|you)\b", re.IGNORECASE
)
_THEIRS = re.compile(r"\b(?:it|they|its|theirs?|them|this|these|those|we|our)\b", re.IGNORECASE)
_OF = re.compile(r"\w+ of ((?:the )?\w+(?: \w+)?)")
_FROM = re.compile(r" (?:of|from) (?:the )?")
_OWNER = 30  # characters before a role in which another owner's name may stand


def unmet(match: Matcher, sentence: str, read: Read, levels: Sequence[float], named: frozenset[str]) -> bool:
    """Whether the sentence lacks such a word, or has the asked role, but of another country or body.

    ``levels`` say how well each term of the question stands in the sentence, ``named`` are its topics.
    """
    asked = match.asked
    held = {term for term, level in zip(asked.terms, levels, strict=True) if level}
    return (
        any(held.isdisjoint(group) for group in _needed(asked))
        or (asked.kind in _RELATING and _names_nobody(asked, sentence, held, named))
        or (asked.kind in _MEASURED and deedless(asked, held))
        or (asked.denied and not _DENYING.search(sentence))
        or _silent_on_it(asked, held)
        or _speechless(asked, sentence, held)
        or _another(match, sentence, read, held, named)
        or (bool(asked.named and _OFFICE.match(asked.text)) and _of_another(match, sentence, read))
        or (bool(asked.owners) and _counts_others(match, sentence, read))
    )


def pronoun_speaks(sentence: str) -> bool:
    """Whether a "he" or "she" speaks in it: "he argued", "she also said"."""
    return _HE_SAYS.search(sentence) is not None


def _names_nobody(asked: Asked, sentence: str, held: AbstractSet[str], named: frozenset[str]) -> bool:
    """Whether it names none of those asked about, nor has a pronoun that may mean them."""
    missing = bool(asked.named) and held.isdisjoint(asked.named) and named.isdisjoint(asked.topics)
    return missing and not (_THEIRS if asked.owners else _PRONOUN).search(sentence)


def _speechless(asked: Asked, sentence: str, held: AbstractSet[str]) -> bool:
    """Whether those whose words are asked for do not speak here, nor a pronoun for them."""
    speaks = _SAID.search(sentence) and (held & asked.sayer or _STANDS_FOR.search(sentence))
    return bool(asked.sayer) and not speaks


def deedless(asked: Asked, held: AbstractSet[str]) -> bool:
    """Whether the deed or noun that the question turns on is not told."""
    return bool(asked.turns_on) and held.isdisjoint(asked.turns_on)


def unrelated(asked: Asked, held: AbstractSet[str]) -> bool:
    """Whether nothing is told of all that is asked besides names and the kind of answer."""
    rest = _relation(asked)
    return bool(rest) and held.isdisjoint(rest)


def _relation(asked: Asked) -> frozenset[str]:
    if asked.kind not in _RELATING:
        return frozenset()
    # "How many" is not answered by its noun alone where nobody is named.
    known = asked.kind in _TYPED or (asked.kind == "count" and not asked.named)
    return frozenset(asked.terms) - asked.named - ({asked.head} if known else set())


def unheard(asked: Asked, held: AbstractSet[str], sentences: Iterable[str]) -> bool:
    """Whether of all sentences none names one of those asked about, or none tells the deed, or none anything.

    ``held`` are the terms that any of them tells; a topic may be named by another of its names.
    """
    if deedless(asked, held) or unrelated(asked, held):
        return True
    missing = [each for each in asked.entities if held.isdisjoint(each) and not _dated(each)]
    if not missing:
        return False
    other = {slug for sentence in sentences for slug in topics.named(sentence)} & asked.topics.keys()
    return not all(any(each & asked.topics[slug] for slug in other) for each in missing)


def _dated(entity: Iterable[str]) -> bool:
    """Whether it is a number, day or month, which an article need not name."""
    dates = reading.grammar_stems("days") | reading.grammar_stems("months")
    return all(term[0].isdigit() or term in dates for term in entity)


def _needed(asked: Asked) -> list[frozenset[str]]:
    """Of each of these groups a term must stand: all that a "did X do Y" says, what "how many" did."""
    if asked.truth and asked.named and not asked.doing:
        days = reading.grammar_stems("days")
        return [frozenset({term}) for term in asked.terms if not (term.isdecimal() or term in days)]
    return [asked.deeds] if asked.deeds else []


def _of_another(match: Matcher, sentence: str, read: Read) -> bool:
    """Whether the role stands here only of another: "US President" for the president of France.

    A high office is held by whom the sentence calls so; "leads" does not make a president.
    """
    asked = match.asked
    office = not reading.grammar_stems("offices").isdisjoint(asked.terms)
    roles = {n for n, term in enumerate(asked.terms) if term not in asked.named}
    least = reading.KIN if office else 0.0
    starts = [
        start
        for stem, (start, _) in zip(read.stems, read.spans, strict=True)
        if any(number in roles and level >= least for number, level in match.of(stem))
    ]
    return all(_owned(asked, sentence, start) for start in starts) if starts else office


def _another(
    match: Matcher, sentence: str, read: Read, held: AbstractSet[str], named: frozenset[str]
) -> bool:
    """Whether it names another of a like name: "North Korea" for "South Korea"."""
    asked = match.asked
    for entity in asked.entities:
        part = entity & held
        if (
            part
            and not _several_say(asked, entity)
            and match.share([float(term in held) for term in asked.terms], entity) < _HALF
        ):
            spans = [span for stem, span in zip(read.stems, read.spans, strict=True) if stem in part]
            if spans and all(_in_a_name(sentence, *span) for span in spans):
                return True
    return any(
        slug not in named and any(_parts(slug) & _parts(other) for other in named) for slug in asked.topics
    )


def _several_say(asked: Asked, entity: AbstractSet[str]) -> bool:
    """Whether these are several whose figures are asked for, of whom one is enough."""
    return asked.kind == "count" and entity <= asked.sayer


def _in_a_name(sentence: str, start: int, end: int) -> bool:
    """Whether a word stands in capitals beside another in capitals."""
    return sentence[start].isupper() and bool(
        _BEFORE.search(sentence[max(0, start - _OWNER) : start]) or _AFTER.match(sentence[end : end + _OWNER])
    )


@cache
def _parts(slug: str) -> frozenset[str]:
    """The terms of a topic's name if it has several."""
    found = frozenset(terms(topics.TOPICS[slug].name))
    return found if len(found) > 1 else frozenset()


def _counts_others(match: Matcher, sentence: str, read: Read) -> bool:
    """Whether what is counted is here another country's or body's: North Koreans for Ukrainians.

    It is theirs who are named last before it, or right behind its "of" or "from".
    """
    asked = match.asked
    head = {n for n, term in enumerate(asked.terms) if term == asked.head}
    named = list(topics.located(sentence))
    owned = [
        next((slug for slug, at, _ in named if _FROM.fullmatch(sentence, end, at)), None)
        or next((slug for slug, _, until in reversed(named) if until <= start), None)
        for stem, (start, end) in zip(read.stems, read.spans, strict=True)
        if any(n in head for n, _ in match.of(stem))
    ]
    return bool(owned) and None not in owned and asked.owners.isdisjoint(filter(None, owned))


def _silent_on_it(asked: Asked, held: AbstractSet[str]) -> bool:
    """Whether what they are to have spoken about is missing, or the "vice" before an office."""
    if not (reading.grammar_stems("modifiers") & set(asked.terms)) <= held:
        return True
    saying = reading.grammar_stems("saying")
    about = {term for term in asked.terms if term not in asked.sayer and term not in saying}
    return bool(asked.sayer and about) and held.isdisjoint(about)


def _owned(asked: Asked, sentence: str, start: int) -> bool:
    """Whether another country or body is named directly before the role or after its "of"."""
    words = sentence[max(0, start - _OWNER) : start].split()[-2:]
    before = topics.named(words[-1]) or topics.named(" ".join(words)) if words else frozenset()
    after = _OF.match(sentence, start)
    found = before | (topics.named(after[1]) if after else frozenset())
    return bool(found) and found.isdisjoint(asked.topics)
