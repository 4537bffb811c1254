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

from bot.bench import interval
from bot.questions import OTHER, OWN, POOL, POOL_REMOVED, REMOVED, Case, bm25, cases, read
from summarizer import retrieve

_ANSWERABLE = {REMOVED: OWN, OTHER: OWN, POOL_REMOVED: POOL}
_SHARES = (5, 10, 20)  # percent of the answerable questions declined, for the trade-off


@dataclass(slots=True)
class Measured:
    """Results of one way of ranking on cases of one kind: reciprocal ranks of the first right sentence, best scores."""

    ranks: list[int] = field(default_factory=list)
    best: list[float] = field(default_factory=list)
    declined: list[bool] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def hits(self, within: int) -> list[float]:
        """For each case, 100 if a right sentence is among the first so many, else 0."""
        return [100.0 * (rank <= within) for rank in self.ranks]


Results = dict[tuple[str, str], tuple[Measured, Measured]]
"""Sitrep's and BM25's results by set and kind of case."""


def ask(path: Path, limit: int | None) -> Results:
    """Measures and prints, for the first ``limit`` questions of a file. Raises Refused for no such file."""
    console = Console()
    found: Results = {}
    for case in track(list(cases(read(path)[:limit])), console=console, transient=True):
        ours, theirs = found.setdefault((case.question.group, case.kind), (Measured(), Measured()))
        _measure(case, ours, theirs)
    console.print(_placed(found), _declining(found))
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


def _placed(found: Results) -> Table:
    table = Table(title="The right sentence", title_justify="left", box=None, padding=(0, 1, 0, 0))
    for heading in ("", "asked", "", "P@1", "hit@3", "MRR", "P@1 - BM25 (95%)", "ms", "p95"):
        table.add_column(heading, justify="right", no_wrap=True)
    for (group, kind), (ours, theirs) in sorted(found.items()):
        if kind not in {OWN, POOL}:
            continue
        for name, measured in (("BM25", theirs), ("sitrep", ours)):
            low, mean, high = interval(
                [a - b for a, b in zip(measured.hits(1), theirs.hits(1), strict=True)]
            )
            table.add_row(
                f"{group}, {kind}" if measured is theirs else "",
                str(len(measured.ranks)),
                name,
                *(f"{fmean(measured.hits(within)):.1f}" for within in (1, 3)),
                f"{100 * fmean(1 / rank for rank in measured.ranks):.1f}",
                f"{mean:+.1f} ({low:+.1f}..{high:+.1f})" if measured is ours else "",
                *(_times(measured) if measured is ours else ()),
            )
    return table


def _times(measured: Measured) -> tuple[str, str]:
    times = sorted(1_000 * each for each in measured.seconds)
    return f"{fmean(times):.1f}", f"{times[int(0.95 * (len(times) - 1))]:.1f}"


def _declining(found: Results) -> Table:
    """How many of the unanswerable are declined: as it ships, and where so many of the answerable are."""
    table = Table(title="\nNot in the sentences", title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("")
    headings = ("cases", "answerable declined", "unanswerable declined (95%)")
    for heading in (*headings, *(f"at {share}%" for share in _SHARES), *(f"BM25 at {share}%" for share in _SHARES)):
        table.add_column(heading, justify="right")
    for (group, kind), measured in sorted(found.items()):
        able = found.get((group, _ANSWERABLE.get(kind, "")))
        if able is None:
            continue
        low, mean, high = interval([100.0 * each for each in measured[0].declined])
        table.add_row(
            f"{group}, {kind}",
            str(len(measured[0].declined)),
            f"{fmean(100.0 * each for each in able[0].declined):.1f}",
            f"{mean:.1f} ({low:.1f}..{high:.1f})",
            *(f"{each:.1f}" for way in (0, 1) for each in _traded(able[way].best, measured[way].best)),
        )
    return table


def _traded(able: Sequence[float], unable: Sequence[float]) -> list[float]:
    """Percent of the unanswerable below the score that a share of the answerable are below."""
    if len(able) < 2:
        return []
    cuts = quantiles(able, n=100, method="inclusive")
    return [100 * fmean(score < cuts[share - 1] for score in unable) for share in _SHARES]
