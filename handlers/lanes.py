"""What calls to Telegram pass through one by one: windows of time, a gap between calls, and a gate.

Times are seconds of a monotonic clock.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Hashable
from typing import Protocol

_LATELY = 200  # calls by which delays are judged
_ENOUGH = 50  # calls before that says anything: a few may be slow by chance, and the next one quick
_WORK = 0.01  # seconds of a delay that may be work at either end rather than way
_SURE = 0.75  # of the rest of the shortest delay: as much as any two calls are taken to share
_CATCH_UP = 0.2  # seconds by which calls may lag behind their gaps and still make up for it
_SLOW = 0.5  # seconds after which a call in the gate keeps no other one out
_HANGS = 3.0  # the same while the gate is narrow; less than a parcel is patient
_WIDEST = 50  # calls in the gate


class Lane(Protocol):
    """Something that lets calls pass at its own pace."""

    def opens(self, now: float) -> float:
        """When the next call may pass: up to ``now`` if at once, infinity if not before another has left."""

    def enter(self, now: float) -> None:
        """A call begins."""

    def leave(self, now: float) -> None:
        """That call has ended, in whatever way."""


class Delays:
    """How long calls took lately."""

    def __init__(self) -> None:
        self._last: deque[float] = deque(maxlen=_LATELY)
        self.sure = 0.0

    def add(self, seconds: float) -> None:
        """One more call took so long."""
        self._last.append(seconds)
        if len(self._last) >= _ENOUGH:
            self.sure = _SURE * max(0.0, min(self._last) - _WORK)


class Window:
    """At most ``limit`` calls in any ``span`` seconds by the server's clock; a limit of 0 is none.

    When in a call's time the server counts it is not known. So its place is taken from its begin until
    ``span`` after its end, less the delay that calls have at the least: that much passes on the way of the
    one back and of the next one there.
    """

    def __init__(self, limit: int, span: float, delays: Delays) -> None:
        self._limit = limit
        self._span = span
        self._delays = delays
        self._under_way = 0
        self._ended: deque[float] = deque()
        self.held = -math.inf

    def opens(self, now: float) -> float:
        """When a place is free, and nothing holds calls up."""
        taken = self._span - self._delays.sure
        while self._ended and self._ended[0] + taken <= now:
            self._ended.popleft()
        if not self._limit or self._under_way + len(self._ended) < self._limit:
            return self.held
        return max(self.held, self._ended[0] + taken) if self._ended else math.inf

    def enter(self, now: float) -> None:
        """Takes a place."""
        del now
        self._under_way += 1

    def leave(self, now: float) -> None:
        """Keeps the place for a while more."""
        self._under_way -= 1
        if self._limit:
            self._ended.append(now)

    def hold(self, until: float) -> None:
        """Lets nothing pass until then."""
        self.held = max(self.held, until)

    def idle(self, now: float) -> bool:
        """Whether it is as good as new."""
        return self.opens(now) <= now and not self._under_way and not self._ended


class Gap:
    """Spreads calls evenly, so that one that is more urgent never has to wait for a full second's worth."""

    def __init__(self, rate: int) -> None:
        self._gap = 1.0 / rate if rate else 0.0
        self._next = -math.inf

    def opens(self, now: float) -> float:
        """When the gap since the last call is over."""
        del now
        return self._next

    def enter(self, now: float) -> None:
        """Begins a gap; one that begins late ends a little earlier."""
        self._next = max(self._next, now - _CATCH_UP) + self._gap

    def leave(self, now: float) -> None:
        """Changes nothing."""


class Gate:
    """Holds as few calls between their begin and the note of their success as the rate allows.

    After a crash those that were in the gate are sent again. At Telegram's limit, one at a time is enough
    where a call takes less than a gap; where it takes longer, as many are let in as make up for it (Little's
    law). One that hangs stands in nobody's way. While the gate is ``narrow`` it is one at a time in any case.
    """

    def __init__(self, rate: int, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._took = 0.0
        self._narrow_until = -math.inf
        self._inside: dict[Hashable, float] = {}

    def narrow(self, until: float) -> None:
        """One at a time until then."""
        self._narrow_until = until

    @property
    def width(self) -> int:
        """How many may be inside."""
        if self._clock() < self._narrow_until:
            return 1
        if not self._rate:
            return _WIDEST
        return min(max(1, math.ceil(self._took * self._rate)), _WIDEST)

    def opens(self, now: float) -> float:
        """When there is room."""
        hangs = _HANGS if now < self._narrow_until else _SLOW
        recent = [since for since in self._inside.values() if now - since < hangs]
        return -math.inf if len(recent) < self.width else min(recent) + hangs

    def enter(self, key: Hashable) -> None:
        """A call begins."""
        self._inside[key] = self._clock()

    def leave(self, key: Hashable) -> None:
        """It is noted, or has failed; no matter whether it ever began."""
        since = self._inside.pop(key, None)
        if since is not None:
            self._took += 0.1 * (min(self._clock() - since, _SLOW) - self._took)
