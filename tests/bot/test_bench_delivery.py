"""The bench of delivery: a strict stand-in, and the true bot killed again and again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bench_delivery import Delivered, measure
from bot.bench_telegram import Limits, Strict
from newsroom.errors import Refused
from tests import databases
from tests.bot.shell import Shell


def test_the_stand_in_counts_in_sliding_windows() -> None:
    """So many in any second and no more, one a second to a chat, so many a minute to a group."""
    strict = Strict(Limits(overall=2, chat=1, group=3))
    assert [strict.refuses(chat, 0.5) for chat in (1, 2, 3)] == [0, 0, 1]
    assert [strict.refuses(3, at) for at in (1.4, 1.5)] == [1, 0]
    assert [strict.refuses(3, at) for at in (2.4, 2.6)] == [1, 0]
    assert [strict.refuses(-1, 10.0 + at) for at in range(3)] == [0, 0, 0]
    assert [strict.refuses(-1, at) for at in (13.0, 69.5, 70.0)] == [57, 1, 0]
    free = Strict(Limits(overall=0, chat=0, group=0))
    assert not any(free.refuses(-1, 0.0) for _ in range(99))


async def test_kills_lose_nothing() -> None:
    """Killed again and again, the bot misses nobody, breaks no limit, repeats one message a kill at most."""
    found = await measure(120, Limits(overall=15), faults=False, kills=True)
    assert found.kills
    assert (found.missing, found.over) == (0, 0)
    assert found.doubled <= found.kills
    assert found.uncertain <= 1
    assert found.kept


@pytest.mark.timeout(300)
async def test_kills_on_a_slow_line_double_no_more(postgres_url: str) -> None:
    """Where a message takes three times as long as the rate allows, at most one is in flight at a kill."""
    databases.empty(postgres_url)
    found = await measure(60, Limits(overall=30), faults=False, kills=True, database=postgres_url, delay=0.1)
    assert found.kills
    assert found.uncertain <= 1
    assert found.kept
    with pytest.raises(Refused):
        await measure(10, Limits(), faults=False, kills=False, database=postgres_url)


@pytest.mark.parametrize(
    ("wrong", "kept"),
    [
        ({}, True),
        ({"doubled": 3}, True),
        ({"doubled": 4}, False),
        ({"missing": 1}, False),
        ({"over": 1}, False),
        ({"uncertain": 2}, False),
    ],
)
def test_the_measurement_says_whether_the_promise_was_kept(wrong: dict[str, int], *, kept: bool) -> None:
    """As many doubles as kills and broken connections, and nothing else, may be."""
    found = Delivered(
        messages=9,
        seconds=1.0,
        share=1.0,
        over=0,
        missing=0,
        doubled=0,
        unanswered=1,
        kills=2,
        uncertain=1,
        memory=99.0,
    )
    assert replace(found, **wrong).kept is kept


def test_a_database_that_cannot_serve_is_told(tmp_path: Path) -> None:
    """A bad address is a bad request; a server that does not answer is trouble. Neither is a traceback."""
    for url, code, words in (
        ("nonsense", 2, "sqlite:///FILE"),
        ("postgresql://nobody@127.0.0.1:1/none", 1, "try again"),
    ):
        shell = Shell.on(tmp_path / "unused.db")
        ended = shell.sitrep("bench", "delivery", "--subscribers", "10", "--database", url)
        assert ended.code == code
        assert words in ended.err
        assert "Traceback" not in ended.err


async def test_a_bad_day_loses_nothing() -> None:
    """Under flood control, broken connections, blocks and migrations nobody misses their message.

    Only what was taken before the connection broke may come twice, as no sender can know.
    """
    found = await measure(150, Limits(overall=60), faults=True, kills=False)
    assert (found.missing, found.over) == (0, 0)
    assert found.doubled <= found.unanswered
