"""The supervisor: tasks are started again when they fail and ended when it closes."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.tasks import Tasks, unless


async def test_failed_task_starts_again(caplog: pytest.LogCaptureFixture) -> None:
    """A task that fails is logged without its words, and started again until it returns."""
    runs = 0

    async def run() -> None:
        nonlocal runs
        runs += 1
        if runs < 3:
            raise RuntimeError("secret words")

    async with Tasks(first_wait=0.01) as tasks:
        tasks.start("work", run)
        await tasks.finish(patience=5)
    assert runs == 3
    assert "task work failed" in caplog.text
    assert "secret" not in caplog.text


async def test_waits_grow() -> None:
    """Each failure in a row doubles the wait before the next start."""
    starts: list[float] = []

    async def run() -> None:
        starts.append(asyncio.get_running_loop().time())
        if len(starts) < 4:
            raise RuntimeError

    async with Tasks(first_wait=0.05) as tasks:
        tasks.start("work", run)
        await tasks.finish(patience=5)
    first, second, third = (later - earlier for earlier, later in pairwise(starts))
    assert first >= 0.05
    assert second >= 0.1
    assert third >= 0.2


async def test_all_end_with_the_supervisor() -> None:
    """Leaving the supervisor cancels what still runs and waits for its end, the last started first."""
    ended: list[str] = []

    async def run(name: str) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(name)

    async with Tasks() as tasks:
        tasks.start("first", lambda: run("first"))
        tasks.start("second", lambda: run("second"))
        await asyncio.sleep(0)
    assert ended == ["second", "first"]


async def test_names_are_used_once() -> None:
    """Two tasks of one name are a mistake."""
    async with Tasks() as tasks:
        tasks.start("work", lambda: asyncio.sleep(60))
        with pytest.raises(ValueError, match="work"):
            tasks.start("work", lambda: asyncio.sleep(60))


async def test_unless_gives_the_result_or_stops() -> None:
    """What is done first has its result; what the stop overtakes is cut off."""
    stop = asyncio.Event()
    assert await unless(stop, asyncio.sleep(0, "done")) == "done"
    stop.set()
    assert await unless(stop, asyncio.sleep(60, "done")) is None


async def test_unless_raises_what_was_raised() -> None:
    """An error passes through as it is."""

    async def fail() -> None:
        raise LookupError("as it is")

    with pytest.raises(LookupError, match="as it is"):
        await unless(asyncio.Event(), fail())
