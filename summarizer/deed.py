"""The deed or noun that a question turns on: "born" of "When was Stone born?", "wife" of "Who is his wife?".

By the order of words alone: an auxiliary, whom it is about, then the verb. Where the order does not tell,
nothing is found, and nothing more is asked of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from summarizer import reading, topics
from summarizer.terms import terms

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*['’]?")
_OWNER = re.compile(r".+['’]s?")
_DEMONYM = re.compile(r"\w+(?:an|ish|ese|i|[bckst]h|ek|ss)", re.IGNORECASE)
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_ASKING = frozenset({"who", "whom", "when", "where", "why", "how", "what", "which", "whose"})


def turned_on(question: str) -> frozenset[str]:
    """The terms of which an answer must hold one; empty where the order of words does not tell."""
    words = _words(question)
    asking = next((n for n, word in enumerate(words) if word.lower() in _ASKING), None)
    if asking is None:
        return frozenset()
    rest: Sequence[str] = words[asking + 1 :]
    if words[asking].lower() in {"what", "which", "whose", "how"}:
        rest = _from_auxiliary(rest)
    if not rest:
        return frozenset()
    whom = words[asking].lower() == "who"
    found = _after(rest, whom=whom) if rest[0].lower() in _auxiliaries() else _verb(rest)
    if found in reading.grammar("light") or found in reading.grammar("giving"):
        found = _object(found, rest) or (found if found in reading.grammar("giving") else "")
    return frozenset(terms(found))


def _words(question: str) -> Sequence[str]:
    """The words up to the end of the first sentence, without what says how or only stresses."""
    start = re.split(r"[?!;\"“”«»]", question, maxsplit=1)[0]
    skipped = reading.grammar("passed_over")
    return [w for w in _WORD.findall(start) if w.lower() not in skipped]


def _from_auxiliary(words: Sequence[str]) -> Sequence[str]:
    at = next((n for n, word in enumerate(words) if word.lower() in _auxiliaries()), len(words))
    return words[at:]


def _after(words: Sequence[str], *, whom: bool) -> str:
    """The verb after an auxiliary and its subject, or after "is" the noun that is asked for."""
    being = words[0].lower() in _BE
    rest = words[1:]
    while rest and rest[0].lower() in _auxiliaries():
        rest = rest[1:]
    if not rest:
        return ""
    if rest[0].lower() in reading.grammar("pronouns"):
        return _verb(rest[1:])
    return _predicate(rest, being=being, role=being and whom)


def _verb(words: Sequence[str]) -> str:
    """The first word that is neither an auxiliary nor a name."""
    word = next((w for w in words if w.lower() not in _auxiliaries()), "")
    return word if word.islower() and not _closed(word) else ""


def _predicate(words: Sequence[str], *, being: bool, role: bool) -> str:
    """The verb behind a subject of names, nouns and what hangs on them by prepositions.

    After a name alone the next word is the verb ("Stone became mayor"); after nouns the last one of the
    run is ("the harbour council met"). Where none is left after "is", the noun itself is asked for.
    """
    determiners, noun = reading.grammar("determiners"), ""
    at = 0
    while at < len(words):
        if words[at].lower() in determiners:
            at += 1
            continue
        names = list(takewhile(lambda w: not w.islower(), words[at:]))
        at += len(names)
        run = list(takewhile(lambda w: w.islower() and not _closed(w), words[at:]))
        at += len(run)
        alone = bool(names) and not _OWNER.fullmatch(names[-1]) and not _demonym(names)
        opened = at - len(run) - len(names)
        if run and alone and not noun:
            return run[0]
        if run and not role and (len(run) > 1 or (noun and alone) or (noun and opened == 0)):
            return run[0] if alone else run[-1]
        if run and not noun:
            noun = run[-1]
        if role and run:
            break
        if at < len(words) and _closed(words[at]):
            if words[at] not in reading.grammar("within"):
                break
            at += 1
    return noun if being else ""


def _object(light: str, words: Sequence[str]) -> str:
    """What a verb that says nothing by itself is about: "remarks" of "make his remarks"; or ""."""
    after = words[words.index(light) + 1 :]
    after = after[1:] if after and after[0] in reading.grammar("determiners") else after
    run = list(takewhile(lambda w: w.islower() and not _closed(w), after))
    return run[-1] if run else ""


def _demonym(names: Sequence[str]) -> bool:
    """Whether words in capitals say whose a thing is ("Ukrainian"), so that a noun must follow."""
    topic = topics.find(" ".join(names)) or topics.find(names[-1])
    return bool(topic and names[-1] not in topic.name and _DEMONYM.fullmatch(names[-1]))


def _closed(word: str) -> bool:
    return word in reading.grammar("stops") or word in reading.grammar("determiners")


def _auxiliaries() -> frozenset[str]:
    return reading.grammar("auxiliaries")
