"""`sitrep bench answers`: how long the desk's own work takes, as the archive grows."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot import bench_archive as made
from bot.bench_archive import Archive
from newsroom import intents as i
from newsroom.desk import Desk
from newsroom.feeds import Feeds
from newsroom.intake import Intake
from newsroom.question import Asker, Question, parse
from storage.bulk import filling
from storage.chat_values import ChatKind
from storage.database import Storage
from summarizer.model import Brief
from summarizer.topics import TOPICS

ASKED = 40  # questions of each kind
_BATCH = 10_000  # articles stored in one transaction
ASKER = Asker(chat_id=1, kind=ChatKind.TERMINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """What one question took, in milliseconds: on the clock, and of this process's processor time."""

    clock: float
    processor: float


Times = Mapping[str, Sequence[Time]]
"""The time of each question, by kind."""


async def answers(sizes: Sequence[int], *, database: str | None, keep: Path | None) -> dict[int, Times]:
    """Make an archive of each size in turn, ask it, print a table, return the times by size.

    The archive grows from size to size in ``database``, else in the SQLite file ``keep``, else in a
    temporary one. One that holds articles already, as an earlier run left it, is asked as it is.
    """
    console = Console()
    found: dict[int, Times] = {}
    with _place(database, keep) as url:
        storage = Storage.open(url)
        try:
            await storage.migrate()
            async with storage.read() as work:
                held = (await work.articles.reach()).articles
            archive = Archive(max(sizes))
            for size in [held] if held else sorted(set(sizes)):
                if not held:
                    _fill(url, archive, size, console)
                found[size] = await _asked(storage)
        finally:
            await storage.close()
    console.print(_table(found))
    return found


@contextmanager
def _place(database: str | None, keep: Path | None) -> Iterator[str]:
    if database is not None:
        yield database
    elif keep is not None:
        yield f"sqlite:///{keep.absolute()}"
    else:
        with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as folder:
            yield f"sqlite:///{folder}/archive.db"


def _fill(url: str, archive: Archive, size: int, console: Console) -> None:
    batches = range(archive.size, size, _BATCH)
    for begun in track(batches, f"{size:,} articles", console=console, transient=True):
        with filling(url) as bulk:
            archive.grow(bulk, min(_BATCH, size - begun))
    with filling(url) as bulk:
        bulk.count()


async def _asked(storage: Storage) -> Times:
    desk = made_desk(storage)
    times: dict[str, list[Time]] = {}
    for kind, questions in (await _questions(storage)).items():
        await desk.answer(Question(intent=questions[0], asker=ASKER))  # what is loaded once is loaded
        for intent in questions[1:]:
            clock, processor = perf_counter(), process_time()
            await desk.answer(Question(intent=intent, asker=ASKER))
            took = Time(clock=1e3 * (perf_counter() - clock), processor=1e3 * (process_time() - processor))
            times.setdefault(kind, []).append(took)
    return times


def made_desk(storage: Storage) -> Desk:
    """The desk as wired, with no worker: what that does with at most a dozen articles is not measured."""

    async def worker(*_: Any, **__: Any) -> Any:  # noqa: ANN401  # stands for any function
        return Brief(language="en", fallback=False, picks=())

    async def fetch(url: str, *_: object) -> Any:  # noqa: ANN401  # never called
        raise LookupError(url)

    def clock() -> datetime:
        return made.END + timedelta(hours=1)

    intake = Intake(storage=storage, offload=worker, parse=worker, fetch=fetch, clock=clock, ranker="lead")
    feeds = Feeds(storage=storage, offload=worker, get=fetch, clock=clock)
    return Desk(
        storage=storage,
        intake=intake,
        polled=feeds,
        offload=worker,
        clock=clock,
        zone="Europe/Kyiv",
        follows=100,
        rate=30,
    )


async def _questions(storage: Storage) -> dict[str, list[i.Intent]]:
    """So many questions of each kind and one to warm up, none twice; of people, those most written of."""
    dice = random.Random(7)  # noqa: S311  # nothing secret
    count = ASKED + 1
    times = range(count)
    async with storage.read() as work:
        people = [person.name for person in await work.people.top(count)]
        topics = [TOPICS[each.slug].name for each in await work.topics.counts(count)]
        sources = list(await work.articles.sources())
        stories, articles = await work.stories.count(), (await work.articles.reach()).articles
    days = [made.END - timedelta(days=dice.randrange(7, made.YEARS.days)) for _ in times]
    typed = {
        "/who, a full name": [f"/who {name}" for name in people],
        "/who, a surname": [f"/who {name.split()[1]}" for name in people],
        "/who, misspelt": [f"/who {name.split()[1][:-2]}x" for name in people],
        "/topic": [f"/topic {name}" for name in topics],
        "/timeline, a person": [f"/timeline {name}" for name in people],
        "/timeline, a topic": [f"/timeline {name}" for name in topics],
        "/timeline, a story": [f"/timeline {dice.randrange(stories) + 1}" for _ in times],
        "/timeline, words": [f"/timeline {word}" for word in made.common(count, dice)],
        "/where, a person": [f"/where {name}" for name in people],
        "/where, a topic": [f"/where {name}" for name in topics],
        "/where, a story": [f"/where {dice.randrange(stories) + 1}" for _ in times],
        "question, rare words": [" ".join(["What", *made.rare(2, dice)]) + "?" for _ in times],
        "question, common words": [" ".join(["How many", *made.common(3, dice)]) + "?" for _ in times],
        "question, mixed words": [
            " ".join(["Who", *made.common(2, dice), *made.middling(2, dice)]) + "?" for _ in times
        ],
        "question, many words": [" ".join([*made.common(8, dice), *made.middling(4, dice)]) for _ in times],
        "question, a person": [f"What did {name} say about {made.common(1, dice)[0]}?" for name in people],
        "/search, a rare word": [f"/search {word}" for word in made.rare(count, dice)],
        "/search, common words": [" ".join(["/search", *made.common(2, dice)]) for _ in times],
        "/search, a past week": [
            f"/search {word} after:{day:%Y-%m-%d} before:{day + timedelta(days=7):%Y-%m-%d}"
            for word, day in zip(made.common(count, dice), days, strict=True)
        ],
        "/search, a source": [
            f'/search {word} source:"{source}"'
            for word, source in zip(made.common(count, dice), dice.choices(sources, k=count), strict=True)
        ],
        "/search, a phrase": [f'/search "{" ".join(made.common(2, dice))}" lang:en' for _ in times],
        "/search, nothing there": [f"/search {made.word(10**7 + n)} after:2024 lang:en" for n in times],
        "question, nothing there": [f"Where is {made.word(10**7 + n)}?" for n in times],
    }
    questions = {kind: [parse(text) for text in texts] for kind, texts in typed.items()}
    return {
        "/latest": [i.Latest(page=page) for page in times],
        "a story": [i.ShowStory(story_id=dice.randrange(stories) + 1) for _ in times],
        "an article": [i.ShowArticle(article_id=dice.randrange(articles) + 1) for _ in times],
        **questions,
    }


def _table(found: Mapping[int, Times]) -> Table:
    sizes = sorted(found)
    table = Table(
        title="ms: median and p95 on the clock, p95 of processor time; ratios of both p95",
        title_justify="left",
        box=None,
        padding=(0, 2, 0, 0),
    )
    table.add_column("", no_wrap=True)
    for size in sizes:
        table.add_column(f"{size:,}", justify="right", no_wrap=True)
    for _ in sizes[1:]:
        table.add_column(f"/ {sizes[0]:,}", justify="right", no_wrap=True)
    for kind in (*found[sizes[0]], "all of them"):
        rows = [_figures(found[size], kind) for size in sizes]
        cells = [f"{middle:.1f} {high:6.1f} {processor:6.1f}" for middle, high, processor in rows]
        ratios = [f"{high / rows[0][1]:.2f} {own / rows[0][2]:.2f}" for _, high, own in rows[1:]]
        table.add_row(kind, *cells, *ratios)
    return table


def _figures(times: Times, kind: str) -> tuple[float, float, float]:
    these = times[kind] if kind in times else [each for many in times.values() for each in many]
    clock = [each.clock for each in these]
    return median(clock), p95(clock), p95([each.processor for each in these])


def p95(times: Sequence[float]) -> float:
    """The time that 95 in 100 do not exceed (nearest rank)."""
    return sorted(times)[-(-95 * len(times) // 100) - 1]
