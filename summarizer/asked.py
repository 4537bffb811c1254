"""A question read: its terms, what they name, and what kind of answer it wants. Rules only, English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from summarizer import deed, reading, topics
from summarizer.terms import terms

_QUOTED = re.compile(r"[\"“«„]\s*([^\"“”»]{2,80}?)\s*[\"”»“]|(?<!\w)['‘]\s*(\w[^'’]{2,80}?)\s*['’](?!\w)")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

_SAY = (
    "(?:say|said|tell|told|ask|asked|call|called|demand|demanded|urge|urged|want|warn|warned|promise|promised"
    "|claim|claimed|think|respond|react)"
)
_NAME = r"(?-i:[A-Z])[\w’'.-]*"

# In this order: the first that matches a question says what it wants.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in {
        "expansion": r"\bstands? for\b|\babbreviation (?:of|for) [A-Z]",
        "acronym": r"\b(?:acronym|abbreviation|initials)\b",
        "count": r"\bhow many\b",
        "money": (
            r"\bhow (?:expensive|costly)\b|\bhow much (?:money|cash|did|does|do|is|was|were|are|has|have|had"
            r"|could|would|can|will)\b"
        ),
        "amount": r"\bhow much\b",
        "age": r"\bhow old\b|\b(?:what|which) age\b",
        "span": r"\bhow long\b",
        "often": r"\bhow (?:often|frequently)\b",
        "measure": r"\bhow (?:far|tall|high|deep|big|large|wide|heavy|fast|hot|cold|strong|close|near)\b",
        "reason": r"\bwhy\b|\bhow come\b|\bwhat (?:caused?|led to|triggered|prompted)\b",
        "role": rf"^\W*who(?: is| was| are| were|['’]s) (?:\w[\w’'.-]*|{_NAME}(?: {_NAME})*)\W*$",
        "person": r"\bwho(?:m|se)?\b",
        "place": r"\bwhere\b",
        "time": r"\bwhen\b",
        "speech": rf"\b(?:what|how) (?:do|did|does|has|have|had) .+ {_SAY}\b",
        "manner": r"\bhow\b",
        "event": r"\bwhat (?:has |is |was )?(?:happen|going on)",
    }.items()
)
_SPEECH = re.compile(rf"\b(?:what|how) (?:do|did|does|has|have|had) (.+?) {_SAY}\b", re.IGNORECASE)
_NAMES = rf"(?-i:{_NAME})(?: {_NAME})*(?:(?:,| and|, and) {_NAME}(?: {_NAME})*)*"
_COUNTED_BY = re.compile(
    rf"\baccording to (?P<source>{_NAMES})"
    rf"|\b(?:do|did|does|has|have|had) (?P<subject>{_NAMES}) "
    rf"(?:{_SAY}|mention(?:ed)?|cited?|give|given|name|named|report(?:ed)?|estimated?|speak|spoken|talk|talked)\b",
    re.IGNORECASE,
)
_ASKED_NOUN = re.compile(r"\b(?:what|which|name|how many|how much)\b['’s]*\s*(.*)", re.IGNORECASE | re.DOTALL)
_NAMING = re.compile(
    r"(?:is |was |are |were )?(?:the |a |an )?(?:full |real |original )?(?:name|term|title|kind|type|sort)s? "
    r"(?:of|for) ",
    re.IGNORECASE,
)
_COPULA = re.compile(r"(?:is|was|are|were)\s+", re.IGNORECASE)
_TRUTH = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.IGNORECASE
)
_DOING = re.compile(
    r"\b(?:do|done|doing) (?:anything|something|nothing|about)\b"
    r"|\bwhat (?:did|has|have|does|do|is|are|was|were) .* (?:do|done|doing)\b",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?<=\W)[A-Z0-9][\w’'.-]*(?: (?:(?:of|the|and|de|al) )?[A-Z0-9][\w’'.-]*)*")
_DENIED = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)
# The kinds of answer for which a sentence must tell the deed that is asked about.
_TURNING = frozenset(
    {"person", "organisation", "place", "time", "year", "reason", "manner", "span", "often", "measure"}
    | {"money", "amount", "number", "age", "thing", ""}
)
# A word after one of these is a thing or a place, not what was done.
_PLACING = frozenset("of in on at by for from to with over under about against during between into".split())  # noqa: SIM905
# Times that depend on the day of asking: no article need say "last week".
_WHEN = re.compile(
    r"\b(?:(?:last|past|this|previous) (?:few )?(?:day|night|week|weekend|month|year)s?|yesterday|today"
    r"|tonight|recently|lately|right now|so far|at the moment|these days)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a question asks for.

    ``terms`` are its content terms in order, each once; ``named`` those of its names and numbers,
    ``pairs`` neighbours among them, ``quoted`` its quoted phrases. ``kind`` is what the answer is
    ("person", "count", ...; "" where anything may be), ``head`` the noun that it is one of.
    ``topics`` are those named, by slug, with the terms that name them, ``owners`` those whose people or
    things "how many" counts ("North Korean troops"). ``truth`` asks whether
    something is so, ``doing`` whether or what somebody did at all. ``deeds`` are what those that
    "how many" counts did or underwent ("died"). ``sayer`` are the terms of whose words are asked for.
    ``entities`` are the terms of each name. ``turns_on`` are the verb or noun without which a sentence
    speaks of something else ("born"); ``denied`` says that what did not happen is asked for.
    """

    text: str
    terms: tuple[str, ...]
    words: frozenset[str]
    named: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    quoted: tuple[tuple[str, ...], ...]
    kind: str
    head: str
    topics: Mapping[str, frozenset[str]]
    owners: frozenset[str]
    truth: bool
    doing: bool
    deeds: frozenset[str]
    sayer: frozenset[str]
    entities: tuple[frozenset[str], ...]
    turns_on: frozenset[str]
    denied: bool


def question_terms(question: str) -> list[str]:
    """The content terms of a question, in order, each once; what only frames it ("how many") is left out."""
    found = terms(_WHEN.sub(" ", question))
    frame = reading.words("related", "frame")
    kept = [term for term in found if term not in frame]
    return list(dict.fromkeys(kept or found))


def understood(question: str) -> Asked:
    """The question read. Any string is accepted."""
    wanted = question_terms(question)
    phrase = _noun_phrase(question)
    kind, head = _kind(question, phrase)
    ordered, about = terms(question), _topics(question)
    named = (_named(question) | frozenset(chain.from_iterable(about.values()))) & frozenset(wanted)
    return Asked(
        text=question,
        terms=tuple(wanted),
        words=frozenset(ordered),
        named=named,
        pairs=frozenset((a, b) for a, b in pairwise(ordered) if a in wanted and b in wanted),
        quoted=tuple(tuple(terms(m[1] or m[2])) for m in _QUOTED.finditer(question)),
        kind=kind,
        head=head,
        topics=about,
        owners=_owners(phrase, about) if kind == "count" else frozenset(),
        truth=bool(_TRUTH.match(question)),
        doing=bool(_DOING.search(question)),
        deeds=(_deeds(question) & frozenset(wanted)) - named - {head} if kind == "count" else frozenset(),
        sayer=_sayer(question, kind) & named,
        entities=_entities(question, named, about),
        turns_on=deed.turned_on(question) & frozenset(wanted) if kind in _TURNING else frozenset(),
        denied=bool(_DENIED.search(question)),
    )


def _named(question: str) -> frozenset[str]:
    """The terms of words in capitals after the first, and of numbers: what the question is about."""
    return frozenset(terms(" ".join(re.findall(r"(?<=\W)[A-Z0-9][\w’'.-]*", question))))


def _entities(
    question: str, named: frozenset[str], about: Mapping[str, frozenset[str]]
) -> tuple[frozenset[str], ...]:
    """The terms of each run of words in capitals, and of topics in small letters."""
    runs = (part for run in _RUN.findall(question) for part in re.split(r"['’]s\b", run))
    found = [frozenset(terms(run)) & named for run in runs]
    found += [each & named for each in about.values() if not any(each & other for other in found)]
    return tuple(dict.fromkeys(filter(None, found)))


def _noun_phrase(question: str) -> list[str]:
    """The terms of the noun phrase after "what", "which", "name" or "how many", its head last."""
    match = _ASKED_NOUN.search(question)
    if match is None:
        return []
    rest = match[1]
    opening = _NAMING.match(rest) or _COPULA.match(rest)
    rest = rest[opening.end() :] if opening else rest
    stops, determiners = reading.grammar("stops"), reading.grammar("determiners")
    found: list[str] = []
    for word in _WORD.findall(rest):
        low = word.lower()
        if (low in stops and low not in determiners) or (found and low.endswith("ed")):
            break
        owner = re.fullmatch(r"(.*)['’]s?", low)
        if owner:
            found = []
            continue
        if low not in determiners:
            found += terms(word)
        elif low == "of":
            break
    return found


def _kind(question: str, phrase: Sequence[str]) -> tuple[str, str]:
    """The kind of answer, and the noun that says it ("" where none does)."""
    head = phrase[-1] if phrase else ""
    for kind, pattern in _KINDS:
        if pattern.search(question):
            return kind, head if kind in {"count", "amount"} else ""
    for term in (head, *reversed(phrase[:-1])):
        kind = _heads().get(term, "")
        if kind:
            return kind, term
    if _TRUTH.match(question):
        return "truth", ""
    return ("thing" if phrase else ""), head


def _deeds(question: str) -> frozenset[str]:
    """The terms after "how many" and its noun phrase that no preposition or article makes a thing."""
    match = _ASKED_NOUN.search(_COUNTED_BY.sub(" ", question))
    words = _WORD.findall(match[1]) if match else []
    stops, determiners = reading.grammar("stops"), reading.grammar("determiners")
    found: set[str] = set()
    for before, word in pairwise(["", *words]):
        low = before.lower()
        if word.islower() and low not in _PLACING and low not in determiners and word not in stops:
            found.update(terms(word))
    phrase = _noun_phrase(question)
    return frozenset(found - set(phrase))


def _owners(phrase: Sequence[str], about: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The topics that are named within a noun phrase, before its head."""
    return frozenset(slug for slug, naming in about.items() if naming and naming <= frozenset(phrase[:-1]))


def _sayer(question: str, kind: str) -> frozenset[str]:
    """The terms of whose words are asked for, or whose figure "how many" is."""
    if kind == "count" and (counted := _COUNTED_BY.search(question)):
        return frozenset(terms(counted["source"] or counted["subject"]))
    match = _SPEECH.search(question) if kind == "speech" else None
    return frozenset(terms(match[1])) if match else frozenset()


def sayer(question: str) -> str:
    """The name of those whose words are asked for, as it is written; "" where nobody's are."""
    match = _SPEECH.search(question)
    return match[1] if match else ""


def _topics(question: str) -> Mapping[str, frozenset[str]]:
    """Topics that the question names, by slug, with the terms that name them.

    A question without capitals may name them in small letters.
    """
    found: dict[str, frozenset[str]] = {}
    asked = frozenset(terms(question))
    slugs = topics.named(question)
    if question.islower():
        words = _WORD.findall(question)
        runs = (" ".join(words[n : n + size]) for size in (3, 2, 1) for n in range(len(words) - size + 1))
        slugs |= {topic.slug for run in runs if terms(run) and (topic := topics.find(run))}
    for slug in slugs:
        topic = topics.TOPICS[slug]
        found[slug] = asked & {term for name in (topic.name, *topic.aliases) for term in terms(name)}
    return found


@cache
def _heads() -> Mapping[str, str]:
    """Stem of a noun to the kind of answer that it asks for."""
    tables: Mapping[str, Mapping[str, str]] = reading.tables("asking")
    found = {stem: kind for kind, line in tables["heads"].items() for stem in terms(line, "en")}
    return {**found, **{kind: kind for kind in tables["listed"]}}
