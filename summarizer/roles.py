"""Roles beside a name, verbatim: "NATO Secretary General Mark Rutte", "Mark Rutte, the NATO chief,".

A role is read only where grammar leaves no doubt whose it is: directly before the name, or in an
apposition that a comma or the sentence's end closes. A plural ("Presidents Biden and Macron")
is nobody's role.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from summarizer.terms import terms
from summarizer.topics import covers

LONGEST = 90
"""Characters; a longer apposition is more sentence than role."""

_BEFORE = re.compile(r"[\w’'.&-]+(?=\s$)")
_ABBREVIATED = re.compile(r"[^\W\d_]{1,5}\.")
_APPOSITION = re.compile(r",\s(?:(?:the|an?)\s)?([^,.;:()“”\"—–]{3,90})([,.]|$)")
_OF = frozenset(["of", "for", "at", "to", "in", "on", "with"])
# A capital run right after these is where something happens, not whose president it is.
_PLACING = frozenset(["in", "at", "from", "near", "across", "to", "inside", "outside", "for"])
_SAYING = re.compile(r"\b(?:said|says|by)\s$")
_DEMONYM = re.compile(r"(?:an|ian|i|ish|ese|ch|eek|iss|ai|ak|bek|ajik|een|iot|lsh|zech|yz|akh|utch|urd|hen)$")
_PLACES = frozenset(
    {"Tehran", "Teheran", "Milan", "Delhi", "New Delhi", "Islamabad", "Nairobi", "Abu Dhabi", "Helsinki"}
)


def before(body: str, lower: int, start: int) -> tuple[int, int] | None:
    """The role that ends directly before a name at ``start``, looking back no further than ``lower``.

    ``lower`` is the sentence's start, or the end of a name that stands before. The span leaves out
    articles and forms of address; None where no office or rank stands there.
    """
    words = _words_before(body, lower, start)
    kept = _headed(words)
    if not kept:
        return None
    index = len(words) - kept
    while index > 0 and _belongs(words[index - 1][0]):
        index -= 1
    if index > 1 and words[index - 1][0] == "of" and words[index][0] == "Staff":
        index += 1  # "Army Chief of Staff Gen.": the rank alone is sure
    index = _capitals(body, words, index, lower)
    if index > 0 and _low(words[index - 1][0]) in _lexicon("undoing"):
        return None
    index = _sobered(words, index, len(words) - kept)
    return words[index][1], words[-1][2]


def after(body: str, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int] | None:
    """The role in an apposition directly after a name: ", the secretary general of NATO,".

    Taken only where the name opens the sentence, follows "said" or "by", or the apposition closes
    the sentence; elsewhere the words may be the next member of a list or the main clause's subject.
    """
    match = _APPOSITION.match(body, end, sentence[1])
    if match is None or len(match[1]) > LONGEST or not _is_office(match[1]):
        return None
    opening = not re.search(r"\w", body[sentence[0] : start])
    closing = match[2] != "," and match.end() >= sentence[1] - 2
    attributed = bool(_SAYING.search(body, sentence[0], start))
    if match[2] == "," and not _goes_on(body[match.end() : sentence[1]]):
        return None
    return match.span(1) if opening or closing or attributed else None


def _goes_on(rest: str) -> bool:
    """Whether the clause goes on with its verb after the comma, rather than with a list or a name."""
    word = re.match(r"\s+(\w+)", rest)
    return (
        word is not None and word[1].islower() and word[1] not in {"and", "or", "as", "but", "while", "nor"}
    )


def _words_before(body: str, lower: int, start: int) -> list[tuple[str, int, int]]:
    """Up to ten words before the name, nearest last, with their offsets; a full stop ends them."""
    words: list[tuple[str, int, int]] = []
    at = start
    while len(words) < 10:
        match = _last_word(body, lower, at)
        if match is None or (match[0].endswith(".") and not _is_abbreviation(match[0])):
            break
        words.insert(0, match)
        at = match[1]
    return words


def _last_word(body: str, lower: int, at: int) -> tuple[str, int, int] | None:
    """The word that a single white space separates from ``at``."""
    base = max(lower, at - 40)
    match = _BEFORE.search(body[base:at])
    if match is None or body[at - 1] not in " \u00a0":
        return None
    return match[0], base + match.start(), base + match.end()


def _is_abbreviation(word: str) -> bool:
    return bool(_ABBREVIATED.fullmatch(word) or re.fullmatch(r"(?:\w\.)+", word)) and (
        _low(word) in _lexicon("ranks") | _lexicon("offices") or "." in word[:-1]
    )


def _headed(words: Sequence[tuple[str, int, int]]) -> int:
    """How many of the last words make the head of a role: 0 for none."""
    texts = [_low(word) for word, _, _ in words]
    for size in (3, 2):
        if len(texts) >= size and " ".join(texts[-size:]) in _compounds():
            return size
    if not texts:
        return 0
    head = re.sub(r"^(?:ex|co|vice|deputy|then|former)-|-(?:elect|designate)$", "", texts[-1])
    return int(head in _lexicon("offices") or head in _lexicon("rank_heads"))


def _belongs(word: str) -> bool:
    """Whether a word before the head is part of the role by the lexicon."""
    low = _low(word)
    lexicon = ("qualifiers", "limiting", "offices", "ranks")
    return any(low in _lexicon(key) for key in lexicon) and not word.endswith(("'s", "’s"))


def _capitals(body: str, words: Sequence[tuple[str, int, int]], index: int, lower: int) -> int:
    """Where the role begins when capitals stand before it: demonyms and organisations belong to it."""
    first = index
    while first > 0 and _is_name_word(words[first - 1][0]):
        first -= 1
    if first == index:
        return index
    if words[first][1] == _sentence_word(body, lower) and not _is_topical(body, words, first, index):
        first += 1
        if first < index and not _is_topical(body, words, first, index):
            return index
    preceding = words[first - 1][0].casefold() if 0 < first <= index else ""
    if preceding in _PLACING and not _describes(body[words[first][1] : words[index - 1][2]]):
        return index
    if _is_cut(words, first):
        return index
    while 0 < first < len(words) and _belongs(words[first - 1][0]):
        first -= 1
    return first


def _is_cut(words: Sequence[tuple[str, int, int]], first: int) -> bool:
    """Whether a longer name runs on before the capitals: "Health and Human Services", "News of the World"."""
    texts = [word for word, _, _ in words[:first]]
    while texts and texts[-1] in {"and", "of", "the", "for", "&"}:
        texts.pop()
    return len(texts) < first and bool(texts) and texts[-1][0].isupper()


def _sentence_word(body: str, lower: int) -> int:
    """Offset of the first word at or after ``lower``."""
    match = re.compile(r"\w").search(body, lower)
    return match.start() if match else lower


def _is_name_word(word: str) -> bool:
    """Whether a word can be part of an organisation's name or a demonym inside a role."""
    return (
        word[0].isupper()
        and not word.endswith(("'s", "’s", "s'", "s’"))
        and not (word.endswith(".") and not re.fullmatch(r"(?:\w\.)+", word))
        and _low(word) not in _lexicon("calendar") | _lexicon("honorifics")
        and (bool(terms(word, "en")) or word.isupper())
    )


def _is_topical(body: str, words: Sequence[tuple[str, int, int]], first: int, index: int) -> bool:
    """Whether a topic's name stands at the beginning of the run, so that its capital is its own."""
    ends = (words[i][2] for i in range(first, index))
    return any(covers(body[words[first][1] : end]) for end in ends)


def _describes(run: str) -> bool:
    """Whether a capital run is a demonym, an abbreviation or more than a place ("US", "Ukrainian")."""
    if not covers(run):
        return True
    return run.replace(".", "").isupper() or (
        run not in _PLACES and bool(_DEMONYM.search(run)) and not _country(run)
    )


def _country(run: str) -> bool:
    return run in {
        "Japan",
        "Iran",
        "Sudan",
        "South Sudan",
        "Oman",
        "Pakistan",
        "Bhutan",
        "Jordan",
        "Azerbaijan",
    } or (run.endswith("stan"))


def _sobered(words: Sequence[tuple[str, int, int]], index: int, head: int) -> int:
    """Without forms of address and stray qualifiers at the front that need a word before them."""
    while index < head and _low(words[index][0]) in {"then", "late"} and index > 0:
        if words[index - 1][0].casefold() not in {"since", "by", "until", "of", "and"}:
            break
        index += 1
    return index


def _is_office(phrase: str) -> bool:
    """Whether a phrase after a name is an office: words of roles up to a head, then nothing or "of ..."."""
    words = phrase.split()
    for index, word in enumerate(words):
        rest = words[index + 1 :]
        if _headed([(w, 0, 0) for w in words[: index + 1]]) and (not rest or rest[0].casefold() in _OF):
            return not _verbal(rest)
        if not (_belongs(word) or word[0].isupper()):
            return False
    return False


def _verbal(words: Sequence[str]) -> bool:
    """Whether the rest holds a finite verb of saying or being: then it is no apposition."""
    verbs = {
        "said",
        "says",
        "told",
        "is",
        "was",
        "were",
        "has",
        "had",
        "have",
        "will",
        "would",
        "called",
        "warned",
        "added",
    }
    return any(word.casefold() in verbs or (word.islower() and word.endswith("ed")) for word in words)


def _low(word: str) -> str:
    return word.casefold().replace(".", "").strip("’'")


@cache
def _compounds() -> frozenset[str]:
    return frozenset(_data()["compounds"].replace("\n", "|").strip("|").split("|"))


@cache
def _lexicon(key: str) -> frozenset[str]:
    return frozenset(_data()[key].split())


@cache
def _data() -> dict[str, str]:
    path = files("summarizer") / "data" / "titles.toml"
    data: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return data
