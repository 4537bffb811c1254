"""The one way to heavy work: a function runs in a worker process, and only plain data crosses.

spaCy, sumy and extraction load in the worker alone. It is started when first needed and stopped
when idle, so that a bot that only answers keeps the memory of its models free.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import ParamSpec, TypeVar

from newsroom.errors import Refused, Trouble

P = ParamSpec("P")
T = TypeVar("T")


class Pool:
    """A worker process, behind ``newsroom.offload.Offload``.

    ``limit`` is how many seconds one job may run, its worker's start included; then the worker is
    killed and the job refused. Jobs beyond ``workers`` wait for their turn, which costs them nothing.
    ``idle`` is how many seconds a worker without work is kept. ``memory`` is how many bytes of data a
    worker may hold; a job that needs more is refused, and its worker ended.
    """

    def __init__(
        self, *, limit: float = 120.0, idle: float = 60.0, workers: int = 1, memory: int | None = None
    ) -> None:
        self._limit = limit
        self._idle = idle
        self._workers = workers
        self._memory = memory
        self._executor: ProcessPoolExecutor | None = None
        self._turns = asyncio.Semaphore(workers)
        self._running = 0
        self._sleep: asyncio.TimerHandle | None = None

    async def __call__(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result or what it raised; Refused when it took too long, Trouble when it broke."""
        async with self._turns:
            return await self._run(partial(function, *args, **kwargs))

    async def _run(self, job: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        if self._sleep is not None:
            self._sleep.cancel()
        if self._executor is None:
            spawn = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(
                self._workers, mp_context=spawn, initializer=_begin, initargs=(self._memory,)
            )
        executor = self._executor
        self._running += 1
        try:
            async with asyncio.timeout(self._limit) as limit:
                return await loop.run_in_executor(executor, job)
        except TimeoutError as error:
            if not limit.expired():
                raise  # the job's own
            self._kill(executor)
            raise Refused("error.too_long") from error  # it would again
        except BrokenProcessPool as error:
            self._kill(executor)
            raise Trouble("error.worker") from error
        except MemoryError as error:
            self._kill(executor)
            raise Refused("error.memory") from error
        finally:
            self._running -= 1
            if not self._running:
                self._sleep = loop.call_later(self._idle, self._rest)

    def close(self) -> None:
        """Ends the worker. Jobs that run are cut off."""
        if self._sleep is not None:
            self._sleep.cancel()
        if self._executor is not None:
            # Waits, for Python's own end would race with the executor's thread for its pipe.
            self._kill(self._executor, wait=True)

    def _rest(self) -> None:
        """Ends the idle worker without waiting for it."""
        if self._executor is not None and not self._running:
            self._executor.shutdown(wait=False)
            self._executor = None

    def _kill(self, executor: ProcessPoolExecutor, *, wait: bool = False) -> None:
        """Ends a worker that cannot be asked to stop."""
        if self._executor is executor:
            self._executor = None
        workers = list((executor._processes or {}).values())  # noqa: SLF001  # no public way until Python 3.14
        for worker in workers:
            worker.kill()
        executor.shutdown(wait=wait, cancel_futures=True)


def parser() -> Pool:
    """A pool for files and pages that may be hostile: apart from all other work, and within limits."""
    return Pool(limit=60.0, idle=20.0, memory=600 << 20)  # bytes: the bot has a server of 1 GB


def _begin(memory: int | None) -> None:
    """What a worker does first: Ctrl-C in a terminal is for its parent, and its parent's end is its own.

    What libraries log there speaks of the text that they read, and is not heard.
    """
    if memory is not None:  # Linux counts what a process has for itself (setrlimit(2)); macOS does not
        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    logging.getLogger().addHandler(logging.NullHandler())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed could not stop its worker, which would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)
