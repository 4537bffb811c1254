"""The bench of delivery: a strict stand-in, and the true bot killed again and again."""

from __future__ import annotations

from bot.bench_delivery import measure
from bot.bench_telegram import Limits, Strict


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


async def test_a_bad_day_loses_nothing() -> None:
    """Under flood control, broken connections, blocks and migrations nobody misses their message.

    Only what was taken before the connection broke may come twice, as no sender can know.
    """
    found = await measure(150, Limits(overall=60), faults=True, kills=False)
    assert (found.missing, found.over) == (0, 0)
    assert found.doubled <= found.unanswered
