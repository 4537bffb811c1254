"""Kills at random moments while an admin corrects: each correction is whole or not there, and goes back."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from newsroom.errands import Delete, Merge, TakeBack, Undo
from newsroom.intents import Intent
from newsroom.question import Question
from newsroom.tokens import encode
from storage.inbox_models import CorrectionRow
from storage.inbox_values import CorrectionKind
from tests.bot.running import ADMIN, running
from tests.bot.test_run import sqlite
from tests.botapi.people import Person
from tests.dumping import counted, dump
from tests.newsroom.correcting import family
from tests.newsroom.house import ADMIN as ASKER
from tests.newsroom.house import House
from tests.newsroom.test_corrections import hand_over_many

KILLS = int(os.environ.get("SITREP_TEST_KILLED_CORRECTIONS", "3"))
_FILE, _MANY = 6, 45  # the submission of a file, and how many articles came of it
_LONGEST = 2.5  # seconds from a command to the kill
_OURS = ("correction", "outbox", "asked", "visit", "chat", "alert_position")  # what goes on beside them


def _commands(dice: random.Random) -> list[str | Intent]:
    """An undo of many first and last, and every other correction in between."""
    others: list[str | Intent] = [
        Merge(words="1 5", confirmed=1),
        "/split 5 2",
        "/edit 3 title: Another headline",
        "/edit 1 text: The port was hit on Monday.\nFive people died, the mayor said.",
        Delete(words="1", confirmed=1),
        "/undo",
    ]
    dice.shuffle(others)
    undo = Undo(submission_id=_FILE)
    return [undo, *(others * KILLS)[: KILLS - 2], undo]


@pytest.mark.timeout(KILLS * 60 + 120)
async def test_kills_among_corrections_leave_none_half_made(tmp_path: Path, sqlite_template: Path) -> None:
    """After each kill all counts agree; taken back, newest first, the archive is what it was, to the row."""
    dice = random.Random(KILLS)  # noqa: S311  # nothing secret
    database = tmp_path / "sitrep.db"
    shutil.copyfile(sqlite_template, database)
    url = f"sqlite:///{database}"
    house = House(storage=sqlite(database), at=datetime.now(UTC))
    await family(house)
    await hand_over_many(house, _MANY)
    await house.storage.close()
    before = dump(url, leave_out=_OURS)
    async with running(database) as (bot, api):
        admin = Person(api, ADMIN)
        await admin.says("/help")
        (shown, *_) = await admin.hears()
        for command in _commands(dice):
            if isinstance(command, str):
                await admin.says(command)
            else:
                await admin.calls_back(api.methods.as_message(shown), encode(command))
            await asyncio.sleep(dice.uniform(0.1, _LONGEST))
            bot.kill()
            await bot.ended()
            counted(url)
            await bot.start()
        await admin.says("/edit 2 title: The last headline")
        await api.until(lambda: any("The last headline" in each.text for each in admin.sees), patience=120)
        bot.terminate()
        await bot.ended()
    counted(url)
    assert CorrectionKind.EDIT in await _taken_back(database)
    assert dump(url, leave_out=_OURS) == before


async def _taken_back(database: Path) -> set[CorrectionKind]:
    """Takes everything back, the newest first; the kinds of what there was."""
    house = House(storage=sqlite(database), at=datetime.now(UTC))
    kinds = set()
    while (newest := await _newest(house)) is not None:
        number, kind = newest
        kinds.add(CorrectionKind(kind))
        back = await house.desk.answer(Question(intent=TakeBack(correction_id=number), asker=ASKER))
        assert not back.refused, house.words(back)
    await house.storage.close()
    return kinds


async def _newest(house: House) -> tuple[int, str] | None:
    query = select(col(CorrectionRow.id), col(CorrectionRow.kind)).where(
        col(CorrectionRow.taken_back).is_(None)
    )
    async with house.storage.read() as work:
        found = await work.corrections._session.execute(query.order_by(col(CorrectionRow.id).desc()).limit(1))
        row = found.first()
    return (row[0], row[1]) if row is not None and row[0] is not None else None
