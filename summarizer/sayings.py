"""Quotations in quotation marks, and who says them, in English.

The recipe of rule-based attribution (O'Keefe et al. 2012, "A sequence labelling approach to quote
attribution"): the speaker is the subject of the verb of saying that stands behind the quotation or right
before it, or before a colon; else who spoke just before. Where that is not sure there is no quotation.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer import lines, speakers
from summarizer.patterns import alternatives, data
from summarizer.quotations import CLOSED_BY, MARK, closes, opens

Span = tuple[int, int]

BESIDE = 60
"""Characters between a quotation and who says it, at most."""
SPOKE = 500
"""Characters back to the quotation whose speaker goes on in a paragraph of its own."""
BACK = 250
"""Characters back to who is said to speak, from a quotation that is a sentence of its own."""
WORDS = 4
"""Words of a quotation that stands for itself; fewer are words within what is reported."""

_NEAR = 8  # verbs on either side of a quotation that are looked at
_LOOKED_AT = 1_500  # characters of a sentence
_SHORT = 12  # characters in which an abbreviation ends
_LONGEST = 50_000  # of a paragraph; what is longer is no prose

_VERBS = {name: alternatives(words) for name, words in data("speech").items()}
_CUE = re.compile("|".join(rf"\b{_VERBS[name]}\b" for name in ("saying", "claiming", "going_on", "quoting")))
_STOP = re.compile(r"[.!?…]['’”\"»)\]]*\s|;|\n")
_GLUE = re.compile(
    rf"(?: (?!{_VERBS['finite']}\b|that\b)[\w’'-]+){{0,7}}\s*[,:]\s*"  # told reporters in Kyiv:
    r"|\s+(?:that,?|as|of|on \w+day)?\s*"
)
_NOBODY = re.compile(r"\bwhat (?:\w+ ){0,3}\w+$|^(?:he|she|it|they)[’']s$", re.IGNORECASE)
_ON = re.compile(r"\s+(?!(?:said|says|told)\b)[a-z]")
_AND = re.compile(r"\b(?:and|but|then|adding|saying|continuing),?$")
_CLOSED_BY = CLOSED_BY | {"“": '”"', '"': '"”'}  # pages mix them
_OPENED = re.compile(r"(?<![^\s(\[—–-])''(?=[^\W_])")
_SIGNED = re.compile(r"[\s,]*[—–-]{1,2}\s*(?P<name>[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]+){1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words that the text gives as somebody's: a span of the body, marks and all.

    ``speaker`` is the span of who says them and ``cue`` that of the verb. Where somebody goes on
    speaking both may stand before another quotation; a name below a quotation has no cue.
    """

    start: int
    end: int
    speaker: Span
    cue: Span | None


def quotations(body: str) -> list[Quotation]:
    """The quotations whose speaker is sure, in order. Time is linear in the length of the body."""
    found: list[Quotation] = []
    above: _Paragraph | None = None
    spans = lines.lines(body)
    marked = _OPENED.sub(' "', body).replace("``", " “").replace("''", '" ')
    for start, end in spans:
        paragraph = _Paragraph(marked, start, end)
        found += paragraph.attributed(above, found[-1] if found else None)
        above = paragraph
    return [_widened(body, each) for each in found] if marked != body else found


def _widened(body: str, quotation: Quotation) -> Quotation:
    """The quotation with both characters of the marks of old typewriters and wires: ''so'' or ``so''."""
    start, end = quotation.start, quotation.end
    start -= body[max(0, start - 1) : start + 1] in {"''", "``"}
    end += body[end - 1 : end + 1] == "''"
    return replace(quotation, start=start, end=end)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A subject and its verb of saying."""

    speaker: Span
    cue: Span

    @property
    def start(self) -> int:
        return min(self.speaker[0], self.cue[0])

    @property
    def end(self) -> int:
        return max(self.speaker[1], self.cue[1])


class _Paragraph:
    """A paragraph, its quotations and who is said to speak in it. All offsets are the body's."""

    def __init__(self, body: str, start: int, end: int) -> None:
        self._body = body
        self._start = start
        self._end = end
        self._quoted = list(_quoted(body, start, end))
        self._masked = _masked(body, start, end, self._quoted)
        self._frames = list(self._read())
        self._cues = [frame.cue[0] for frame in self._frames]

    def attributed(self, above: _Paragraph | None, last: Quotation | None) -> Iterator[Quotation]:
        """The quotations with their speakers; ``last`` is the one before the paragraph."""
        frame: _Frame | None = None
        end = self._start
        for span in self._quoted:
            own = (
                self._behind(span)
                or self._before(span)
                or (frame if frame and self._goes_on(end, span, frame) else None)
                or self._told(span)
                or (above.introduced() if above and self._opens_with(span) else None)
            )
            if own is not None:
                frame, end = own, span[1]
            made = self._made(span, own, last)
            if made is not None:
                yield made
                last = made

    def introduced(self) -> _Frame | None:
        """Who says what the next paragraph quotes, where this one ends in a colon."""
        return self._frames[-1] if self._frames and self._masked.rstrip().endswith(":") else None

    def _made(self, span: Span, own: _Frame | None, last: Quotation | None) -> Quotation | None:
        start, end = span
        long = self._words(span) >= WORDS
        if own is not None:
            whole = long or self._body[end - 2] in ",.!?"
            return Quotation(start=start, end=end, speaker=own.speaker, cue=own.cue) if whole else None
        if long and (name := _SIGNED.match(self._body, end, self._end)):
            return Quotation(start=start, end=end, speaker=name.span("name"), cue=None)
        if last is not None and self._goes_on_alone(span, last):
            return Quotation(start=start, end=end, speaker=last.speaker, cue=last.cue)
        return None

    def _read(self) -> Iterator[_Frame]:
        if len(self._masked) > _LONGEST or (not self._quoted and not self._masked.rstrip().endswith(":")):
            return
        for start, end in _sentences(self._masked):
            text, offset = self._masked[start : min(end, start + _LOOKED_AT)], self._start + start
            for cue in _CUE.finditer(text):
                subject = speakers.subject(text, cue)
                if subject and not _NOBODY.search(text[: subject[1]]):
                    yield _Frame(
                        (offset + subject[0], offset + subject[1]), (offset + cue.start(), offset + cue.end())
                    )

    def _behind(self, span: Span) -> _Frame | None:
        """Who says it, behind it: "...," NAME said. What only ends a clause is no more than part of it."""
        at = bisect(self._cues, span[0])
        near = (f for f in self._frames[at : at + _NEAR] if 0 <= f.start - span[1] <= BESIDE)
        found = next((f for f in near if self._beside(span[1], f.start)), None)
        return found if self._begins_sentence(span) else None

    def _latest(self, span: Span) -> list[_Frame]:
        """The frames before a quotation, nearest first."""
        at = bisect(self._cues, span[0])
        return [f for f in reversed(self._frames[max(0, at - _NEAR) : at]) if f.end <= span[0]]

    def _beside(self, start: int, end: int) -> bool:
        between = self._between(start, end)
        return "_" not in between and not _STOP.search(between)

    def _before(self, span: Span) -> _Frame | None:
        """Who says it, right before it: NAME said: "..."; nothing of the clause may follow."""
        near = (f for f in self._latest(span) if span[0] - f.end <= BACK)
        found = next((f for f in near if _GLUE.fullmatch(self._between(f.end, span[0]))), None)
        closed = self._body[span[1] - 2] in ".!?,…;" or not _ON.match(self._masked, span[1] - self._start)
        return found if closed else None

    def _goes_on(self, end: int, span: Span, frame: _Frame) -> bool:
        """Whether it goes on with a quotation that ended before, and nobody else is said to speak."""
        since = max(end, frame.end)
        others = any(since <= f.start for f in self._latest(span))
        comma = self._body[end - 2] == "," and self._between(since, span[0]).rstrip().endswith(",")
        return not others and span[0] - since <= BESIDE and (comma or self._begins_sentence(span))

    def _told(self, span: Span) -> _Frame | None:
        """Who is said to speak in the sentences before it."""
        before = [f for f in self._latest(span) if span[0] <= f.end + BACK]
        whole = self._words(span) >= WORDS and self._begins_sentence(span)
        return before[0] if before and whole else None

    def _goes_on_alone(self, span: Span, last: Quotation) -> bool:
        """Whether the paragraph is nothing but quoted words, close to those of who spoke last."""
        alone = not any(map(str.isalnum, self._masked)) and self._body[span[0]] == self._body[last.start]
        return alone and span[0] - last.end <= SPOKE and self._words(span) > WORDS

    def _begins_sentence(self, span: Span) -> bool:
        before = self._between(max(self._start, span[0] - BESIDE), span[0]).rstrip()
        return not before or before[-1] in '.!?:…”"’_' or bool(_AND.search(before))

    def _opens_with(self, span: Span) -> bool:
        return not any(map(str.isalnum, self._body[self._start : span[0]]))

    def _between(self, start: int, end: int) -> str:
        return self._masked[start - self._start : end - self._start]

    def _words(self, span: Span) -> int:
        return len(self._body[span[0] : span[1]].split())


def _quoted(body: str, start: int, end: int) -> Iterator[Span]:
    """The quoted stretches of a paragraph; one that opens it and is never closed runs to its end."""
    text = body[start:end].rstrip()
    opener = -1
    for mark in MARK.finditer(text):
        at = mark.start()
        if opener < 0:
            opener = at if opens(text, at) else -1
        elif mark[0] in _CLOSED_BY[text[opener]] and closes(text, at):
            yield start + opener, start + at + 1
            opener = -1
    if opener == 0 and len(text) > 1:
        yield start, start + len(text)


def _masked(body: str, start: int, end: int, quoted: Sequence[Span]) -> str:
    """The paragraph with nothing to read in its quotations and one kind of marks; the offsets stay."""
    pieces, at = [], start
    for first, last in quoted:
        pieces += [body[at:first], "“", "_" * (last - first - 2), "”"]
        at = last
    return "".join([*pieces, body[at:end]])


def _sentences(masked: str) -> Iterator[Span]:
    start = 0
    for stop in _STOP.finditer(masked):
        if not speakers.abbreviated(masked[max(start, stop.start() - _SHORT) : stop.start()]):
            yield start, stop.end()
            start = stop.end()
    yield start, len(masked)
