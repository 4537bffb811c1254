"""`sitrep bench import`: an import beside the language model alone, and answers while an import runs."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

from bot import importing, record
from bot.bench_analyze import interval, texts
from bot.bench_answers import ASKER, made_desk, p95
from bot.crew import Crew, cores
from bot.files import Line
from bot.wiring import now
from newsroom.errors import Refused
from newsroom.importing import Importing
from newsroom.question import Question, parse
from storage.database import Storage

_ROUNDS = 9
_QUESTIONS = (
    "/latest",
    "/who Smith",
    "What did the minister say?",
    "/search police",
    "How many were killed?",
)
_TOGETHER = 4  # texts that the model alone is given at once: more take no less, and leave a core idle
_ASKED = 40  # answers that are timed while no import runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Seconds of each round's import and model alone; milliseconds of answers without and during one."""

    imports: tuple[float, ...]
    model: tuple[float, ...]
    idle: tuple[float, ...]
    busy: tuple[float, ...]

    @property
    def ratios(self) -> list[float]:
        """Each round's import in units of the model alone."""
        return [a / b for a, b in zip(self.imports, self.model, strict=True)]


def model(line: bytes) -> int:
    """What the import is measured against: the model on several texts, and nothing else."""
    from summarizer.entities import model_alone  # noqa: PLC0415  # spaCy, in the worker

    return model_alone(*map(str, json.loads(line)))


def _together(lines: Sequence[Line]) -> list[Line]:
    """The texts of the lines, several in each, as the model is fed best."""
    texts_of = [str(json.loads(line.data)["text"]) for line in lines]
    several = (texts_of[at : at + _TOGETHER] for at in range(0, len(texts_of), _TOGETHER))
    return [Line(number=n, at=0, data=json.dumps(some).encode()) for n, some in enumerate(several, start=1)]


async def measure(path: Path, limit: int | None, jobs: int | None) -> Measured:
    """Import the texts of a file, first in rounds beside the model alone, then while questions are asked.

    The first half of the texts is for the rounds, the other for the questions, both in a temporary SQLite
    archive. Which goes first in a round alternates. Raises Refused for a file of too few texts.
    """
    lines = [
        Line(number=number, at=0, data=json.dumps({"text": text}).encode())
        for number, text in enumerate(islice((t for t in texts(path) if t.split()), limit), start=1)
    ]
    if len(lines) < 4 * _ROUNDS:
        raise Refused("cli.no_lines", path=str(path))
    half = len(lines) // 2
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as folder:
        url = f"sqlite:///{folder}/archive.db"
        storage = Storage.open(url, blocking=True)
        try:
            await storage.migrate()
            imports, alone = await _rounds(storage, lines[:half], jobs or cores())
            idle, busy = await _answers(storage, url, lines[half:], jobs or cores(), Path(folder))
        finally:
            await storage.close()
    found = Measured(imports=tuple(imports), model=tuple(alone), idle=tuple(idle), busy=tuple(busy))
    Console().print(_table(found, half, jobs or cores()))
    return found


async def _rounds(storage: Storage, lines: Sequence[Line], jobs: int) -> tuple[list[float], list[float]]:
    size = len(lines) // (_ROUNDS + 1)
    times: dict[str, list[float]] = {"import": [], "model": []}
    with (
        Crew(model, size=jobs, warm=b'["A ferry."]') as alone,
        Crew(partial(record.found), size=jobs) as crew,
    ):
        for number in range(_ROUNDS + 1):  # the first starts the workers and fills caches
            some = lines[number * size : (number + 1) * size]
            plain = _together(some)
            for what in ("import", "model") if number % 2 else ("model", "import"):
                began = perf_counter()
                if what == "import":
                    with importing.Tally("-", None) as tally:
                        await importing.go_through(Importing(storage=storage, clock=now), crew, some, tally)
                else:
                    await asyncio.to_thread(list, alone.run(plain))
                times[what].append(perf_counter() - began)
    return times["import"][1:], times["model"][1:]


async def _answers(
    storage: Storage, url: str, lines: Sequence[Line], jobs: int, folder: Path
) -> tuple[list[float], list[float]]:
    """Milliseconds of answers, first with nothing beside them, then beside a true `sitrep import`."""
    file = folder / "in.jsonl"
    file.write_bytes(b"".join(line.data + b"\n" for line in lines))
    desk = made_desk(storage)

    async def asked(times: Iterator[int]) -> list[float]:
        taken = []
        for number in times:
            question = Question(intent=parse(_QUESTIONS[number % len(_QUESTIONS)]), asker=ASKER)
            began = perf_counter()
            await desk.answer(question)
            taken.append(1e3 * (perf_counter() - began))
            await asyncio.sleep(0.02)
        return taken

    await asked(iter(range(len(_QUESTIONS))))
    idle = await asked(iter(range(_ASKED)))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "import", str(file), "--jobs", str(jobs)),
        env={**os.environ, "SITREP_DATABASE_URL": url},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )

    def during() -> Iterator[int]:
        for number in count():
            if process.returncode is not None:
                return
            yield number

    busy = await asked(during())
    await process.wait()
    return idle, busy


def _table(found: Measured, articles: int, jobs: int) -> Table:
    table = Table(title=f"{articles} texts, {jobs} processes", title_justify="left", box=None)
    for heading in ("", "median", ""):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    low, middle, high = interval(found.ratios)
    table.add_row("import / model alone", f"{middle:.2f}", f"95% of medians: {low:.2f}..{high:.2f}")
    for name, times in (("answer, ms", found.idle), ("answer during an import, ms", found.busy)):
        table.add_row(name, f"{median(times):.0f}", f"p95: {p95(times):.0f} ({len(times)} answers)")
    return table
