"""Kills at random moments of the true `sitrep run`: what was handed over is stored, once."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from bot.bench_telegram import Limits
from storage.chat_values import ChatKind
from tests.bot.running import ADMIN, running
from tests.bot.test_run import sqlite, titles
from tests.botapi import BotApi
from tests.botapi.people import CHANNEL, Person
from tests.ingest.documents import docx, zipped

SUBMISSIONS = int(os.environ.get("SITREP_TEST_KILLED_SUBMISSIONS", "16"))
_KILLS = SUBMISSIONS // 8
_LIFE, _PAUSE = 6.0, 1.0  # seconds, on average: from start to kill, from one forward to the next
_PATIENCE = 60.0 + SUBMISSIONS  # seconds for what is left after the last kill
_CHATS, _RATE, _BROADCAST_KILLS = 560, 200, 2
_KINDS = ["farm", "bridge", "clinic", "school", "harbour", "depot", "quarry", "market"]


def article(number: int) -> str:
    """Of no two numbers are the texts copies of each other."""
    dice = random.Random(number)  # noqa: S311  # nothing secret
    names = ["".join(dice.choices("abdegiklmnoprstuv", k=7)).capitalize() for _ in range(12)]
    place = f"{dice.choice(_KINDS)} of {names[0]}"
    facts = [
        f"{name} {dice.choice(['rebuilt', 'counted', 'inspected', 'closed'])} {dice.randrange(2, 900)} "
        f"{dice.choice(_KINDS)}s near {other} in {dice.randrange(1950, 2020)}."
        for name, other in pairwise(names)
    ]
    return f"Report {number} on the {place}\n\n" + " ".join(facts)


def document(number: int) -> tuple[str, bytes]:
    """The same as a file of some kind: a text, a Word document, an archive with a record."""
    title, _, text = article(number).partition("\n\n")
    match number % 9:
        case 0:
            return f"{number}.txt", article(number).encode()
        case 3:
            return f"{number}.docx", docx([text], heading=title)
        case _:
            record = json.dumps({"title": title, "text": text}).encode()
            return f"{number}.zip", zipped({"record.jsonl": record})


@pytest.mark.timeout(_KILLS * 20 + _PATIENCE * 2)
async def test_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    """Forwards and files arrive while the process is killed again and again: each is one article and receipt.

    A receipt in flight at a kill is the one thing that may come twice, as no sender can know.
    """
    dice = random.Random(SUBMISSIONS)  # noqa: S311  # nothing secret
    database = tmp_path / "sitrep.db"
    async with running(database) as (bot, api), asyncio.TaskGroup() as group:
        admin = Person(api, ADMIN)
        hands = group.create_task(_hand_over(admin, dice))
        for _ in range(_KILLS):
            await asyncio.sleep(dice.expovariate(1 / _LIFE))
            bot.kill()
            await bot.ended()
            await bot.start()
        await hands
        await api.until(lambda: not api.waiting, patience=_PATIENCE)
        await _until_delivered(database)
    assert Counter(await titles(database)) == {_title(n): 1 for n in range(SUBMISSIONS)}
    assert await _states(database) == {"done": SUBMISSIONS}
    told = _told(api)
    assert len(told) == SUBMISSIONS
    assert told.total() <= SUBMISSIONS + _KILLS


def _title(number: int) -> str:
    return article(number).partition("\n")[0]


async def _hand_over(admin: Person, dice: random.Random) -> None:
    for number in range(SUBMISSIONS):
        if number % 3:
            await admin.forwards(article(number), CHANNEL)
        else:
            await admin.attaches(*document(number))
        await asyncio.sleep(dice.expovariate(1 / _PAUSE))


async def _until_delivered(database: Path) -> None:
    storage = sqlite(database)
    async with asyncio.timeout(_PATIENCE):
        while True:
            async with storage.read() as work:
                if await work.inbox.waiting() == 0 == (await work.outbox.counts())["pending"]:
                    break
            await asyncio.sleep(1)
    await storage.close()


def _told(api: BotApi) -> Counter[str]:
    """How many messages tell of each article that it is stored, or was stored already."""
    titles_ = {_title(number) for number in range(SUBMISSIONS)}
    return Counter(line for shown in api.shown(ADMIN) for line in shown.text.split("\n") if line in titles_)


async def _states(database: Path) -> Counter[str]:
    storage = sqlite(database)
    async with storage.read() as work:
        found = [await work.inbox.get(number) for number in range(1, SUBMISSIONS + 1)]
        assert await work.inbox.get(SUBMISSIONS + 1) is None
        assert await work.inbox.parked(1) == []
        waiting = await work.inbox.waiting()
    await storage.close()
    assert waiting == 0
    return Counter("done" if each is not None and each.reason is None else "refused" for each in found)


@pytest.mark.timeout(_PATIENCE * 4)
async def test_kills_in_a_broadcast_lose_and_double_nothing(tmp_path: Path, sqlite_template: Path) -> None:
    """A broadcast to more chats than are written at once, killed while they are written and sent: all get it.

    What is in flight at a kill is the one thing that may come twice, as no sender can know.
    """
    dice = random.Random(_CHATS)  # noqa: S311  # nothing secret
    database = tmp_path / "sitrep.db"
    shutil.copyfile(sqlite_template, database)
    await _known(database, range(1000, 1000 + _CHATS))
    limits = Limits(overall=_RATE, chat=1, group=20)
    fast = {"SITREP_MESSAGES_PER_SECOND": str(_RATE)}
    async with running(database, limits, **fast) as (bot, api):
        for chat_id in range(1000, 1000 + _CHATS):
            Person(api, chat_id)
        admin = Person(api, ADMIN)
        await admin.says("/broadcast We are away on Sunday.")
        (_, asked) = await admin.hears(2)
        await admin.presses(asked, "Send")
        for _ in range(_BROADCAST_KILLS):
            await asyncio.sleep(dice.uniform(0.0, 1.5))
            bot.kill()
            await bot.ended()
            await bot.start(**fast)
        await api.until(
            lambda: admin.sees[-1].text.startswith("The broadcast is over"), patience=2 * _PATIENCE
        )
        told = Counter(chat_id for chat_id, _ in api.methods.messages if chat_id >= 1000)
    assert len(told) == _CHATS
    assert told.total() <= _CHATS + _BROADCAST_KILLS
    assert f"Sent: {_CHATS} of {_CHATS} chats have it." in admin.sees[-1].text


async def _known(database: Path, chat_ids: Iterable[int]) -> None:
    storage = sqlite(database)
    async with storage.write() as work:
        for chat_id in chat_ids:
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
    await storage.close()
