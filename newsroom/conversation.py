"""Follow-up questions: what "And what did he say about Russia?" stands for after an earlier question.

Only what is plain is filled in: a person for "he", another name for the one asked about, another
time. The answer then says what it was taken for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo

from newsroom import publishers, windows
from storage.chat_values import Asked
from summarizer import retrieve, topics

_AND = re.compile(r"(?:and|but|so|ok(?:ay)?|then|also)[, ]+", re.IGNORECASE)
_OTHER = re.compile(r"(?:(?:and|but) )?(?:what|how) about (?P<name>.+?)\s*\??", re.IGNORECASE)
_SHORT = re.compile(
    r"[Aa]nd (?:(?:in|on|for|from|by) )?(?P<name>(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})\s*\??"
)
_ABOUT = re.compile(
    r"(?:(?:and|but)[, ]+)?(?P<word>about|on|regarding) (?P<name>.+?)\s*[?.!]*", re.IGNORECASE
)
_TAIL = re.compile(r"\s(?:about|regarding)\s.+", re.IGNORECASE)
_SOURCE = re.compile(
    r"(?:(?:and|but|only|just|what)[, ]+)*(?P<led>about |according to |from |in |by )?(?:the )?(?P<name>.+?)"
    r"(?: (?:says?|said|only))?\s*[?.!]*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?P<word>he|she|him|his|her)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w’'-]+(?: (?:(?:of|and|bin|al|von|van|de) )?[A-Z][\w’'-]+)*")
_BARE = re.compile(r"(?:(?:and|but|so)[, ]+)?(?P<word>why|when|where|how)\s*[?!.]*", re.IGNORECASE)
_ASKABLE = re.compile(
    r"(?:(?:why|when|where|how|what|whom) )?"
    r"(?P<verb>did|does|do|is|are|was|were|has|have|had|will|would|can|could)"
    r"(?P<rest>\b.+)",
    re.IGNORECASE,
)
_FILLERS = frozenset(
    (
        *("and", "only", "just", "but", "what", "how", "about", "for"),
        *("now", "ok", "okay", "please", "then", "is", "was", "were", "from", "the"),
    )
)


def names(text: str) -> list[str]:
    """The names in a question, as far as capitals tell."""
    return _NAME.findall(text)


def resolve(
    text: str, last: Asked | None, *, now: datetime, zone: tzinfo, sources: Iterable[str] = ()
) -> str | None:
    """The whole question that ``text`` stands for after ``last``; None where it stands for itself.

    ``sources`` are the archive's.
    """
    if last is None:
        return None
    base, _ = windows.find(last.text, now=now, zone=zone)
    return (
        _another_time(text, last, now, zone)
        or _another_source(text, last, sources)
        or _bare(text, last)
        or _another_subject(text, last)
        or _another_name(text, last, base)
        or _the_same_person(text, last)
    )


def _another_time(text: str, last: Asked, now: datetime, zone: tzinfo) -> str | None:
    """ "Only this week": the last question with that time instead of its own."""
    rest, window = windows.find(text, now=now, zone=zone)
    if window is None or not _FILLERS.issuperset(re.findall(r"\w+", rest.casefold())):
        return None
    time = _AND.sub("", text.strip(" ?.!"), count=1)
    time = re.sub(r"^(?:(?:only|just|what about|how about|for|now)\s+)+", "", time, flags=re.IGNORECASE)
    base, _ = windows.find(last.text, now=now, zone=zone)
    return f"{base.rstrip(' ?.!')} {time}?"


def _bare(text: str, last: Asked) -> str | None:
    """ "Why?": the last question asked so, where it can be: "When did they meet?", "Did they meet?"."""
    found = _BARE.fullmatch(text.strip())
    rest = _ASKABLE.fullmatch(last.text.strip()) if found else None
    if found is None or rest is None:
        return None
    return f"{found['word'].capitalize()} {rest['verb'].lower()}{rest['rest']}"


def _another_source(text: str, last: Asked, sources: Iterable[str]) -> str | None:
    """ "Only Reuters", "according to the Herald": the last question, of that source alone."""
    found = _SOURCE.fullmatch(text.strip())
    if found is None:
        return None
    known, name = tuple(sources), found["name"].casefold()
    meant = [each for each in known if each.casefold() == name]
    if not meant and (found["led"] or "").casefold() == "according to ":
        meant = [each for each in known if name in each.casefold().split()]
    if len(meant) != 1:
        return None
    base, _ = publishers.find(last.text, known)
    return f"{base.rstrip(' ?.!')} according to {meant[0]}?"


def _another_subject(text: str, last: Asked) -> str | None:
    """ "And about Ukraine?" after "What did he say about Russia?": what he said about Ukraine."""
    found = _ABOUT.fullmatch(text.strip())
    if found is None or not retrieve.sayer(last.text):
        return None
    return f"{_TAIL.sub('', last.text).rstrip(' ?.!')} {found['word'].lower()} {found['name']}?"


def _another_name(text: str, last: Asked, base: str) -> str | None:
    """ "What about Seoul?": the last question about Seoul instead.

    A place stands for the last place, a person for the last name that is none; a time's name stays.
    """
    found = _OTHER.fullmatch(text.strip()) or _SHORT.fullmatch(text.strip())
    names = [each for each in _NAME.finditer(last.text) if each[0] in base]
    if found is None or not names:
        return None
    placed = bool(topics.named(found["name"]))
    old = next((each for each in reversed(names) if bool(topics.named(each[0])) == placed), names[-1])
    return last.text[: old.start()] + found["name"] + last.text[old.end() :]


def _the_same_person(text: str, last: Asked) -> str | None:
    """ "What did he say?": he is whom the last question or its answer was about."""
    found = _PRONOUN.search(text)
    if found is None or last.person is None or _NAME.search(text[: found.start()]):
        return None
    possessive = found["word"].lower() in {"his", "her"} and re.match(r" [a-z]", text[found.end() :])
    name = f"{last.person}’s" if possessive else last.person
    whole = _AND.sub("", text[: found.start()], count=1) + name + text[found.end() :]
    return whole[:1].upper() + whole[1:]
