"""What calls pass through: no window is ever too full, whatever the delays, and hardly ever too empty."""

from __future__ import annotations

import math
import random
from collections import deque

import pytest

from handlers.lanes import Delays, Gap, Gate, Window


@pytest.mark.parametrize("jitter", [0.0, 0.02, 0.2])
def test_no_second_of_the_server_holds_more(jitter: float) -> None:
    """However calls are delayed on their way there and back, the server counts no more than the limit."""
    dice = random.Random(7)  # noqa: S311  # nothing secret
    delays = Delays()
    window = Window(30, 1.0, delays)
    now = 0.0
    arrivals: list[float] = []
    under_way = deque[tuple[float, float]]()
    while len(arrivals) < 600:
        while under_way and under_way[0][0] <= now:
            end, began = under_way.popleft()
            delays.add(end - began)
            window.leave(end)
        opens = window.opens(now)
        if opens <= now:
            there, back = (0.03 + dice.random() * jitter / 2 for _ in range(2))
            window.enter(now)
            arrivals.append(now + there)
            under_way.append((now + there + back, now))
            under_way = deque(sorted(under_way))
        else:
            now = min(opens, under_way[0][0] if under_way else math.inf)
    arrivals.sort()
    assert all(later - first >= 1 for first, later in zip(arrivals, arrivals[30:], strict=False))
    if jitter <= 0.02:
        assert len(arrivals) / (arrivals[-1] - arrivals[0]) > 0.95 * 30


def test_a_few_slow_calls_prove_no_way() -> None:
    """The server may count a first call at the end of its time, and the next one at the begin of its own."""
    delays = Delays()
    window = Window(1, 1.0, delays)
    for number in range(5):
        window.enter(2.0 * number)
        delays.add(0.6)
        window.leave(2.0 * number + 0.6)
        assert window.opens(2.0 * number + 0.7) == 2.0 * number + 1.6


def test_a_window_without_limit_can_be_held() -> None:
    """0 is no limit, but flood control holds such a window up as well."""
    window = Window(0, 1.0, Delays())
    for _ in range(1000):
        assert window.opens(5.0) <= 5.0
        window.enter(5.0)
        window.leave(5.0)
    window.hold(9.0)
    assert window.opens(5.0) == 9.0
    assert not window.idle(5.0)
    assert window.idle(9.0)


def test_a_gap_makes_up_for_what_came_late() -> None:
    """Calls are spread evenly; one that was late does not slow down all that follow."""
    gap = Gap(10)
    assert gap.opens(0.8) <= 0.8
    gap.enter(0.8)
    gap.enter(1.0)
    assert gap.opens(1.0) <= 1.0
    gap.enter(1.0)
    gap.enter(1.0)
    assert gap.opens(1.0) == pytest.approx(1.1)
    gap.enter(1.15)
    assert gap.opens(1.15) == pytest.approx(1.2)
    gap.enter(9.0)
    assert gap.opens(9.0) == pytest.approx(8.9)


def test_the_gate_is_as_narrow_as_the_rate_allows() -> None:
    """One at a time, where that is quick enough; more, the longer they take; one that hangs blocks nobody."""
    now = [0.0]
    gate = Gate(30, lambda: now[0])

    def passes(took: float) -> None:
        gate.enter("a")
        now[0] += took
        gate.leave("a")

    passes(0.01)
    assert gate.width == 1
    gate.enter("hanging")
    assert gate.opens(now[0]) == now[0] + 0.5
    now[0] += 0.5
    assert gate.opens(now[0]) <= now[0]
    for _ in range(50):
        passes(0.1)
    assert gate.width == 3
    for _ in range(50):
        passes(0.02)
    assert gate.width == 1
    assert Gate(0, lambda: 0.0).width > 1


def test_a_narrow_gate_lets_one_in_at_a_time() -> None:
    """However long calls take and however high the limit; only one that hangs for seconds is passed by."""
    now = [0.0]
    gates = [Gate(30, lambda: now[0]), Gate(0, lambda: now[0])]
    for gate in gates:
        gate.narrow(40.0)
    for _ in range(50):
        gates[0].enter("a")
        now[0] += 0.3
        gates[0].leave("a")
    for gate in gates:
        gate.enter("slow")
        assert gate.opens(now[0] + 0.6) == now[0] + 3.0
        assert gate.opens(now[0] + 3.0) <= now[0] + 3.0
    now[0] = 40.0
    assert all(gate.width > 1 and gate.opens(40.0) <= 40.0 for gate in gates)
