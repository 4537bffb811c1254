"""`sitrep bench clean`: how well made-up pages are read, beside what needs no learning.

The pages are given articles inside made-up layouts (``bot.made_pages``); real pages may be harder.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot import made_pages, pieces
from bot.bench_copies import share
from bot.pages import Layout, Page
from bot.rouge import interval
from ingest import clean, dates, reading
from ingest.lines import Kind, Line
from ingest.marks import END_MARK
from ingest.model import Stamp
from ingest.parts import Part
from ingest.reading import Model

PAGES = 400
_SENTENCE = 8  # words of a line of text that must not get lost
_TAIL = 60  # characters by which a line is known: a dateline before it is no part of it
_LONG = 60  # characters of a line that two baselines take for text
_OF_MANY = (Layout.SEVERAL, Layout.BRIEFS)
_ZONES = timedelta(hours=15)  # between a time as printed and in UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that was made of a page: what is told of it, and at which row its lines begin."""

    body: str
    title: str | None = None
    date: datetime | None = None
    at: int = 0


Reader = Callable[[list[Line]], list[Found]]
"""A way to make articles of a page."""


@dataclass(slots=True)
class Measured:
    """One reader's results: by page F1 in percent, and how many sentences are lost of how many; else by case
    whether it is so. ``cuts`` and ``cut``: which cuts were made, and how many, by layout.
    """

    f1: defaultdict[Layout, list[float]] = field(default_factory=lambda: defaultdict(list))
    lost: list[tuple[int, int]] = field(default_factory=list)
    titled: list[bool] = field(default_factory=list)
    dated: list[bool] = field(default_factory=list)
    invented: list[bool] = field(default_factory=list)
    split: list[bool] = field(default_factory=list)
    cuts: defaultdict[Layout, list[bool]] = field(default_factory=lambda: defaultdict(list))
    cut: Counter[Layout] = field(default_factory=Counter)

    def sentences_lost(self) -> float:
        """Of all true sentences, in percent."""
        lost, of = map(sum, zip(*self.lost, strict=True))
        return 100 * lost / (of or 1)

    def boundaries(self, layout: Layout) -> float:
        """F1 of where articles of a paste begin, in percent; a cut counts anywhere between two texts."""
        cuts = self.cuts[layout]
        return 200 * sum(cuts) / ((self.cut[layout] + len(cuts)) or 1)


def measure(path: Path, limit: int | None, half: int | None, count: int = PAGES) -> dict[str, Measured]:
    """Measures the shipped reading and prints. ``limit`` counts articles, ``half`` is that of the wordings.

    Raises Refused for a file without articles.
    """
    console = Console()
    given = pieces.read([path], limit)
    made = made_pages.pages(given, count, seed=1, half=half)
    found = compared(track(made, console=console, transient=True))
    title = f"{count} made-up pages of {len(given)} articles (95%); real ones may be harder"
    console.print(table(title, found))
    return found


def compared(pages: Iterable[Page], model: Model | None = None) -> dict[str, Measured]:
    """The reading by a model, the shipped one where None, beside the baselines, on the same pages."""
    readers: dict[str, Reader] = {"sitrep": lambda lines: _read(lines, model), **_BASELINES}
    found = {name: Measured() for name in readers}
    for page in pages:
        lines = made_pages.read(page)
        for name, reader in readers.items():
            _judge(page, reader(lines), found[name])
    return found


def _read(lines: list[Line], model: Model | None) -> list[Found]:
    """What Sitrep makes of a page. A first sentence in place of a headline counts as none."""
    found, at = [], 0
    for article in reading.articles(lines, model):
        if draft := clean.draft(article):
            titled, published = Part.TITLE in article.parts, draft.published
            date = published.at.replace(tzinfo=None) if published else None
            found.append(Found(title=draft.title if titled else None, body=draft.body, date=date, at=at))
        at += len(article.lines)
    return found


def _pasted(lines: list[Line]) -> list[Found]:
    """Everything, cut at separators; the first line as the headline, the first date as the date."""
    cuts = [0, *(at for at, line in enumerate(lines) if line.kind is Kind.SEPARATOR and at), len(lines)]
    return [
        Found(
            title=part[0].text,
            body=_joined(part),
            date=next((found[0].at.replace(tzinfo=None) for line in part if (found := _dates(line))), None),
            at=start,
        )
        for start, end in pairwise(cuts)
        if (part := lines[start:end])
    ]


def _dates(line: Line) -> list[Stamp]:
    found = dates.find(line.text)
    return [found[0]] if found else []


def _long_lines(lines: list[Line]) -> list[Found]:
    """The lines that are long and end like a sentence."""
    return [Found(body=_joined(line for line in lines if _is_long(line)))]


def _best_run(lines: list[Line]) -> list[Found]:
    """The run of lines with most long ones beyond others.

    As Finn, Kushmerick and Smyth 2001, "Fact or fiction: content classification for digital libraries".
    """
    best, start, worth, most = (0, 0), 0, 0, 0
    for at, line in enumerate(lines):
        worth += 1 if _is_long(line) else -1
        if worth > most:
            best, most = (start, at + 1), worth
        if worth < 0:
            worth, start = 0, at + 1
    return [Found(body=_joined(lines[slice(*best)]))]


_BASELINES: dict[str, Reader] = {"as pasted": _pasted, "long lines": _long_lines, "best run": _best_run}


def _is_long(line: Line) -> bool:
    return len(line.text) > _LONG and bool(END_MARK.search(line.text))


def _joined(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _judge(page: Page, found: Sequence[Found], measured: Measured) -> None:
    """Adds what a reader made of a page."""
    texts = [row.text for row in page.rows if row.part is Part.BODY]
    body = "\n".join(each.body for each in found)
    measured.f1[page.layout].append(overlap(body, "\n".join(texts)))
    sentences = [text[-_TAIL:] for text in texts if len(text.split()) >= _SENTENCE]
    measured.lost.append((sum(sentence not in body for sentence in sentences), len(sentences)))
    if page.layout in _OF_MANY:
        starts = {each.at for each in found[1:]}
        measured.cut[page.layout] += len(starts)
        measured.cuts[page.layout] += [any(at in place for at in starts) for place in _between(page)]
        return
    measured.split.append(len(found) > 1)
    (title,), (date,) = page.titles, page.dates
    first = found[0] if found else Found(body="")
    if title:
        measured.titled.append(_plain(first.title or "") == _plain(title))
    if date:
        measured.dated.append(first.date is not None and _same_day(first.date, date))
    else:
        measured.invented.append(first.date is not None)


def _between(page: Page) -> list[range]:
    """For each article but the first, where it may begin: after the text before, up to its headline."""
    rows = page.rows
    last = {row.article: at for at, row in enumerate(rows) if row.part is Part.BODY}
    opens = {Part.TITLE, Part.BODY}
    firsts = {row.article: at for at, row in reversed(list(enumerate(rows))) if row.part in opens}
    return [range(last[number - 1] + 1, firsts[number] + 1) for number in sorted(firsts) if number]


def _same_day(found: datetime, stated: datetime) -> bool:
    """Whether a time in UTC is the one printed, to the day; the zone may have shifted it."""
    return found.date() == stated.date() or abs(found - stated) < _ZONES


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def overlap(text: str, wanted: str) -> float:
    """F1 of runs of four words, in percent; of single words where one text has fewer."""
    ours, theirs = (re.findall(r"\w+", each.casefold()) for each in (text, wanted))
    size = 4 if min(len(ours), len(theirs)) >= 4 else 1
    found, meant = (Counter(zip(*(each[at:] for at in range(size)), strict=False)) for each in (ours, theirs))
    return 200 * (found & meant).total() / ((found.total() + meant.total()) or 1)


def table(title: str, found: dict[str, Measured]) -> Table:
    """The results side by side; a dash where a baseline does not tell."""
    made = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
    made.add_column("F1 of the text")
    for name in found:
        made.add_column(f"{name} (95%)" if name == "sitrep" else name, justify="right", no_wrap=True)
    ours, pasted, *others = readers = list(found.values())
    silent = ["–"] * len(others)
    for layout in Layout:
        if scores := ours.f1[layout]:
            theirs = [f"{fmean(each.f1[layout]):.1f}" for each in readers[1:]]
            made.add_row(f"{layout} ({len(scores)})", _mean(interval(scores)), *theirs)
    for layout in _OF_MANY:
        cuts = [f"{each.boundaries(layout):.1f}" for each in (ours, pasted)]
        made.add_row(f"F1 of cuts between {layout} ({len(ours.cuts[layout])})", *cuts, *silent)
    made.add_section()
    lost = [f"{each.sentences_lost():.1f}%" for each in readers]
    made.add_row(f"true sentences lost ({sum(of for _, of in ours.lost)})", *lost)
    for name, of in _SHARES.items():
        mean = share(sum(of(pasted)), len(of(pasted)))[1]
        mine = _mean(share(sum(of(ours)), len(of(ours))), "%")
        made.add_row(f"{name} ({len(of(ours))})", mine, f"{mean:.1f}%", *silent)
    return made


_SHARES: dict[str, Callable[[Measured], list[bool]]] = {
    "headline right": lambda each: each.titled,
    "date right": lambda each: each.dated,
    "date where none is told": lambda each: each.invented,
    "one article cut up": lambda each: each.split,
}


def _mean(found: tuple[float, float, float], unit: str = "") -> str:
    low, mean, high = found
    return f"{mean:.1f}{unit} ({low:.1f}..{high:.1f})"
