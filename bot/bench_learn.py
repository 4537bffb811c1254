"""`sitrep bench learn`: the chooser's weights from a corpus, and how far to trust them.

Loaded by its command alone: NumPy stands behind it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from bot.bench_corpus import Task, tasks
from bot.rouge import interval, rouge
from summarizer import languages, learning, lines, segment
from summarizer.material import Material, Vector, candidates
from summarizer.model import Budget
from summarizer.rank import sitrep
from summarizer.weights import Chances
from summarizer.words import words
from summarizer.worth import Sets

_BUDGET = Budget(sentences=3)
_MOST_SENTENCES = 400
_HALVINGS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An article ready to learn from: its sets, their ROUGE-1, -2 and -L (k x 3), and the lead's."""

    set: str
    material: Material
    summary: tuple[str, ...]
    sets: Sets
    scores: Vector
    lead: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Learned:
    """What weights.toml holds."""

    words: Chances
    pairs: Chances
    set: dict[str, float]

    def toml(self) -> str:
        """As the data file has it."""
        tables = {
            name: {part: getattr(chances, part) for part in ("base", "lead", "title")}
            for name, chances in (("words", self.words), ("pairs", self.pairs))
        } | {"set": self.set}
        return "\n".join(
            f"[{name}]\n" + "".join(f"{key} = {value:.3f}\n" for key, value in table.items())
            for name, table in tables.items()
        )


def learn(path: Path) -> None:
    """Prints the weights learned on all articles of a corpus, after what those of halves gain on the other.

    Only lines with one text count. The same corpus always gives the same weights. Raises Refused for a
    file that is no corpus.
    """
    console = Console(stderr=True)
    corpus = [task for task in tasks(path) if len(task.documents) == 1]
    read = [found for task in track(corpus, console=console, transient=True) if (found := _read(task))]
    if len(read) < 2:
        return
    gains = _gains(read)
    for name in sorted({article.set for article in read}):
        ours = [gain for article, gain in zip(read, gains, strict=True) if article.set == name]
        parts = " ".join(
            f"{part} {mean:+.2f} ({low:+.2f}..{high:+.2f})"
            for part, values in zip(("R-1", "R-2", "R-L"), np.transpose(ours).tolist(), strict=True)
            for low, mean, high in [interval(values)]
        )
        console.print(f"{name}: {len(ours)} articles by the weights of other halves, minus lead: {parts}")
    sys.stdout.write(_learned(read).toml())


def _read(task: Task) -> _Read | None:
    """None where an article leaves nothing to choose."""
    (document,), reference = task.documents, task.references[0]
    code = document.language or languages.UNKNOWN
    spans = segment.spans(document.text, code)[:_MOST_SENTENCES]
    sentences = [document.text[start:end] for start, end in spans]
    stems = sitrep(code).stems
    material = Material(
        candidates=candidates(sentences, lines.numbers(document.text, spans), language=code, stems=stems),
        title=tuple(stems(words(document.title))),
    )
    sets = learning.sets(material, _BUDGET)
    if len(sets) < 2:
        return None
    lead = rouge(" ".join(sentences[: _BUDGET.sentences]), reference)
    scores = [rouge(" ".join(sentences[at] for at in chosen), reference) for chosen in sets]
    return _Read(
        set=task.set,
        material=material,
        summary=tuple(stems(words(reference))),
        sets=sets,
        scores=np.array([(score.one, score.two, score.longest) for score in scores]),
        lead=(lead.one, lead.two, lead.longest),
    )


def _learned(read: Sequence[_Read]) -> _Learned:
    told = [(article.material, article.summary) for article in read]
    in_words, in_pairs = learning.chances(told), learning.chances(told, of_pairs=True)
    facts = _facts(in_words, in_pairs)
    lessons = [
        learning.Lesson(features=facts(article), scores=article.scores.mean(axis=1)) for article in read
    ]
    return _Learned(words=in_words, pairs=in_pairs, set=learning.listwise(lessons))


def _facts(in_words: Chances, in_pairs: Chances) -> Callable[[_Read], Vector]:
    return lambda article: learning.features(
        replace(article.material, words=in_words, pairs=in_pairs), _BUDGET, article.sets
    )


def _gains(read: Sequence[_Read]) -> list[Vector]:
    """Of each article what its best set scores beyond the lead, by weights learned without it (3 numbers).

    The mean over five ways of halving the corpus, since one alone is a matter of luck.
    """
    gains = np.zeros((len(read), 3))
    for seed in range(_HALVINGS):
        order = list(range(len(read)))
        random.Random(seed).shuffle(order)  # noqa: S311  # halves of a corpus, nothing secret
        for taught, tried in ((order[::2], order[1::2]), (order[1::2], order[::2])):
            learned = _learned([read[at] for at in taught])
            facts, weights = _facts(learned.words, learned.pairs), np.array(list(learned.set.values()))
            for at in tried:
                best = int(np.argmax(facts(read[at]) @ weights))
                gains[at] += (read[at].scores[best] - read[at].lead) / _HALVINGS
    return list(gains)
