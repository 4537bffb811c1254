"""Going through a file of JSON lines with every core: results out in order, complaints aside."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.crew import WARM, Crew, Outcome, Work, cores
from bot.failing import TROUBLE
from bot.files import Line, Lines
from newsroom import texts
from newsroom.answer import Arg, Text
from newsroom.errors import Refused


def run(
    what: str, work: Work[str], *, jobs: int | None = None, out: BinaryIO | None = None, warm: bytes = WARM
) -> int:
    """Does the work for every line of a file or standard input, in order; returns the exit code.

    That is 1 where a line was skipped, each of which is told with its number. ``jobs`` is how many
    processes work, all cores where None, ``warm`` a line that each begins with. Raises Refused for a file
    that cannot be read.
    """
    with Lines(what) as lines, Crew(work, size=jobs or cores(), warm=warm) as crew:
        return _go_through(what, lines, crew.run(lines), out or sys.stdout.buffer)


def together(
    what: str,
    work: Work[str],
    take: Callable[[str], None],
    results: Callable[[], Iterable[str]],
    *,
    jobs: int | None = None,
) -> int:
    """The same where what a line comes to is not sure before the last one: then come all results."""

    def taken(outcomes: Iterable[tuple[Line, Outcome[str]]]) -> Iterator[tuple[Line, Outcome[str]]]:
        for line, outcome in outcomes:
            if isinstance(outcome, str):
                take(outcome)
            yield line, "" if isinstance(outcome, str) else outcome

    to = sys.stdout.buffer
    with Lines(what) as lines, Crew(work, size=jobs or cores()) as crew:
        code = _go_through(what, lines, taken(crew.run(lines)), to)
    for result in results():
        to.write(f"{result}\n".encode())
    to.flush()
    return code


def one_by_one(what: str, work: Work[str], *, out: BinaryIO | None = None) -> int:
    """The same in this process, for quick work that needs to know of the lines before."""
    with Lines(what) as lines:
        return _go_through(
            what, lines, ((line, _outcome(work, line)) for line in lines), out or sys.stdout.buffer
        )


def at_the_end(
    what: str,
    take: Callable[[bytes], None],
    results: Callable[[], Iterable[str]],
    *,
    out: BinaryIO | None = None,
) -> int:
    """The same for work of which nothing is sure before the last line: then come all results."""
    to = out or sys.stdout.buffer

    def taken(line: bytes) -> str:
        take(line)
        return ""

    with Lines(what) as lines:
        code = _go_through(what, lines, ((line, _outcome(taken, line)) for line in lines), to)
    to.writelines(f"{result}\n".encode() for result in results())
    to.flush()
    return code


def _outcome(work: Work[str], line: Line) -> Outcome[str]:
    try:
        return work(line.data)
    except Refused as error:
        return error.text


def _go_through(what: str, lines: Lines, outcomes: Iterable[tuple[Line, Outcome[str]]], out: BinaryIO) -> int:
    console = Console(stderr=True)
    skipped = 0
    with progress(console) as bar:
        task = bar.add_task("", total=lines.size)
        try:
            for done, (line, outcome) in enumerate(outcomes, start=1):
                if isinstance(outcome, str):
                    if outcome:
                        _write(outcome, out, console)
                else:
                    skipped += 1
                    print_line(
                        "sitrep: " + say("corpus.line", path=what, line=line.number, why=outcome), console
                    )
                bar.update(task, completed=line.at, description=say("corpus.done", count=done))
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed again, it would break into the ending
            raise
    return TROUBLE if skipped else 0


def progress(console: Console) -> Progress:
    """A bar on standard error where that is a terminal."""
    return Progress(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
        console=console,
        disable=not sys.stderr.isatty(),
        redirect_stdout=False,
        redirect_stderr=False,
    )


def _write(line: str, out: BinaryIO, console: Console) -> None:
    """A line of results, at once: somebody may wait for it. On a terminal it goes above the bar."""
    if sys.stderr.isatty() and out.isatty():
        print_line(line, console)
        return
    out.write(f"{line}\n".encode())
    out.flush()


def print_line(line: str, console: Console) -> None:
    """A line on standard error, above the bar where there is one."""
    console.print(line, soft_wrap=True, markup=False, highlight=False, emoji=False)


def say(key: str, **args: Arg) -> str:
    """Words for an operator, in English."""
    return texts.load("en").say(Text.of(key, **args), UTC)
