"""`sitrep bench copies`: edited copies of given articles, found among them, beside MinHash's overlap."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Protocol

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.copies import Copies
from bot.edits import MODELS
from bot.files import Lines
from bot.fillings import filled
from newsroom.errors import Refused
from newsroom.fields import Fields
from summarizer.wording import wording

JACCARD = 0.3
"""The overlap from which on the baseline takes two texts for copies, and given ones are left out."""
_FILLINGS = 40  # pairs of each form
_SHORTEST = 30  # words of an article that is edited, and of a copy


class Finder(Protocol):
    """Finds the earlier text, by its place, that a text copies."""

    def add(self, text: str, /) -> int | None:
        """Takes a text in; the place of its original, or None."""

    def find(self, text: str, /) -> int | None:
        """The same without taking it in."""


class Overlap:
    """Exact Jaccard overlap of three-word runs with every earlier text: what MinHash estimates.

    Broder 1997, "On the resemblance and containment of documents".
    """

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._having: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, text: str) -> int | None:
        """See Finder."""
        found = self.find(text)
        runs = set(wording(text).runs)
        for run in runs:
            self._having[run].append(len(self._sizes))
        self._sizes.append(len(runs))
        return found

    def find(self, text: str) -> int | None:
        """See Finder."""
        runs = set(wording(text).runs)
        shared = Counter(place for run in runs for place in self._having.get(run, ()))
        overlaps = {at: both / (len(runs) + self._sizes[at] - both) for at, both in shared.items()}
        best = max(overlaps, key=overlaps.__getitem__, default=None)
        return best if best is not None and overlaps[best] >= JACCARD else None


@dataclass(slots=True)
class Measured:
    """One finder's results: by model, whether the original was named for each copy; and what it got wrong.

    ``alike``: pairs of fillings of one form that it merged; these are not in the precision.
    """

    found: dict[str, list[bool]] = field(default_factory=dict)
    misled: int = 0
    merged: int = 0
    alike: int = 0
    seconds: float = 0.0

    def precision(self) -> tuple[float, float, float]:
        """Of all that was called a copy, how much was one, and of the article that was named."""
        right = sum(map(sum, self.found.values()))
        return share(right, right + self.misled + self.merged)


def copies(path: Path, limit: int | None, seed: int = 0) -> dict[str, Measured]:
    """Measures and prints. ``limit`` is how many articles are taken. Raises Refused for a file without any.

    Given articles that overlap with an earlier one by JACCARD are left out; all others are different
    ones, and to merge two of them is wrong. So it is
    with two fillings of one form (``bot.fillings``), each pair by itself.
    """
    console = Console()
    given = _different(list(islice(_texts(path), limit)))
    if len(given) < 2:
        raise Refused("cli.no_lines", path=str(path))
    finders: dict[str, Finder] = {"MinHash": Overlap(), "sitrep": Copies()}
    results = {name: Measured() for name in finders}
    for name, finder in finders.items():
        results[name].merged = sum(finder.add(text) is not None for text in given)
    for model in track(MODELS, console=console, transient=True):
        dice = random.Random(f"{seed} {model}")  # noqa: S311  # test data, nothing secret
        made = [(at, MODELS[model](dice, text, dice.choice(given))) for at, text in enumerate(given)]
        long_enough = [(at, text) for at, text in made if len(text.split()) >= _SHORTEST]
        for name, finder in finders.items():
            _measure(results[name], model, finder, long_enough)
    pairs = filled(random.Random(seed), _FILLINGS)  # noqa: S311
    for name, fresh in (("MinHash", Overlap), ("sitrep", Copies)):
        results[name].alike = sum(_merged(fresh(), *pair) for pair in pairs)
    console.print(_table(len(given), len(pairs), results))
    return results


def share(right: int, of: int) -> tuple[float, float, float]:
    """A share with its 95% interval in percent: lowest, itself, highest (Wilson 1927)."""
    if not of:
        return 0.0, 0.0, 100.0
    z, p = 1.96, right / of
    middle, spread = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    return 100 * (middle - spread) / whole, 100 * p, 100 * (middle + spread) / whole


def _measure(measured: Measured, model: str, finder: Finder, made: Sequence[tuple[int, str]]) -> None:
    began = perf_counter()
    named = [finder.find(text) for _, text in made]
    measured.seconds += perf_counter() - began
    right = [name == at for name, (at, _) in zip(named, made, strict=True)]
    measured.found[model] = right
    measured.misled += sum(name is not None for name in named) - sum(right)


def _merged(finder: Finder, old: str, new: str) -> bool:
    finder.add(old)
    return finder.find(new) is not None


def _texts(path: Path) -> list[str]:
    with Lines(str(path)) as lines:
        texts = []
        for line in lines:
            try:
                text = Fields.of(line.data).text("text")
            except Refused as error:
                raise Refused("cli.line", path=str(path), line=line.number, why=error.text) from error
            if len(text.split()) >= _SHORTEST:
                texts.append(text)
        return texts


def _different(texts: Sequence[str]) -> list[str]:
    overlap = Overlap()
    return [text for text in texts if overlap.add(text) is None]


def _table(size: int, pairs: int, results: dict[str, Measured]) -> Table:
    table = Table(title=f"{size} articles", title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("")
    for name in results:
        table.add_column(f"{name} (95%)", justify="right")
    for model in MODELS:
        table.add_row(
            model, *(_told(share(sum(m.found[model]), len(m.found[model]))) for m in results.values())
        )
    every = [
        [hit for model in MODELS if model != "heavy" for hit in m.found[model]] for m in results.values()
    ]
    table.add_row("all but heavy", *(_told(share(sum(hits), len(hits))) for hits in every))
    table.add_row("precision", *(_told(m.precision()) for m in results.values()))
    table.add_row("different ones merged", *(f"{m.merged} of {size}" for m in results.values()))
    table.add_row("other fillings merged", *(f"{m.alike} of {pairs}" for m in results.values()))
    counts = [sum(map(len, m.found.values())) for m in results.values()]
    spent = (f"{1_000 * m.seconds / max(1, n):.2f}" for m, n in zip(results.values(), counts, strict=True))
    table.add_row("ms a copy", *spent)
    return table


def _told(found: tuple[float, float, float]) -> str:
    low, middle, high = found
    return f"{middle:.1f} ({low:.1f}..{high:.1f})"
