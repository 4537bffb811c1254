"""Questions with labelled sentences, from a user's JSON lines, and the cases that they make for measuring.

A line holds ``question``, ``candidates`` (sentences) and ``labels`` (one each, true where it answers); ``id``
and ``set`` are optional. Questions without an answer are made of those that have one, in three ways.
"""

from __future__ import annotations

import gzip
import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from newsroom.errors import Refused
from summarizer.retrieve import question_terms
from summarizer.terms import terms

OWN, POOL = "own sentences", "all sentences"
REMOVED, OTHER, POOL_REMOVED = "answers removed", "another's sentences", "answers removed from all"

_POOLED = 60  # candidates of a question that joins the pool, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its candidate sentences; ``labels`` say which of them answer it."""

    name: str
    group: str
    text: str
    sentences: tuple[str, ...]
    labels: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question put to some sentences; ``kind`` says to which, ``good`` which of them answer."""

    question: Question
    kind: str
    sentences: Sequence[str]
    good: tuple[bool, ...]

    @property
    def answerable(self) -> bool:
        """Whether any of the sentences answers."""
        return self.kind in {OWN, POOL}


def read(path: Path) -> list[Question]:
    """The questions of a file of JSON lines, packed or not. Raises Refused for one that is no such file."""
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            return [_question(line, number, path) for number, line in enumerate(lines, start=1)]
    except OSError as error:
        raise Refused("cli.no_file", path=str(path), why=error.strerror or "") from error


def _question(line: str, number: int, path: Path) -> Question:
    try:
        fields = json.loads(line)
        question = Question(
            name=str(fields.get("id", number)),
            group=str(fields.get("set", "questions")),
            text=str(fields["question"]),
            sentences=tuple(map(str, fields["candidates"])),
            labels=tuple(map(bool, fields["labels"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("cli.bad_question", path=str(path), line=number) from error
    if len(question.labels) != len(question.sentences):
        raise Refused("cli.bad_question", path=str(path), line=number)
    return question


def cases(questions: Sequence[Question]) -> Iterator[Case]:
    """Every question put to its own sentences, and to none that answer: its own without the answers,
    and those of a question about something else. Questions that are asked once in the file and have
    at most 60 candidates are put to the sentences of all of them, too, and to the rest of those.
    """
    asked = Counter(question.text for question in questions)
    small = [q for q in questions if asked[q.text] == 1 and len(q.sentences) <= _POOLED]
    pool = list(dict.fromkeys(chain.from_iterable(q.sentences for q in small)))
    for at, question in enumerate(questions):
        own = any(question.labels)
        if own:
            yield Case(question=question, kind=OWN, sentences=question.sentences, good=question.labels)
        yield _without(question, REMOVED, question.sentences)
        other = _elsewhere(questions, at)
        if other is not None:
            yield _without(question, OTHER, other.sentences)
    for question in small:
        good = {s for s, label in zip(question.sentences, question.labels, strict=True) if label}
        if good and len(small) > 1:
            yield Case(question=question, kind=POOL, sentences=pool, good=tuple(s in good for s in pool))
            yield _without(question, POOL_REMOVED, pool)


def _without(question: Question, kind: str, sentences: Sequence[str]) -> Case:
    """The question put to sentences of which none answers."""
    good = {s for s, label in zip(question.sentences, question.labels, strict=True) if label}
    rest = [s for s in sentences if s not in good]
    return Case(question=question, kind=kind, sentences=rest, good=(False,) * len(rest))


def _elsewhere(questions: Sequence[Question], at: int) -> Question | None:
    """A question that shares no term with this one; always the same for the same file."""
    mine = set(question_terms(questions[at].text))
    dice = random.Random(at)  # noqa: S311  # a choice of test data, nothing secret
    tried = (dice.choice(questions) for _ in range(200))
    return next((other for other in tried if mine.isdisjoint(question_terms(other.text))), None)


def bm25(question: str, sentences: Sequence[str], *, k1: float = 1.2, b: float = 0.75) -> list[float]:
    """BM25 scores of the sentences over themselves (Robertson and Zaragoza 2009, section 3)."""
    stems = [terms(sentence) for sentence in sentences]
    average = sum(map(len, stems)) / max(len(stems), 1) or 1.0
    held = Counter(stem for each in stems for stem in set(each))
    rarity = {t: math.log(1 + (len(stems) - held[t] + 0.5) / (held[t] + 0.5)) for t in set(terms(question))}
    scores = []
    for each in stems:
        counts = Counter(each)
        norm = k1 * (1 - b + b * len(each) / average)
        scores.append(sum(rare * counts[t] * (k1 + 1) / (counts[t] + norm) for t, rare in rarity.items()))
    return scores
