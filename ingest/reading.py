"""What each line of a paste is: headline, text, or what the page put around them, and where articles begin.

A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001): every sign of a line speaks for
or against what the line may be (``signs.py``), every pair of neighbours for or against their order, and
the one reading of all lines is taken that has most for it (Viterbi). The weights are learned
(``sitrep bench learn-clean``) on made-up pages, see docs/decisions.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise, takewhile

from ingest import byhand, items, signs
from ingest.byhand import LEAST_WORDS, NEVER
from ingest.lines import Kind, Line
from ingest.parts import Part

LEAST_SENTENCES = 2
SHORTEST_WORDS = 12  # of one that is little else than text
DENSE = 0.4  # of its words, up to the last of the text
FURTHER = 2.0
"""What a further article must have for it beyond what was learned: a wrong cut is worse than a missed one."""
PARTS = 3.0
"""What it must have beyond that where the first headline is that of a live blog, a list or the like."""
HEADED = -2.5
"""What it must have where a headline with a date or byline of its own stands over what takes it up."""
GOING_ON = 3.0
"""What speaks against a text's being broken off between two sentences of a report."""
SURE = 1.0
"""What a line has for being text that another way of telling has taken for it, and against it where not."""
_ROUNDS = 8  # readings until all articles are large enough

Weights = Sequence[float]
"""One number for each part of a page, in the order of Part."""


_TEXT_BEGUN = (Part.BODY, Part.GAP, Part.BELOW)
_OPENS = (Part.ABOVE, Part.TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The lines of one article with what is around it, and what each line is."""

    lines: list[Line]
    parts: list[Part]

    def of(self, part: Part) -> list[Line]:
        """The lines that are of a part."""
        return [line for line, is_ in zip(self.lines, self.parts, strict=True) if is_ is part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What signs and orders speak for; natural logarithms."""

    order: tuple[Weights, ...]
    signs: dict[str, Weights]

    @classmethod
    def load(cls, text: str) -> Model:
        """From the text of a TOML file."""
        found = tomllib.loads(text)
        return cls(order=tuple(found["order"][part.name.lower()] for part in Part), signs=found["signs"])

    def heard(self, lines: list[Line]) -> _Heard:
        """What the signs of all lines say."""
        none = (0.0,) * len(Part)
        found = _Heard(order=self.order)
        for at, (line, seen) in enumerate(zip(lines, signs.of(lines), strict=True)):
            rows = (self.signs.get(sign, none) for sign in seen)
            chance = [sum(column) for column in zip(none, *rows, strict=True)]
            for part, beyond in byhand.of(lines, at, seen):
                chance[part] += beyond
            found.chances.append(chance)
            if not at:
                found.further = FURTHER + PARTS * (signs.OF_PARTS in seen)
            if found.further == FURTHER and byhand.headed(lines, at):
                found.headed.add(at)
            if at and lines[at - 1].kind is line.kind is Kind.TEXT and signs.VOICES.isdisjoint(seen):
                found.going_on.add(at)
        return found


@dataclass(slots=True, kw_only=True)
class _Heard:
    """What speaks for each part of each line, and for another article in general.

    And the sentences behind which a text hardly ends, and the headlines that surely head an article.
    """

    order: tuple[Weights, ...]
    further: float = 0.0
    chances: list[list[float]] = field(default_factory=list)
    going_on: set[int] = field(default_factory=set)
    headed: set[int] = field(default_factory=set)


@cache
def shipped() -> Model:
    """The weights that come with Sitrep."""
    return Model.load(resources.files(__package__).joinpath("reading.toml").read_text(encoding="utf-8"))


def articles(lines: list[Line], model: Model | None = None) -> list[Article]:
    """The articles in the lines of a paste. Every line is in exactly one of them."""
    model = model or shipped()
    row = items.starts(lines)
    ends = [0, *row[1:], len(lines)]
    return [
        article
        for at, (start, end) in enumerate(pairwise(ends))
        for article in _read(lines[start:end], row[at] - start if row else None, model)
    ]


def _read(lines: list[Line], head: int | None, model: Model) -> list[Article]:
    """The articles in lines of which one may be known to head the first."""
    heard = model.heard(lines)
    if head is not None:
        heard.chances[head][Part.BODY if lines[head].kind is Kind.TEXT else Part.TITLE] -= NEVER
    closed = set() if head is None else set(range(1, head + 1))
    for _ in range(_ROUNDS):
        found = list(_apart(lines, _best(heard, closed)))
        small = (_too_small(found) | _sections(found)) - closed
        if not small:
            break
        closed |= small
    return found


def text(headline: Line, lines: list[Line], sure: Collection[str]) -> list[Line]:
    """The lines of the text itself, of one article whose headline is known and that holds little else.

    ``sure`` are lines, as they stand, that have already been taken for text.
    """
    page = [headline, *lines]
    heard = shipped().heard(page)
    heard.chances[0][Part.TITLE] -= NEVER
    for line, chance in zip(page, heard.chances, strict=True):
        chance[Part.BODY] += SURE if line.text in sure else -SURE
    return Article(lines=page, parts=_best(heard, range(1, len(page)))).of(Part.BODY)


def _best(heard: _Heard, closed: Collection[int]) -> list[Part]:
    """The reading that has most for it, with no article beginning at a closed line."""
    score = [NEVER * (part in {Part.GAP, Part.BELOW}) + heard.chances[0][part] for part in Part]
    came: list[list[int]] = []
    usual = _steps(heard.order, heard.further)
    going_on = _steps(heard.order, heard.further, GOING_ON)
    shut, headed = _steps(heard.order, -NEVER), _steps(heard.order, HEADED)
    for at, chance in enumerate(heard.chances[1:], start=1):
        steps = usual
        for places, others in ((heard.headed, headed), (heard.going_on, going_on), (closed, shut)):
            steps = others if at in places else steps
        back = [_highest([had + step for had, step in zip(score, into, strict=True)]) for into in steps]
        score = [score[b] + steps[part][b] + chance[part] for part, b in enumerate(back)]
        came.append(back)
    part = _highest(score)
    path = [Part(part)]
    for back in reversed(came):
        part = back[part]
        path.append(Part(part))
    return path[::-1]


def _highest(values: Sequence[float]) -> int:
    return max(range(len(values)), key=values.__getitem__)


def _steps(order: Sequence[Weights], further: float, ended: float = 0.0) -> list[list[float]]:
    """For each part, what speaks for its coming after each other.

    ``further`` speaks against another article, ``ended`` against what is no text behind the text.
    """
    return [
        [
            order[before][part]
            - further * (part in _OPENS and before in _TEXT_BEGUN)
            - ended * (part in {Part.GAP, Part.BELOW} and before is Part.BODY)
            for before in Part
        ]
        for part in Part
    ]


def _apart(lines: list[Line], parts: list[Part]) -> Iterator[Article]:
    starts = [
        at for at in range(1, len(parts)) if parts[at] in _OPENS and parts[at - 1] in _TEXT_BEGUN
    ]  # fmt: skip
    for start, end in pairwise([0, *starts, len(lines)]):
        yield Article(lines=lines[start:end], parts=parts[start:end])


def _sections(found: Sequence[Article]) -> set[int]:
    """Where articles without a headline follow one that has one: there a rule only divides its text."""
    starts = accumulate((len(article.lines) for article in found), initial=0)
    if not found[0].of(Part.TITLE):
        return set()
    return {at for at, article in zip(starts, found, strict=False) if at and not article.of(Part.TITLE)}


def _too_small(found: Sequence[Article]) -> set[int]:
    """Where articles begin of which one, or the one before, is too little for one of several."""
    small: set[int] = set()
    at = 0
    for before, article in pairwise(found):
        at += len(before.lines)
        if not (_whole(before) and _whole(article)):
            small.add(at)
    return small


def _whole(article: Article) -> bool:
    """Whether it has text enough, for what stands around it."""
    texts = [line for line in article.of(Part.BODY) if line.kind is Kind.TEXT]
    words = sum(line.words for line in texts)
    sentences = sum(len(re.findall(r"[.!?…؟۔।]['\"’”»)]*(?:\s|$)|[。！？]", line.text)) for line in texts)
    if words >= LEAST_WORDS and sentences >= LEAST_SENTENCES:
        return True
    above = takewhile(lambda line: line is not texts[-1], article.lines)
    return words >= SHORTEST_WORDS and words >= DENSE * (sum(line.words for line in above) + texts[-1].words)
