"""`sitrep bench stories`: articles of known events, grouped as they come in, beside tf-idf to the nearest."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import fmean
from time import perf_counter

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.files import Lines
from bot.stories import Stories
from newsroom.errors import Refused
from newsroom.fields import Fields
from summarizer.terms import terms

NEAREST = 0.22
"""The cosine from which on the baseline joins an article's story; the best on the data of decision 0013."""
_ORDERS = 4  # random orders in which the articles come in
_SAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article, and the event that it tells of."""

    title: str
    text: str
    published: datetime | None
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of one article in one order: precision and recall of its group (BCubed, Bagga and Baldwin 1998), and
    the pairs that it is in: rightly, in the groups found, and in the events.
    """

    event: str
    precision: float
    recall: float
    pairs: tuple[int, int, int]


def stories(path: Path, limit: int | None) -> dict[str, list[Agreement]]:
    """Measures and prints. Raises Refused for a file without articles of known events."""
    console = Console()
    reports = _reports(path)[:limit]
    if len(reports) < 2:
        raise Refused("cli.no_lines", path=str(path))
    found: dict[str, list[Agreement]] = {"tf-idf, nearest": [], "sitrep": []}
    seconds: defaultdict[str, float] = defaultdict(float)
    ways: dict[str, Callable[[Sequence[Report]], list[int]]] = {
        "tf-idf, nearest": _nearest,
        "sitrep": _grouped,
    }
    for seed in track(range(_ORDERS), console=console, transient=True):
        order = random.Random(seed).sample(reports, len(reports))  # noqa: S311  # nothing secret
        for name, way in ways.items():
            began = perf_counter()
            groups = way(order)
            seconds[name] += perf_counter() - began
            found[name] += agreement([report.story for report in order], groups)
    console.print(_table(found, seconds, len(reports)))
    return found


def agreement(events: Sequence[str], groups: Sequence[Hashable]) -> list[Agreement]:
    """How well groups agree with events, article by article, in their order."""
    both = Counter(zip(events, groups, strict=True))
    of_event, of_group = Counter(events), Counter(groups)
    return [
        Agreement(
            event=event,
            precision=both[event, group] / of_group[group],
            recall=both[event, group] / of_event[event],
            pairs=(both[event, group] - 1, of_group[group] - 1, of_event[event] - 1),
        )
        for event, group in zip(events, groups, strict=True)
    ]


def _reports(path: Path) -> list[Report]:
    with Lines(str(path)) as lines:
        reports = []
        for line in lines:
            try:
                fields = Fields.of(line.data)
                reports.append(
                    Report(
                        title=fields.text_or_none("title") or "",
                        text=fields.text("text"),
                        published=fields.moment("published"),
                        story=fields.text("story"),
                    )
                )
            except Refused as error:
                raise Refused("cli.line", path=str(path), line=line.number, why=error.text) from error
        return reports


def _grouped(reports: Sequence[Report]) -> list[int]:
    found = Stories()
    for report in reports:
        found.add(report.title, report.text, report.published)
    return [found.stories[place] for place in range(len(reports))]


def _nearest(reports: Sequence[Report]) -> list[int]:
    """Each goes to the story of the earlier article with the highest tf-idf cosine, if that is enough."""
    holding: Counter[str] = Counter()
    seen: list[Counter[str]] = []
    groups: list[int] = []
    for report in reports:
        own = Counter(terms(f"{report.title}\n{report.text}"))
        holding.update(own.keys())
        rarity = {term: math.log(1 + (len(seen) + 1) / count) for term, count in holding.items()}
        scores = [_cosine(own, other, rarity) for other in seen]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        groups.append(groups[best] if best is not None and scores[best] >= NEAREST else len(groups))
        seen.append(own)
    return groups


def _cosine(one: Counter[str], other: Counter[str], rarity: Mapping[str, float]) -> float:
    def norm(counts: Counter[str]) -> float:
        return math.hypot(*((1 + math.log(n)) * rarity[term] for term, n in counts.items())) or 1.0

    dot = math.fsum(
        (1 + math.log(one[term])) * (1 + math.log(other[term])) * rarity[term] ** 2
        for term in one.keys() & other.keys()
    )
    return dot / (norm(one) * norm(other))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def figures(found: Sequence[Agreement]) -> tuple[float, float, float, float]:
    """BCubed precision, recall and F1, and pairwise F1, in percent."""
    precision, recall = fmean(a.precision for a in found), fmean(a.recall for a in found)
    right, joined, meant = (sum(a.pairs[n] for a in found) for n in range(3))
    pairs = _f1(right / joined, right / meant) if joined and meant else 0.0
    return 100 * precision, 100 * recall, 100 * _f1(precision, recall), 100 * pairs


def _interval(found: Sequence[Agreement]) -> tuple[float, float]:
    """95% of BCubed F1 over bootstrapped events (Efron 1979)."""
    by_event: defaultdict[str, list[Agreement]] = defaultdict(list)
    for each in found:
        by_event[each.event].append(each)
    events = list(by_event.values())
    dice = random.Random(0)  # noqa: S311  # resampling, nothing secret
    sums = [(len(e), sum(a.precision for a in e), sum(a.recall for a in e)) for e in events]
    values = []
    for _ in range(_SAMPLES):
        size, precision, recall = map(sum, zip(*dice.choices(sums, k=len(sums)), strict=True))
        values.append(100 * _f1(precision / size, recall / size))
    values.sort()
    return values[int(0.025 * _SAMPLES)], values[int(0.975 * _SAMPLES) - 1]


def _table(found: Mapping[str, Sequence[Agreement]], seconds: Mapping[str, float], size: int) -> Table:
    title = f"{size} articles, {_ORDERS} random orders"
    table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading in ("", "BCubed P", "R", "F1 (95%)", "pairwise F1", "ms an article"):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    for name, agreements in found.items():
        precision, recall, f1, pairs = figures(agreements)
        low, high = _interval(agreements)
        spent = f"{1_000 * seconds[name] / len(agreements):.1f}"
        cells = (f"{precision:.1f}", f"{recall:.1f}", f"{f1:.1f} ({low:.1f}..{high:.1f})", f"{pairs:.1f}")
        table.add_row(name, *cells, spent)
    return table
