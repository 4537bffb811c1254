"""Workers that go through lines: in order, on more than one, and through every accident."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator

import pytest

from bot.crew import WARM, Crew, Outcome, cores
from bot.files import Line
from newsroom.answer import Text
from newsroom.errors import Refused, Trouble


def work(line: bytes) -> str:
    """Does what the line says."""
    match line.split():
        case [b"sleep", seconds]:
            time.sleep(float(seconds))
        case [b"die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case [b"refuse"]:
            raise Refused("corpus.no_object")
    return f"{line.decode()} by {os.getpid()}"


def broken(line: bytes) -> str:
    """Cannot even begin."""
    raise SystemExit(line == WARM)


def lines(*data: bytes) -> Iterator[Line]:
    """Numbered lines."""
    for number, one in enumerate(data, start=1):
        yield Line(number=number, at=0, data=one)


def run(*data: bytes, size: int = 2, limit: float = 30.0) -> list[Outcome[str]]:
    """What the lines come to."""
    with Crew(work, size=size, limit=limit) as crew:
        found = list(crew.run(lines(*data)))
    assert [line.number for line, _ in found] == list(range(1, len(data) + 1))
    return [outcome for _, outcome in found]


def said(outcome: Outcome[str]) -> str:
    """A result without the worker's number, or the reason's key."""
    return outcome.key if isinstance(outcome, Text) else outcome.partition(" by ")[0]


def test_order_and_company() -> None:
    """Results come in the order of the lines though later ones are ready first, from several workers."""
    found = run(b"sleep 0.5", *(b"%d" % n for n in range(40)))
    assert [said(outcome) for outcome in found] == ["sleep 0.5", *map(str, range(40))]
    assert len({str(outcome).partition(" by ")[2] for outcome in found}) == 2


def test_one_line_starts_one_worker() -> None:
    """No more workers are started than there are lines."""
    with Crew(work, size=8) as crew:
        assert len(list(crew.run(lines(b"a")))) == 1
        assert len(crew._workers) == 1


def test_accidents_cost_their_line_alone() -> None:
    """A line that is refused, kills its worker or takes too long is told; all others have their result."""
    found = run(b"a", b"die", b"b", b"sleep 60", b"refuse", b"c", b"die", b"d", limit=2)
    assert [said(outcome) for outcome in found] == [
        "a",
        "corpus.died",
        "b",
        "corpus.too_long",
        "corpus.no_object",
        "c",
        "corpus.died",
        "d",
    ]


def test_input_without_end() -> None:
    """Lines are read only so far ahead, and leaving the results ends everything at once."""
    read = 0

    def endless() -> Iterator[Line]:
        nonlocal read
        while True:
            read += 1
            yield Line(number=read, at=0, data=b"a")

    with Crew(work, size=2) as crew:
        results = crew.run(endless())
        for _ in range(100):
            next(results)
        time.sleep(0.5)
        assert read < 200
    deadline = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not multiprocessing.active_children()


def test_results_do_not_wait_for_input() -> None:
    """A result is given while the next line is still awaited."""
    asked: list[bytes] = []

    def dialog() -> Iterator[Line]:
        yield Line(number=1, at=0, data=b"a")
        while not asked:
            time.sleep(0.01)
        yield Line(number=2, at=0, data=asked[0])

    with Crew(work, size=1) as crew:
        results = crew.run(dialog())
        assert said(next(results)[1]) == "a"
        asked.append(b"b")
        assert said(next(results)[1]) == "b"


def test_input_that_breaks_off() -> None:
    """What reading raises is raised after the results of the lines before it."""

    def breaking() -> Iterator[Line]:
        yield Line(number=1, at=0, data=b"a")
        raise Refused("cli.broken", path="x")

    with Crew(work, size=1) as crew:
        results = crew.run(breaking())
        assert said(next(results)[1]) == "a"
        with pytest.raises(Refused):
            next(results)


def test_workers_that_cannot_begin() -> None:
    """Where no worker gets ready the run ends; not every line is blamed for it."""
    with Crew(broken, size=1) as crew, pytest.raises(Trouble):
        list(crew.run(lines(b"a", b"b")))


def test_all_cores() -> None:
    """As many workers as this process has processors."""
    assert cores() >= 1
