"""`sitrep bench delivery`: how fast and how surely the true bot brings a digest to many subscribers."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.bench_telegram import TOKEN, Limits, Seen, blocked, serve
from bot.settings import PREFIX
from newsroom.answer import Answer, Moment, Quote, QuoteKind, Source
from newsroom.errors import Refused, Trouble
from newsroom.parcels import Letter, dump
from storage.chat_values import ChatKind, ParcelKind
from storage.database import Storage
from storage.failures import Unavailable
from storage.values import Precision

_GROUPS = 50  # one of so many subscribers is a group
_LOOK = 0.5  # seconds between looks at how far it is
_LIFE = 2.0, 6.0  # seconds from a life's first message to its kill
_SETTLE = 0.3  # seconds after a kill in which the server takes what had reached it
_STUCK = 180.0  # seconds without a message after which it is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What came of a delivery. ``share`` is of the limit; ``memory`` the most that a process had, in MiB.

    ``uncertain`` are messages that were taken, but not noted when the bot was killed: at the kill where
    they were most. Each of them is sent again.
    """

    messages: int
    seconds: float
    share: float
    over: int
    missing: int
    doubled: int
    unanswered: int
    kills: int
    uncertain: int
    memory: float

    @property
    def kept(self) -> bool:
        """Whether nobody missed anything, no limit was broken, and no more came twice than must.

        That is one message a kill, and those that were taken before the connection broke.
        """
        fewest = self.uncertain <= 1 and self.doubled <= self.kills + self.unanswered
        return fewest and not self.missing and not self.over


async def measure(
    subscribers: int,
    limits: Limits,
    *,
    faults: bool,
    kills: bool,
    database: str | None = None,
    delay: float = 0.0,
) -> Delivered:
    """Deliver one digest to each subscriber, print what came of it and return it.

    With ``faults`` the server fails now and then; with ``kills`` the bot is killed every few seconds. A
    message takes the server ``delay`` seconds. Raises Refused for a ``database`` that is not empty.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        _stand_in(limits, faults=faults, delay=delay) as server,
    ):
        url = database or f"sqlite:///{Path(folder) / 'sitrep.db'}"
        chats = [n if n % _GROUPS else -n for n in range(1, subscribers + 1)]
        storage = _opened(url)
        try:
            await _fill(storage, chats)
            bot = _Bot(Path(folder), url, server.port, limits)
            killed = await _deliver(storage, bot, server, settle=_SETTLE + delay if kills else None)
        except Unavailable as error:
            raise Trouble("error.trouble") from error
        finally:
            await storage.close()
        found = _result(server.seen(), chats, limits, faults=faults, uncertain=killed, memory=bot.memory)
    Console().print(_table(found, server.seen_last))
    return found


def _opened(url: str) -> Storage:
    try:
        return Storage.open(url)
    except ValueError as error:
        raise Refused("cli.bench_database", why=str(error)) from error


async def _fill(storage: Storage, chats: list[int]) -> None:
    """Writes a digest of six sentences for each chat."""
    await storage.migrate()
    async with storage.read() as work:
        if await work.chats.count() or (await work.articles.reach()).articles:
            raise Refused("cli.bench_empty")
    now = datetime.now(UTC)
    moment = Moment(at=now, precision=Precision.MINUTE)
    url = "https://example.org/1"
    source = Source(article_id=1, name="Harbour Herald", published=moment, arrived=now, url=url, sample=False)
    text = "The harbour office said on Friday that the ferry to the island would sail again in spring."
    quote = Quote(kind=QuoteKind.SENTENCE, text=text, source=source)
    letter = dump(Letter(answer=Answer(blocks=(quote,) * 6)))
    async with storage.write() as work:
        for chat in chats:
            await work.chats.touch(chat, ChatKind.PRIVATE if chat > 0 else ChatKind.GROUP)
            await work.outbox.add(chat, letter, now, kind=ParcelKind.DIGEST)


async def _deliver(storage: Storage, bot: _Bot, server: _Server, *, settle: float | None) -> list[int]:
    """Until nothing waits any more; of each kill, how many messages were taken but not noted by then.

    After a kill the server gets ``settle`` seconds; None: no kills.
    """
    dice, before, moved = random.Random(6), 0, time.monotonic()  # noqa: S311  # nothing secret
    unnoted = [0]
    kill_at: float | None = None
    await bot.start()
    try:
        while await _count(storage, "pending") and time.monotonic() - moved < _STUCK:
            await asyncio.sleep(_LOOK)
            bot.weigh()
            now, taken = time.monotonic(), len(server.seen().times)
            if taken > before:
                before, moved = taken, now
                kill_at = kill_at or now + dice.uniform(*_LIFE)
            if settle is not None and kill_at is not None and now >= kill_at:
                await bot.kill()
                await asyncio.sleep(settle)
                seen = server.seen()
                kill_at, before = None, len(seen.times)
                # Of these each is sent once more, and then one more is taken and one more noted.
                unnoted.append(len(seen.times) - seen.unanswered - await _count(storage, "done"))
                await bot.start()
    finally:
        await bot.kill()
    return [later - earlier for earlier, later in pairwise(unnoted)]


async def _count(storage: Storage, state: str) -> int:
    async with storage.read() as work:
        return (await work.outbox.counts())[state]


class _Bot:
    """The true `sitrep run`, one process after another."""

    def __init__(self, folder: Path, database: str, port: int, limits: Limits) -> None:
        self._folder = folder
        self._settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": f"http://127.0.0.1:{port}",
            "DATABASE_URL": database,
            "MESSAGES_PER_SECOND": str(limits.overall),
            "CHAT_MESSAGES_PER_SECOND": str(limits.chat),
            "GROUP_MESSAGES_PER_MINUTE": str(limits.group),
            "LOG_LEVEL": "error",
        }
        self._process: asyncio.subprocess.Process | None = None
        self.memory = 0.0

    async def start(self) -> None:
        """Starts it."""
        given = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
        ours = {PREFIX + name: value for name, value in self._settings.items()}
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=self._folder,  # where no .env lies
            env=given | ours | {"NO_PROXY": "127.0.0.1"},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
        )

    async def kill(self) -> None:
        """Ends it as a power cut would."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def weigh(self) -> None:
        """Notes the most memory it has had, where the system tells (Linux)."""
        try:
            status = Path(f"/proc/{self._process.pid if self._process else 0}/status").read_text("ascii")
        except OSError:
            return
        peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")), "0")
        self.memory = max(self.memory, int(peak) / 1024)


class _Server:
    """The stand-in's process, seen from here."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.port: int = pipe.recv()
        self.seen_last = Seen()

    def seen(self) -> Seen:
        """What it has counted by now."""
        self._pipe.send(None)
        self.seen_last = self._pipe.recv()
        return self.seen_last


@contextmanager
def _stand_in(limits: Limits, *, faults: bool, delay: float) -> Iterator[_Server]:
    """The stand-in as a process of its own, so that it counts what the bot does at the true time."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    given = {"faults": faults, "delay": delay}
    process = spawn.Process(target=serve, args=(theirs, limits), kwargs=given, daemon=True)
    process.start()
    try:
        yield _Server(ours)
    finally:
        process.kill()
        process.join()


def _result(
    seen: Seen, chats: list[int], limits: Limits, *, faults: bool, uncertain: list[int], memory: float
) -> Delivered:
    wanted = {chat for chat in chats if not (faults and blocked(chat))}
    seconds = seen.times[-1] - seen.times[0] if len(seen.times) > 1 else 0.0
    rate = (len(seen.times) - 1) / seconds if seconds else 0.0
    return Delivered(
        messages=len(seen.times),
        seconds=seconds,
        share=rate / limits.overall if limits.overall else 0.0,
        over=seen.over,
        missing=len(wanted - set(seen.chats)),
        doubled=seen.chats.total() - len(seen.chats),
        unanswered=seen.unanswered,
        kills=len(uncertain),
        uncertain=max(uncertain, default=0),
        memory=memory,
    )


def _table(found: Delivered, seen: Seen) -> Table:
    table = Table(title="Delivery")
    table.add_column()
    table.add_column(justify="right")
    faults = ", ".join(f"{count} {name}" for name, count in sorted(seen.faults.items()))
    for name, value in (
        ("messages", f"{found.messages:,}"),
        ("seconds, first to last", f"{found.seconds:.1f}"),
        ("share of the limit", f"{found.share:.1%}"),
        ("over a limit (429)", str(found.over)),
        ("missing", str(found.missing)),
        ("doubled", str(found.doubled)),
        ("taken, but the connection broke", str(found.unanswered)),
        ("kills", str(found.kills)),
        ("uncertain at one kill, at most", str(found.uncertain)),
        ("other faults", faults or "none"),
        ("peak memory, MiB", f"{found.memory:.0f}"),
    ):
        table.add_row(name, value)
    return table
