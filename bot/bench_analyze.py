"""`sitrep bench analyze`: the time of the analysis beside the language model alone, on the user's texts."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from newsroom.errors import Refused

_SAMPLES = 1_000
_WARM = 3
"""Texts read before the clock runs: the first ones load models and fill caches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds that one text took: the model alone on the whole text, and the whole analysis."""

    words: int
    model: float
    analysis: float

    @property
    def ratio(self) -> float:
        """The analysis in units of the model alone."""
        return self.analysis / self.model


def analyze(path: Path, limit: int | None) -> list[Cost]:
    """Measure both on every text of a file in one run, print a table, return the costs in the texts' order.

    The file holds JSON lines with a text each, gzipped or not; texts without words are passed over.
    Which of the two goes first alternates. Raises Refused for a file that is none or holds none.
    """
    from summarizer import analyze as whole  # noqa: PLC0415  # spaCy, when the measuring begins
    from summarizer.entities import model_alone  # noqa: PLC0415

    console = Console()
    read = list(islice((text for text in texts(path) if text.split()), limit))
    if not read:
        raise Refused("cli.no_lines", path=str(path))
    for text in read[:_WARM]:
        whole(text)
        model_alone(text)
    costs: list[Cost] = []
    for number, text in enumerate(track(read, description="analyze", console=console, transient=True)):
        taken = {
            run: _seconds(run, text) for run in ((whole, model_alone) if number % 2 else (model_alone, whole))
        }
        costs.append(Cost(words=len(text.split()), model=taken[model_alone], analysis=taken[whole]))
    console.print(_table(costs))
    return costs


def _seconds(run: Callable[[str], object], text: str) -> float:
    began = perf_counter()
    run(text)
    return perf_counter() - began


def texts(path: Path) -> Iterator[str]:
    """The texts of a file of JSON lines, gzipped or not. Raises Refused for other lines."""
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield _text(line, number, path)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("cli.no_file", path=str(path), why=str(getattr(error, "strerror", error))) from error


def _text(line: str, number: int, path: Path) -> str:
    try:
        return str(json.loads(line)["text"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("cli.line_text", path=str(path), line=number) from error


def _table(costs: Sequence[Cost]) -> Table:
    table = Table(title=f"{len(costs)} texts", title_justify="left", box=None, padding=(0, 1, 0, 0))
    for heading in ("", "median", "95% of medians"):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    if costs:
        _row(table, "words", [float(cost.words) for cost in costs], "{:.0f}")
        _row(table, "model alone, ms", [1_000 * cost.model for cost in costs], "{:.1f}")
        _row(table, "analysis, ms", [1_000 * cost.analysis for cost in costs], "{:.1f}")
        _row(table, "analysis / model", [cost.ratio for cost in costs], "{:.2f}")
    return table


def _row(table: Table, name: str, values: Sequence[float], form: str) -> None:
    low, middle, high = interval(values)
    table.add_row(name, form.format(middle), f"{form.format(low)}..{form.format(high)}")


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """The 2.5th percentile of bootstrapped medians, the median, the 97.5th; repeatable (Efron 1979)."""
    dice = random.Random(0)  # noqa: S311  # resampling, nothing secret
    medians = sorted(median(dice.choices(values, k=len(values))) for _ in range(_SAMPLES))
    return medians[int(0.025 * _SAMPLES)], median(values), medians[int(0.975 * _SAMPLES) - 1]
