"""The worker pool: heavy work elsewhere, cut off when it must be, and nothing left behind."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.offload import Pool
from newsroom.errors import Misconfigured, Refused, Trouble
from tests.bot.shell import Shell

_HEAVY = ("spacy", "sumy", "numpy", "nltk", "trafilatura", "nupunkt", "tzfpy")
_LIMIT = 5.0  # seconds: a worker starts in well under one, on a busy machine in two


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    """A pool of one worker."""
    opened = Pool(limit=_LIMIT)
    yield opened
    opened.close()


def meet(mine: Path, other: Path) -> bool:
    """A job that ends when another one, which runs at the same time, has begun."""
    mine.touch()
    end = time.monotonic() + _LIMIT
    while not other.exists() and time.monotonic() < end:
        time.sleep(0.01)
    return other.exists()


def refuse() -> None:
    """A job that raises one of our errors."""
    raise Misconfigured("settings.bad", name="SITREP_X", why="because")


def overdue() -> None:
    """A job whose own waiting failed."""
    raise TimeoutError("the job's own")


def hoard(size: int) -> int:
    """A job that needs so many bytes."""
    return len(bytearray(size))


async def gone(pid: int) -> bool:
    """Whether a worker has ended, or does so soon."""
    for _ in range(200):
        if pid not in {child.pid for child in multiprocessing.active_children()}:
            return True
        await asyncio.sleep(0.02)
    return False


def test_the_parent_stays_light(tmp_path: Path) -> None:
    """Taking articles in and answering loads the language libraries in the worker, never in the parent."""
    code = f"""
import asyncio, sys
from bot import samples, settings, talk
from bot.terminal import ASKER
from bot.wiring import now, wired
from newsroom.preferences import Located
from newsroom.question import Asker, Question, parse
from storage.chat_values import ChatKind

def loaded() -> list[str]:
    return sorted(set({_HEAVY!r}) & set(sys.modules))

async def main() -> None:
    async with wired(settings.load()) as parts:
        for sample in samples.load()[:2]:
            receipt = await parts.intake.hand_over(talk.submission(sample, now()))
            assert not receipt.refused, receipt
        for typed in ("/latest", "/who Rutte", "/topics", "/topic ukraine", "/digest", "Who sent troops?"):
            answer = await parts.desk.answer(Question(intent=parse(typed), asker=ASKER))
            assert not answer.refused, typed
        reader = Asker(chat_id=5, kind=ChatKind.PRIVATE, user_id=5)
        where = Question(intent=Located(latitude=50.45, longitude=30.52), asker=reader)
        assert not (await parts.desk.answer(where)).refused
        print(loaded(), await parts.offload(eval, "'spacy' in __import__('sys').modules"))

asyncio.run(main())
"""
    done = Shell.on(tmp_path / "light.db").run(sys.executable, "-c", code)
    assert (done.err, done.code, done.out) == ("", 0, "[] True\n")


async def test_a_result_comes_back(pool: Pool) -> None:
    """A job gets its arguments and gives its result, from another process, which stays for the next job."""
    assert await pool(int, "ff", base=16) == 255
    worker = await pool(os.getpid)
    assert worker != os.getpid()
    assert await pool(os.getpid) == worker


async def test_what_takes_too_long_is_cut_off(pool: Pool) -> None:
    """A job past the limit is refused, its worker ends, and the next job has a new one."""
    worker = await pool(os.getpid)
    with pytest.raises(Refused) as caught:
        await pool(time.sleep, 60)
    assert caught.value.text.key == "error.too_long"
    assert await gone(worker)
    assert await pool(os.getpid) != worker


@pytest.mark.parametrize(("death", "how"), [(os._exit, 1), (signal.raise_signal, signal.SIGKILL)])
async def test_a_worker_that_dies_is_trouble(pool: Pool, death: Callable[[int], None], how: int) -> None:
    """A worker that exits, or is killed as one out of memory is, is Trouble, and the next job works."""
    with pytest.raises(Trouble) as caught:
        await pool(death, how)
    assert caught.value.text.key == "error.worker"
    assert await pool(divmod, 7, 3) == (2, 1)


async def test_an_error_comes_through(pool: Pool) -> None:
    """What a job raises is raised here, ours with its text, and the worker stays."""
    worker = await pool(os.getpid)
    with pytest.raises(ValueError, match="invalid literal"):
        await pool(int, "x")
    with pytest.raises(Misconfigured) as caught:
        await pool(refuse)
    assert caught.value.text.args == {"name": "SITREP_X", "why": "because"}
    with pytest.raises(TimeoutError, match="the job's own"):
        await pool(overdue)
    assert await pool(os.getpid) == worker


async def test_two_jobs_at_once(tmp_path: Path) -> None:
    """With two workers, two jobs run side by side."""
    one, other = tmp_path / "one", tmp_path / "other"
    pool = Pool(limit=_LIMIT * 2, workers=2)
    try:
        assert all(await asyncio.gather(pool(meet, one, other), pool(meet, other, one)))
    finally:
        pool.close()


async def test_waiting_for_a_turn_is_not_running(pool: Pool) -> None:
    """With one worker, jobs run one after another, and the limit of each begins with its turn."""
    slow = [pool(time.sleep, 0.6 * _LIMIT) for _ in range(2)]
    assert await asyncio.gather(*slow, pool(divmod, 7, 3)) == [None, None, (2, 1)]


async def test_an_innocent_job_survives(pool: Pool) -> None:
    """A job that waits while another is cut off, or brings its worker down, still has its result."""
    results = await asyncio.gather(pool(os._exit, 1), pool(divmod, 7, 3), return_exceptions=True)
    assert isinstance(results[0], Trouble)
    assert results[1] == (2, 1)


async def test_an_idle_worker_ends() -> None:
    """A worker without work is let go after a while, and started again when there is some."""
    pool = Pool(limit=_LIMIT, idle=0.05)
    worker = await pool(os.getpid)
    assert await gone(worker)
    assert await pool(os.getpid) != worker
    pool.close()


async def test_closing_leaves_nobody(pool: Pool) -> None:
    """Closing ends the worker, even in the middle of a job."""
    worker = await pool(os.getpid)
    job = asyncio.gather(pool(time.sleep, 60), return_exceptions=True)
    await asyncio.sleep(0.1)
    pool.close()
    assert await gone(worker)
    (raised,) = await job
    assert isinstance(raised, Trouble)


async def test_an_interrupt_is_for_the_parent(pool: Pool) -> None:
    """Ctrl-C, which a terminal sends to the worker as well, does not end a job."""
    worker = await pool(os.getpid)
    job = asyncio.gather(pool(time.sleep, 0.5), pool(os.getpid))
    await asyncio.sleep(0.1)
    os.kill(worker, signal.SIGINT)
    _, still = await job
    assert still == worker


def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    """A process that is killed leaves no worker: all that holds its output's other end is gone."""
    code = """
import asyncio, os, signal
from bot.offload import Pool

async def main() -> None:
    print(await Pool()(abs, -1), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""
    done = Shell.on(tmp_path / "none.db").run(sys.executable, "-c", code)  # waits for the end of the output
    assert (done.code, done.out) == (-signal.SIGKILL, "1\n")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits what a process has for itself")
async def test_a_job_that_needs_too_much_memory() -> None:
    """It is refused and its worker ended; the next job has a new one, and all the memory there is for it."""
    pool = Pool(memory=512 << 20)
    try:
        before = await pool(os.getpid)
        with pytest.raises(Refused) as caught:
            await pool(hoard, 1 << 30)
        assert caught.value.text.key == "error.memory"
        assert await pool(hoard, 64 << 20) == 64 << 20
        assert await pool(os.getpid) != before
        assert await gone(before)
    finally:
        pool.close()
