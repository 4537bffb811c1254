"""`sitrep bench digest`: time and memory of composing digests, as the readers grow."""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from bot import bench_archive as made
from bot.bench_archive import Archive
from newsroom.digest import Digests
from newsroom.wishes import EVERY_DAY
from storage.bulk import filling
from storage.chat_values import ChatKind, DigestLength, Follow, FollowKind, Plan
from storage.database import Storage, Work
from summarizer.model import Brief

ARTICLES = 2_000
ARRIVED = 300  # of them since the readers' last digest
_BATCH = 500  # readers stored in one transaction
_NOW = made.END + timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What composing took: digests made, seconds on the clock, the process's peak memory in bytes."""

    digests: int
    seconds: float
    memory: int


def digest(readers: Sequence[int], *, profiles: int) -> dict[int, Measured]:
    """Compose for each number of readers, a process each; print a table, return what it took by number."""
    console = Console()
    found: dict[int, Measured] = {}
    for count in sorted(set(readers)):
        with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as folder:
            url = f"sqlite:///{folder}/archive.db"
            with console.status(f"{count:,} readers"):
                asyncio.run(_make(url, count, profiles))
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                    found[count] = alone.submit(_measured, url).result()
    console.print(_table(found, profiles))
    return found


async def _make(url: str, readers: int, profiles: int) -> None:
    storage = Storage.open(url)
    try:
        await storage.migrate()
        archive = Archive(ARTICLES)
        with filling(url) as bulk:
            archive.grow(bulk, ARTICLES)
            bulk.count()
        since = made.END - made.YEARS / ARTICLES * ARRIVED
        async with storage.read() as work:
            plans = list(_plans([each.slug for each in await work.topics.counts(profiles)], profiles))
        for first in range(1, readers + 1, _BATCH):
            chats = range(first, min(first + _BATCH, readers + 1))
            async with storage.write() as work:
                await _subscribe(work, chats, plans, since)
    finally:
        await storage.close()


def _plans(slugs: Sequence[str], count: int) -> Iterator[Plan]:
    """So many plans, none twice: a length, and one topic or two."""
    for number in range(count):
        first, further = number % len(slugs), number // len(slugs)
        about = dict.fromkeys([slugs[first], slugs[(first + further) % len(slugs)]])
        yield Plan(
            times=(time(_NOW.hour),),
            days=EVERY_DAY,
            zone="UTC",
            length=list(DigestLength)[number % 3],
            about=tuple(Follow(kind=FollowKind.TOPIC, key=slug) for slug in about),
        )


async def _subscribe(work: Work, chats: Sequence[int], plans: Sequence[Plan], since: datetime) -> None:
    for chat_id in chats:
        await work.chats.touch(chat_id, ChatKind.PRIVATE)
        await work.subscriptions.put((chat_id, None), plans[chat_id % len(plans)], made.END)
    await work.subscriptions.cover({(chat_id, None): since for chat_id in chats})


def _measured(url: str) -> Measured:
    """In a process of its own: composes all that is due."""
    return asyncio.run(_compose(url))


async def _compose(url: str) -> Measured:
    async def worker(*_: Any, **__: Any) -> Any:  # noqa: ANN401  # stands for any function
        return Brief(language="en", fallback=False, picks=())

    storage = Storage.open(url)
    try:
        begun = perf_counter()
        count = await Digests(storage=storage, offload=worker, clock=lambda: _NOW).compose_due()
        seconds = perf_counter() - begun
    finally:
        await storage.close()
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, else kilobytes
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return Measured(digests=count, seconds=seconds, memory=memory)


def _table(found: dict[int, Measured], profiles: int) -> Table:
    table = Table(
        "readers", "digests", "seconds", "peak MB", "memory, to the fewest", title=f"{profiles} profiles"
    )
    least = next(iter(found.values())).memory
    for count, took in found.items():
        table.add_row(
            f"{count:,}",
            f"{took.digests:,}",
            f"{took.seconds:.2f}",
            f"{took.memory / 1e6:.0f}",
            f"{took.memory / least:.2f}",
        )
    return table
