"""`sitrep bench ask`: the right sentence first, and honest declining, beside BM25 over the same sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, quantiles
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.questions import OTHER, OWN, POOL, POOL_REMOVED, REMOVED, Case, bm25, cases, read
from bot.rouge import interval
from summarizer import retrieve

_ANSWERABLE = {REMOVED: OWN, OTHER: OWN, POOL_REMOVED: POOL}
_SHARES = (5, 10, 20)  # percent of the answerable questions declined, for the trade-off


@dataclass(slots=True)
class Measured:
    """One way of ranking on cases of one kind: ranks of the first right sentence, best scores, time."""

    ranks: list[int] = field(default_factory=list)
    best: list[float] = field(default_factory=list)
    declined: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def hits(self, within: int) -> list[float]:
        """For each case, 100 if a right sentence is among the first so many, else 0."""
        return [100.0 * (rank <= within) for rank in self.ranks]


Pair = tuple[Measured, Measured]
"""Sitrep's and BM25's results."""

Results = dict[tuple[str, str], Pair]
"""Results by set and kind of case."""


def ask(path: Path, limit: int | None) -> Results:
    """Measures and prints, for the first ``limit`` questions of a file. Raises Refused for no such file."""
    console = Console()
    found: Results = {}
    for case in track(list(cases(read(path)[:limit])), console=console, transient=True):
        ours, theirs = found.setdefault((case.question.group, case.kind), (Measured(), Measured()))
        _measure(case, ours, theirs)
    for (group, kind), pair in sorted(found.items()):
        if kind in {OWN, POOL}:
            console.print(_placed(group, kind, *pair))
        elif (able := found.get((group, _ANSWERABLE[kind]))) is not None:
            console.print(_declining(group, kind, able, pair))
    return found


def first(scores: Sequence[float], good: Sequence[bool]) -> int:
    """The rank of the first right sentence, from 1; equal scores keep the order given."""
    order = sorted(range(len(scores)), key=lambda n: -scores[n])
    return next(rank for rank, n in enumerate(order, start=1) if good[n])


def _measure(case: Case, ours: Measured, theirs: Measured) -> None:
    began = perf_counter()
    scores = retrieve.score(case.question.text, case.sentences)
    ours.seconds.append(perf_counter() - began)
    ours.declined.append(not retrieve.answered(scores))
    for measured, each in ((ours, scores), (theirs, bm25(case.question.text, case.sentences))):
        measured.best.append(max(each, default=0.0))
        if case.answerable:
            measured.ranks.append(first(each, case.good))


def _placed(group: str, kind: str, ours: Measured, theirs: Measured) -> Table:
    """Where the right sentence came, and the time that it took."""
    table = _table(f"{group}, {kind}: {len(ours.ranks)} questions")
    for heading in ("P@1", "hit@3", "MRR", "P@1 - BM25 (95%)", "ms", "p95"):
        table.add_column(heading, justify="right", no_wrap=True)
    low, mean, high = interval([a - b for a, b in zip(ours.hits(1), theirs.hits(1), strict=True)])
    times = sorted(1_000 * each for each in ours.seconds)
    spent = f"{fmean(times):.1f}", f"{times[int(0.95 * (len(times) - 1))]:.1f}"
    table.add_row("BM25", *_precision(theirs))
    table.add_row("sitrep", *_precision(ours), f"{mean:+.1f} ({low:+.1f}..{high:+.1f})", *spent)
    return table


def _precision(measured: Measured) -> tuple[str, str, str]:
    reciprocal = 100 * fmean(1 / rank for rank in measured.ranks)
    return f"{fmean(measured.hits(1)):.1f}", f"{fmean(measured.hits(3)):.1f}", f"{reciprocal:.1f}"


def _declining(group: str, kind: str, able: Pair, unable: Pair) -> Table:
    """What is declined as it ships, and how many of the unanswerable where so many of the answerable are."""
    table = _table(f"{group}, {kind}: {len(unable[0].declined)} questions")
    for heading in ("answerable declined", "unanswerable (95%)", *(f"at {share}%" for share in _SHARES)):
        table.add_column(heading, justify="right")
    low, mean, high = interval([100.0 * each for each in unable[0].declined])
    wrongly = f"{fmean(100.0 * each for each in able[0].declined):.1f}"
    table.add_row("BM25", "", "", *_traded(able[1].best, unable[1].best))
    ours = _traded(able[0].best, unable[0].best)
    table.add_row("sitrep", wrongly, f"{mean:.1f} ({low:.1f}..{high:.1f})", *ours)
    return table


def _table(title: str) -> Table:
    table = Table(title=f"\n{title}", title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("")
    return table


def _traded(able: Sequence[float], unable: Sequence[float]) -> list[str]:
    """Percent of the unanswerable below the score that a share of the answerable are below."""
    if len(able) < 2:
        return []
    cuts = quantiles(able, n=100, method="inclusive")
    return [f"{100 * fmean(score < cuts[share - 1] for score in unable):.1f}" for share in _SHARES]
