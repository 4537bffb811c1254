"""`sitrep bench`: quality and speed of the rankers on a corpus of the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import fmean
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.bench_corpus import Task, tasks
from bot.rouge import Rouge, interval, rouge
from newsroom.errors import Refused
from summarizer.model import Budget, Document
from summarizer.pipeline import brief
from summarizer.rank import RANKERS
from summarizer.reference import anaphoric

SENTENCES = 3
SENTENCES_OF_SEVERAL = 5


@dataclass(slots=True)
class Measured:
    """One ranker's results on the texts so far, in their order."""

    scores: list[Rouge] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    dangling: int = 0


def summarize(path: Path, limit: int | None, *, rankers: Sequence[str] = RANKERS) -> dict[str, Measured]:
    """Measure every ranker, print a table for each set of the file, return the last one's.

    Articles are summed up in three sentences, timelines in five. ``limit`` counts lines from the top. Raises
    Refused for a file that is no corpus or an empty one; see bot.bench_corpus.
    """
    console = Console()
    found: dict[str, Measured] = {}
    read = list(islice(tasks(path), limit))
    if not read:
        raise Refused("cli.no_lines", path=str(path))
    brief([Document(text="Warm up the stemmers and the stop words.\n" * 2, language="en")], method="lex-rank")
    for name in sorted({task.set for task in read}):
        found = {ranker: Measured() for ranker in rankers}
        ours = [task for task in read if task.set == name]
        for task in track(ours, description=name, console=console, transient=True):
            for ranker, measured in found.items():
                _measure(task, ranker, measured)
        console.print(_table(f"{name}: {len(ours)} texts, {_sentences(ours[0])} sentences", found))
    return found


def _sentences(task: Task) -> int:
    return SENTENCES if len(task.documents) == 1 else SENTENCES_OF_SEVERAL


def _measure(task: Task, ranker: str, measured: Measured) -> None:
    began = perf_counter()
    picks = brief(task.documents, budget=Budget(sentences=_sentences(task)), method=ranker).picks
    measured.seconds.append(perf_counter() - began)
    chosen = [task.documents[pick.document].text[pick.start : pick.end] for pick in picks]
    scores = [rouge(" ".join(chosen), reference) for reference in task.references]
    measured.scores.append(
        Rouge(
            one=fmean(score.one for score in scores),
            two=fmean(score.two for score in scores),
            longest=fmean(score.longest for score in scores),
        )
    )
    measured.dangling += bool(chosen) and anaphoric(chosen[0], task.documents[0].language or "en")


def _table(title: str, found: dict[str, Measured]) -> Table:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    for heading in ("", "R-1", "R-2", "R-L", "R-L - lead (95%)", "dangling", "ms", "/lead", "/lexrank"):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    for name, measured in found.items():
        mean = fmean(measured.seconds)
        table.add_row(
            name,
            *(
                f"{fmean(getattr(score, part) for score in measured.scores):.1f}"
                for part in ("one", "two", "longest")
            ),
            _difference(measured, found["lead"]) if "lead" in found and name != "lead" else "",
            f"{measured.dangling / len(measured.scores):.1%}",
            f"{1_000 * mean:.2f}",
            *(
                f"{mean / fmean(found[base].seconds):.3g}" if base in found else ""
                for base in ("lead", "lex-rank")
            ),
        )
    return table


def _difference(ours: Measured, lead: Measured) -> str:
    """Mean difference in ROUGE-L with its paired bootstrap interval.

    Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation".
    """
    low, mean, high = interval([a.longest - b.longest for a, b in zip(ours.scores, lead.scores, strict=True)])
    return f"{mean:+.2f} ({low:+.2f}..{high:+.2f})"
