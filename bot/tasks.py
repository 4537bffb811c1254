"""The one place that starts background tasks, and the supervisor of those that stay."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from newsroom.traces import trace

_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_FIRST_WAIT = 1.0  # seconds before a failed task starts again; doubles with each failure in a row
_LONGEST_WAIT = 60.0
_CALM = 300.0  # seconds of running after which an earlier failure no longer counts


class Tasks:
    """Runs named tasks, starts failed ones again, and ends all of them when it is closed.

    Use as ``async with Tasks() as tasks``. A task that returns is finished and not started again.
    """

    def __init__(self, *, first_wait: float = _FIRST_WAIT) -> None:
        self._first_wait = first_wait
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        """Nothing runs yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Ends all tasks, the last started first."""
        await self.close()

    def start(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Runs ``run()`` in the background, again after a wait whenever it fails."""
        if name in self._tasks:
            raise ValueError(f"the task {name} was started before")
        self._tasks[name] = asyncio.create_task(  # noqa: TID251  # this is the one supervisor
            self._supervise(name, run), name=name
        )

    async def finish(self, *, patience: float) -> None:
        """Waits for tasks that were told to stop; at most so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=patience)

    async def close(self) -> None:
        """Cancels what still runs and waits for its end."""
        for task in reversed(self._tasks.values()):
            task.cancel()
            await asyncio.wait([task])
        self._tasks.clear()

    async def _supervise(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        wait = self._first_wait
        while True:
            began = time.monotonic()
            try:
                await run()
            except Exception as error:  # noqa: BLE001  # a supervisor outlives whatever its tasks do; it logs
                if time.monotonic() - began > _CALM:
                    wait = self._first_wait
                _log.error("task %s failed, starts again in %g s\n%s", name, wait, trace(error))
            else:
                return
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)


async def unless(stop: asyncio.Event, what: Coroutine[Any, Any, _T]) -> _T | None:
    """The result of ``what``, or None if ``stop`` is set first, which cuts it off."""
    doing = asyncio.create_task(what)  # noqa: TID251  # ended below, whatever happens
    stopped = asyncio.create_task(stop.wait())  # noqa: TID251  # as above
    try:
        await asyncio.wait({doing, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return doing.result() if doing.done() else None
    finally:
        doing.cancel()
        stopped.cancel()
        await asyncio.wait({doing, stopped})
