"""Worker processes that go through lines, one line each at a time; results keep the order of the lines.

A line that kills its worker or takes too long costs only itself. Lines are read so little ahead that an
endless input needs no more memory than a short one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Queue
from typing import Generic, Self, TypeAlias, TypeVar

from bot.files import Line
from newsroom.answer import Text
from newsroom.errors import Refused, SitrepError, Trouble

T = TypeVar("T")
Work: TypeAlias = Callable[[bytes], T]
"""Makes a result of a line; picklable, both; raises Refused for a line of which none can be made."""
Outcome: TypeAlias = T | Text
"""A result, or why there is none."""

WARM = b'{"id": 0, "text": "The harbour office said on Friday that the ferry would sail again in spring."}'
"""What a worker does before its first line, so that no line waits for libraries to load."""
_DIED = "corpus.died"
_AHEAD = 16  # lines read ahead for each worker
_START = 120.0  # seconds that a worker may take to load
_NICE = 10  # whoever answers people on the same machine goes first


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew(Generic[T]):
    """At most ``size`` workers, started when there are lines for them. Use it in a ``with``.

    ``limit`` is how many seconds one line may take, ``warm`` a line that a worker begins with.
    """

    def __init__(self, work: Work[T], *, size: int, limit: float = 60.0, warm: bytes = WARM) -> None:
        self._work = work
        self._warm = warm
        self._limit = limit
        self._size = size
        self._lock = threading.Lock()
        self._closed = False
        self._workers: list[_Worker[T]] = []
        self._own = threading.local()
        self._threads = ThreadPoolExecutor(size, initializer=_leave_interrupts_to_the_main_thread)
        self._due: Queue[tuple[Line, Future[Outcome[T]]] | SitrepError | None] = Queue(size * _AHEAD)

    def __enter__(self) -> Self:
        # Started here since it unblocks Ctrl-C in the thread, and so for the worker, that needs it first.
        resource_tracker.ensure_running()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)
        while not self._due.empty():  # lets the reader out of its wait for room
            self._due.get_nowait()

    def run(self, lines: Iterable[Line]) -> Iterator[tuple[Line, Outcome[T]]]:
        """The outcome of each line, in their order, as soon as it and those before it are there.

        Raises what reading the lines raises of SitrepErrors, and Trouble when no worker can start.
        """
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()
        while (due := self._due.get()) is not None:
            if isinstance(due, SitrepError):
                raise due
            line, outcome = due
            yield line, outcome.result()

    def _read(self, lines: Iterable[Line]) -> None:
        """Hands lines out as there is room, in a thread since input may be slow and results must not wait."""
        _leave_interrupts_to_the_main_thread()
        end: SitrepError | None = Trouble("error.worker")  # unless it gets to the end
        try:
            for line in lines:
                with suppress(RuntimeError):  # closed meanwhile
                    self._due.put((line, self._threads.submit(self._ask, line.data)))
                if self._closed:
                    return
            end = None
        except SitrepError as error:
            end = error
        finally:
            self._due.put(end)

    def _ask(self, line: bytes) -> Outcome[T]:
        """One line, done by this thread's worker; a new one where the last has ended.

        Once more where the worker died on it, which may have been killed for what another process did.
        """
        outcome = self._worker().ask(line, self._limit)
        if isinstance(outcome, Text) and outcome.key == _DIED:
            outcome = self._worker().ask(line, self._limit)
        return outcome

    def _worker(self) -> _Worker[T]:
        worker: _Worker[T] | None = getattr(self._own, "worker", None)
        if worker is None or worker.ended:
            worker = self._own.worker = self._start()
        return worker

    def _start(self) -> _Worker[T]:
        with self._lock:
            if self._closed:
                raise Trouble("error.worker")
            worker = _Worker(self._work, self._warm)
            self._workers = [other for other in self._workers if not other.ended] + [worker]
        worker.wait()
        return worker


class _Worker(Generic[T]):
    """One process, and the pipe to it."""

    def __init__(self, work: Work[T], warm: bytes) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process: BaseProcess = spawn.Process(target=_serve, args=(theirs, work, warm), daemon=True)
        self._process.start()
        theirs.close()  # so that a dead worker's end of the pipe is closed
        self.ended = False

    def wait(self) -> None:
        """Until it has loaded what it needs. Raises Trouble when it does not get there."""
        try:
            if self._pipe.poll(_START):
                self._pipe.recv()
                return
        except (EOFError, OSError):
            pass
        self.kill()
        raise Trouble("corpus.no_worker")

    def ask(self, line: bytes, limit: float) -> Outcome[T]:
        """What the line comes to within ``limit`` seconds. A worker that does not answer has ended."""
        try:
            self._pipe.send_bytes(line)
            if self._pipe.poll(limit):
                outcome: Outcome[T] = self._pipe.recv()
                return outcome
            why = Text.of("corpus.too_long", seconds=f"{limit:g}")
        except (EOFError, OSError):
            why = Text.of(_DIED)
        self.kill()
        return why

    def kill(self) -> None:
        """Ends it, whatever it does."""
        self.ended = True
        self._process.kill()


def _leave_interrupts_to_the_main_thread() -> None:
    """Ctrl-C goes to the thread that can end all; processes started from here never see it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _serve(pipe: Connection, work: Work[T], warm: bytes) -> None:
    """A worker's life: lines in, outcomes out, until its parent leaves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICE)
    # The crew is what runs in parallel; threads of the array library inside it would fight for its cores.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    work(warm)
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            line = pipe.recv_bytes()
            try:
                outcome: Outcome[T] = work(line)
            except Refused as error:
                outcome = error.text
            pipe.send(outcome)
