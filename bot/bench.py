"""`sitrep bench`: quality and speed of the rankers on a corpus of the user's own."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import fmean
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.rouge import Rouge, interval, rouge
from newsroom.errors import Refused
from summarizer.rank import RANKERS, rank
from summarizer.reference import anaphoric

SENTENCES = 3


@dataclass(slots=True)
class Measured:
    """One ranker's results on the articles so far, in their order."""

    scores: list[Rouge] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    dangling: int = 0


def summaries(path: Path, limit: int | None, *, rankers: Sequence[str] = RANKERS) -> dict[str, Measured]:
    """Measure every ranker at three sentences, print a table for each set of the file, return the last one's.

    The file holds JSON lines with id, set, title, text (a sentence a line) and reference, gzipped
    or not. Raises Refused for a file that is none.
    """
    console = Console()
    articles = list(islice(_articles(path), limit))
    rank(["Warm up the stemmers and the stop words."] * 2, count=1, ranker="lex-rank")
    found: dict[str, Measured] = {}
    for name in sorted({article["set"] for article in articles}):
        found = {ranker: Measured() for ranker in rankers}
        ours = [article for article in articles if article["set"] == name]
        for article in track(ours, description=name, console=console, transient=True):
            for ranker, measured in found.items():
                _measure(article, ranker, measured)
        console.print(_table(f"{name}: {len(ours)} articles, {SENTENCES} sentences", found))
    return found


def _articles(path: Path) -> Iterator[dict[str, str]]:
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield _article(line, number, path)
    except OSError as error:
        raise Refused("cli.no_file", path=str(path), why=error.strerror or "") from error


def _article(line: str, number: int, path: Path) -> dict[str, str]:
    try:
        fields = json.loads(line)
        return {name: str(fields[name]) for name in ("set", "title", "text", "reference")}
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("cli.bad_line", path=str(path), line=number) from error


def _measure(article: dict[str, str], ranker: str, measured: Measured) -> None:
    sentences = [line.strip() for line in article["text"].splitlines() if line.strip()]
    began = perf_counter()
    chosen = rank(sentences, count=SENTENCES, ranker=ranker, title=article["title"]).chosen
    measured.seconds.append(perf_counter() - began)
    measured.scores.append(rouge(" ".join(sentences[at] for at in chosen), article["reference"]))
    measured.dangling += bool(chosen) and anaphoric(sentences[chosen[0]], "en")


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
