"""Which words of an answer are put in bold: none rather than a wrong figure or a wrong name."""

from __future__ import annotations

import re

from summarizer import abbreviations, reading, topics
from summarizer.asked import Asked
from summarizer.evidence import Nearest
from summarizer.terms import terms

_NEXT = re.compile(r" (?P<word>[a-z][a-z-]*s)\b(?!['’])")
_NO_NOUN = re.compile(r"(?:[a-z-]*(?:ss|us|is)|others|times|as|was|has)")
_ANYBODY = frozenset(terms("people persons civilians victims", "en"))
_OWNER = re.compile(r"['’]s?\Z")
_GOES_ON = re.compile(r"\. ?[A-Z][\w’'-]*(?: [A-Z][\w’'-]+)*")
_STAFF = re.compile(
    r"\b(?:offic(?:e|ials?)|spokes(?:man|woman|person)|aides?|advis[eo]rs?|work(?:s|ed|ing)?|envoys?|deput(?:y|ies))\b"
    r"[^.,;:]{0,30}\b(?:of|to|for|under|with) (?:the )?(?:[A-Z][\w’'.-]* ){0,3}\Z"
)
"""Before a name: somebody who belongs to whoever has it, and is somebody else."""
_BEFORE = 100  # characters that are looked at for that
_LARGER, _REACH = re.compile(r"\b(?:[Tt]ens|[Hh]undreds|[Dd]ozens|[Ss]cores) of (?=\Z)"), 12
_MANY = ("thousands", "millions", "hundreds")
_COLLECTIVE = frozenset({"board", "security", "parliament", "congress", "senate", "ministers", "nations"})
"""Words of what is no person, beyond those that tell where an answer stands."""


def span(asked: Asked, sentence: str, found: Nearest) -> tuple[int, int] | None:
    """The answering words, with their noun or the rest of the name; None where they may be another's."""
    match asked.kind:
        case "count":
            if _another_noun(asked.head, sentence, found.end):
                return None
            larger = _LARGER.search(sentence, max(0, found.start - _REACH), found.start)
            start = larger.start() if larger and sentence.startswith(_MANY, found.start) else found.start
            return start, _noun_end(asked.head, sentence, found.end)
        case "person":
            return _person(asked, sentence, found)
        case _:
            return found.start, found.end


def _another_noun(head: str, sentence: str, end: int) -> bool:
    """Whether a figure counts something else: in "two statements concern troops", statements."""
    after = _NEXT.match(sentence, end)
    if not head or head in _ANYBODY or after is None or _NO_NOUN.fullmatch(after["word"]):
        return False
    return not any(reading.kinship(head, stem) for stem in reading.read(after["word"]).stems)


def _noun_end(head: str, sentence: str, end: int) -> int:
    """Where the noun ends that a figure counts: within four words after it, else the figure's own end."""
    after = reading.read(sentence[end : end + 60])
    for stem, span, at in zip(after.stems, after.spans, after.at, strict=True):
        if at < 4 and head and reading.kinship(head, stem):
            return end + span[1]
    return end


def _person(asked: Asked, sentence: str, found: Nearest) -> tuple[int, int] | None:
    """A name with what follows a rank ("Lt. Gen. Orlov"); no place, body or name that is in the question."""
    start, end = found.start, found.end
    while sentence[start:end].rsplit(" ", 1)[-1] in abbreviations.TITLES:
        if (more := _GOES_ON.match(sentence, end)) is None:
            break
        end = more.end()
    if _STAFF.search(sentence, max(0, start - _BEFORE), start):
        return None
    name = _OWNER.sub("", sentence[start:end])
    stems = set(reading.read(name).stems)
    words = name.casefold().split()
    if topics.covers(name) or not _COLLECTIVE.isdisjoint(words) or stems & asked.named:
        return None
    return start, start + len(name)
