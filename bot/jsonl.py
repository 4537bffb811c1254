"""Going through a file of JSON lines with every core: results out in order, complaints aside."""

from __future__ import annotations

import sys
from datetime import UTC
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.crew import Crew, Work, cores
from bot.failing import TROUBLE
from bot.files import Lines
from newsroom import texts
from newsroom.answer import Text


def run(what: str, work: Work, *, jobs: int | None = None, out: BinaryIO | None = None) -> int:
    """Does the work for every line of a file or standard input, in order; returns the exit code.

    That is 1 where a line was skipped, each of which is told with its number. ``jobs`` is how many
    processes work, all cores where None. Raises Refused for a file that cannot be read.
    """
    out = out or sys.stdout.buffer
    console = Console(stderr=True)
    skipped = 0
    with Lines(what) as lines, Crew(work, size=jobs or cores()) as crew, _progress(console) as progress:
        task = progress.add_task("", total=lines.size)
        for done, (number, outcome) in enumerate(crew.run(lines), start=1):
            if isinstance(outcome, str):
                _write(outcome, out, console)
            else:
                skipped += 1
                _say(Text.of("corpus.line", path=what, line=number, why=outcome), console)
            shown = texts.load("en").say(Text.of("corpus.done", count=done), UTC)
            progress.update(task, completed=lines.at, description=shown)
    return TROUBLE if skipped else 0


def _progress(console: Console) -> Progress:
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
        console.print(line, soft_wrap=True, markup=False, highlight=False, emoji=False)
        return
    out.write(f"{line}\n".encode())
    out.flush()


def _say(text: Text, console: Console) -> None:
    said = texts.load("en").say(text, UTC)
    console.print(f"sitrep: {said}", soft_wrap=True, markup=False, highlight=False, emoji=False)
