"""Where sentences begin and end: spans over the body, never altered text.

A line border ends a sentence unless the lines were wrapped by hand (summarizer.lines). Within a line
every mark that could end one is judged: by rules for what news writes (ranks, initials, "U.S.",
figures, quotation marks), and where an unknown abbreviation may stand in English, by nupunkt's
trained model (Bommarito et al. 2025, "Precise Legal Sentence Boundary Detection for Retrieval at Scale").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer import abbreviations as known
from summarizer.lines import BREAKS, lines

_FLAT = str.maketrans(dict.fromkeys(BREAKS, " "))
_END = re.compile(r"(?:\.(?:[ \u00a0]\.){2,}|[.!?…‽。！？؟۔।॥]+)[\"'”’»›)\]}“‘«‹）」』】]*")
_SPACED_CLOSER = re.compile(r"[ \u00a0\u202f]{1,2}[”»](?=\s|$)")
_WORD = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
_NEXT = re.compile(r"[^\w\n]{0,12}([^\W_](?:[\w'’\-]|\.(?=\w)){0,40})")
_TOKEN = re.compile(r"[^\W_](?:[\w.\-'’]*\w)?$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]$")
_INITIAL = re.compile(r"\s*[^\W\d_]\.")
_SPEECH = re.compile(r"\s*(?:[\w'’.\-]{1,30}\s+){1,4}?([a-z]{3,12})\b")
_HANDLE = re.compile(r"\s+@\w")
_FULL_WIDTH = frozenset("。！？")
_GLUED_OPENERS = "“‘«‹"
_GLUED_BEFORE = re.compile(r"[^\W_]{2}[^\W_][)\]%]?$")
_ADDRESS = re.compile(r"(?:@|://|\bwww\.)\S*$")
_SHORT = 16
"""Characters: a clause up to so long that ends in "р." ("year") only opens the sentence."""
_LOOK_BACK = 40
"""Longest token looked at before a mark, in characters."""
_WINDOW = 2_000
"""Characters handed to nupunkt at once: its time grows with the square of runs such as ``.”.”.”``."""


def spans(body: str, language: str) -> list[tuple[int, int]]:
    """Sentences of ``body`` in order, as half-open pairs of code point offsets.

    Every character that is not white space lies in exactly one span; no span begins or ends with
    white space, and none crosses a line border but one that only wraps the text. ``language`` is
    ISO 639-1 or "und". Time is linear in the length of the body.
    """
    found: list[tuple[int, int]] = []
    for first, last in lines(body):
        line = body[first:last].translate(_FLAT)
        at = 0
        for cut in (*_cuts(line, language), len(line)):
            piece = line[at:cut]
            if text := piece.strip():
                start = first + at + len(piece) - len(piece.lstrip())
                found.append((start, start + len(text)))
            at = cut
    return found


def flat(body: str, spans: Sequence[tuple[int, int]]) -> str:
    """The body with a space for every line break within a sentence: for reading, with the same offsets."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        if not body[start:end].isprintable():
            pieces += [body[at:start], body[start:end].translate(_FLAT)]
            at = end
    return "".join([*pieces, body[at:]])


def _cuts(line: str, language: str) -> Iterator[int]:
    """Offsets within a line after which a new sentence begins."""
    judge = _Judge(line, language)
    begun = 0
    first_word = judge.word_from(0)
    for mark in _END.finditer(line):
        end = _reach(line, mark)
        if first_word >= mark.start() or end > judge.last_word:
            continue  # nothing said yet, or nothing left to say
        if judge.ends(begun, mark.start(), end):
            yield end
            begun = end
            first_word = judge.word_from(end)


def _reach(line: str, mark: re.Match[str]) -> int:
    """Where the sentence ends with its marks and the closing quotation marks and brackets."""
    end = mark.end()
    if end < len(line) and not line[end].isspace():
        while end > mark.start() + 1 and line[end - 1] in _GLUED_OPENERS:
            end -= 1
    closer = _SPACED_CLOSER.match(line, end)
    return closer.end() if closer else end


@dataclass(frozen=True)  # no slots: it caches what it works out
class _Judge:
    """Says of each mark in one line whether a sentence ends there."""

    line: str
    language: str

    @cached_property
    def last_word(self) -> int:
        """Offset of the last letter or figure of the line, -1 without any."""
        return next((at for at in range(len(self.line) - 1, -1, -1) if self.line[at].isalnum()), -1)

    @cached_property
    def small(self) -> bool:
        """Whether the line is written without any capitals, so that they tell nothing."""
        return self.line.islower()

    @cached_property
    def trained(self) -> Sequence[int]:
        """nupunkt's sentence ends."""
        return tuple(_trained(self.line))

    def word_from(self, at: int) -> int:
        """Offset of the first letter or figure at or after ``at``."""
        match = _WORD.search(self.line, at)
        return match.start() if match else len(self.line)

    def ends(self, begun: int, mark: int, end: int) -> bool:
        """Whether the sentence begun at ``begun`` ends with the marks [mark, end)."""
        if end < len(self.line) and not self.line[end].isspace():
            return self._ends_glued(mark, end)
        following = _NEXT.match(self.line, end)
        word = following.group(1) if following else ""
        if self.small:
            word = word.capitalize()
        if (word[:1].islower() and not _HANDLE.match(self.line, end)) or self.line[mark - 1] in "[(":
            return False
        marks = self.line[mark:end]
        if marks[0] == "." and "." not in marks[1:]:
            return len(marks) > 1 or self._stop_ends(begun, mark, word)
        return not (marks[-1] in "\"'”’»" and self._attributed(end, word))

    def _attributed(self, end: int, word: str) -> bool:
        """Whether a name and a verb of saying follow: "'Why?' Putin asked."."""
        speech = _SPEECH.match(self.line, end)
        known_opener = word in known.OPENERS and not self.small
        return speech is not None and not known_opener and speech.group(1) in known.SAYING

    def _ends_glued(self, mark: int, end: int) -> bool:
        """A mark without white space after it ends a sentence only between two plain words."""
        if self.line[mark] in _FULL_WIDTH:
            return True
        before, after = _GLUED_BEFORE.search(self.line[max(0, mark - 4) : mark]), self.line[end : end + 4]
        after = after.lstrip(_GLUED_OPENERS + '"')
        if before is None or len(after) < 2 or _ADDRESS.search(self.line[max(0, mark - _LOOK_BACK) : mark]):
            return False
        if after[0].lower() == after[0].upper():  # a script without case
            return after[:2].isalpha() and before[0].isalpha() and before[0].upper() == before[0].lower()
        return after[0].isupper() and (after[1].islower() or after[1] == " ") and not before[0].isupper()

    def _stop_ends(self, begun: int, mark: int, word: str) -> bool:
        """Whether a lone full stop before ``word`` ends a sentence."""
        token = self._token(begun, mark)
        alone = mark - begun <= 6 and self.line[begun:mark].strip() == token
        if alone and (token.isdecimal() or len(token) == 1):
            return False  # the number of a list item
        if not token or token.isdecimal():
            return self.language not in known.ORDINAL_LANGUAGES or len(token) not in {1, 2}
        last = token.rpartition("-")[2]  # "then-Sen."
        if token in known.TITLES or (last.capitalize() if self.small else last) in known.TITLES:
            return False
        if word[:1].isdecimal() and token.lower() in known.BEFORE_NUMBER:
            return token in {"no", "nos"} and self.language == "en"  # "He said no. 5 people ..."
        return self._word_ends(token, begun, mark, word)

    def _word_ends(self, token: str, begun: int, mark: int, word: str) -> bool:
        if _INITIAL.match(self.line, mark + 1) and (len(token) == 1 or _INITIALS.match(token)):
            return False
        if token.lower() in {"a.m", "p.m"}:
            aside = self.line[mark + 1 : mark + 3].strip() == "("
            return not (self.small or aside or word in known.CALENDAR)
        if len(token) == 1:
            return self._letter_ends(begun, mark, word)
        if _INITIALS.match(token) or token in known.MAY_END:
            return word in known.OPENERS
        return self._plain_ends(token, mark, word)

    def _token(self, begun: int, mark: int) -> str:
        match = _TOKEN.search(self.line[max(begun, mark - _LOOK_BACK) : mark])
        return match.group() if match else ""

    def _letter_ends(self, begun: int, mark: int, word: str) -> bool:
        letter = self.line[mark - 1]
        counted = self.line[max(0, mark - 3) : mark - 1].strip(" \u00a0").isdecimal()
        if letter in known.PLACES:
            # "2024 р." is a year, "р. Дніпро" a river; "У 2024 р." alone is no sentence
            return counted and letter in "гр" and (word in known.OPENERS or mark - begun > _SHORT)
        return word in known.OPENERS or (counted and letter.islower())

    def _plain_ends(self, token: str, mark: int, word: str) -> bool:
        """An ordinary word, unless it is an abbreviation that only the trained model knows."""
        if self.language != "en" or word in known.OPENERS:
            return True
        vowels = any(vowel in token for vowel in "aeiouy")
        if (vowels and (token.islower() or (token.istitle() and len(token) > 3))) or (
            token.isupper() and len(token) > 2
        ):
            return True
        place = bisect_right(self.trained, mark)
        return place < len(self.trained) and self.trained[place] == mark + 1


def _trained(line: str) -> Iterator[int]:
    """Ends of nupunkt's sentences, window by window."""
    import nupunkt  # noqa: PLC0415  # heavy: loads its model, and only in the worker process

    model = nupunkt.load("default")
    at = 0
    while at < len(line):
        stop = (
            len(line)
            if len(line) - at <= _WINDOW
            else line.rfind(" ", at + 1, at + _WINDOW) + 1 or at + _WINDOW
        )
        for start, end in model.span_tokenize(line[at:stop]):
            yield at + start + len(line[at + start : at + end].rstrip())
        at = stop
