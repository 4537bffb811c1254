"""What a sentence must hold to answer at all: the words without which it speaks of something else.

"Did North Korea send tanks?" is not answered by soldiers, "How many died?" not by how many came, and
"the president of France" is not "US President". A sentence may share all other words and the kind of
answer, and still be none. What somebody said stands where they speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer import reading, topics
from summarizer.asked import Asked
from summarizer.matching import Matcher
from summarizer.reading import Read

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
_OWNER = 30  # characters before a role in which another owner's name may stand


def unmet(match: Matcher, sentence: str, read: Read, levels: Sequence[float]) -> bool:
    """Whether the sentence lacks such a word, or has the asked role, but of another country or body.

    ``levels`` say how well each term of the question stands in the sentence.
    """
    asked = match.asked
    held = {term for term, level in zip(asked.terms, levels, strict=True) if level}
    if any(held.isdisjoint(group) for group in _needed(asked)):
        return True
    if asked.sayer and not (_SAID.search(sentence) and (held & asked.sayer or _STANDS_FOR.search(sentence))):
        return True
    return bool(asked.named and _OFFICE.match(asked.text)) and _of_another(match, sentence, read)


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


def _owned(asked: Asked, sentence: str, start: int) -> bool:
    """Whether another country or body is named directly before the role."""
    before = sentence[max(0, start - _OWNER) : start].split()[-2:]
    found = topics.named(before[-1]) or topics.named(" ".join(before)) if before else frozenset()
    return bool(found) and found.isdisjoint(asked.topics)
