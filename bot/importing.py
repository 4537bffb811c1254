"""`sitrep import`: a file of JSON lines goes into the archive, analysed on every core, filed in its order."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from datetime import UTC
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Generic, Self, TextIO, TypeVar

from rich.console import Console

from bot import jsonl, record
from bot.corpus import dumps
from bot.crew import Crew, Outcome, cores
from bot.failing import TROUBLE, ending, tell
from bot.files import Line, Lines
from bot.settings import Settings
from bot.terminal import Terminal
from bot.wiring import now, wired
from ingest.model import Why
from newsroom import believable, texts
from newsroom.answer import Text
from newsroom.errors import Refused, SitrepError, Trouble
from newsroom.importing import Fate, Importing, Record
from newsroom.reading import Found
from storage.failures import Unavailable

T = TypeVar("T")
_AT_ONCE, _SECONDS = 32, 0.02  # results that are filed together: so many, or those of so long
_LOOKED_UP, _HELD = 256, 4_000_000  # lines looked up at once: so many, or those of so many bytes
_SHOWN = 20  # refusals on the screen
_LISTED = 12  # numbers of lines of which something is left out
_NEW = frozenset({Fate.STORED, Fate.COPY, Fate.UPDATED})
_NO_OBJECT = frozenset({"corpus.encoding", "corpus.no_json", "corpus.no_object"})


async def run(settings: Settings, what: str, *, jobs: int | None = None, refused: Path | None = None) -> int:
    """Imports a file or standard input, prints what became of its records, and returns the exit code.

    That is 1 where a record was refused or the work broke off, 2 where the file cannot be read to its end
    or holds no JSON lines. ``jobs`` is how many processes analyse, all cores where None; every refusal is
    written to ``refused``. Raises Refused for files that are not there, Trouble for such a database.
    """
    with Lines(what) as lines, Tally(what, refused) as tally:
        async with wired(settings, blocking=True) as parts:
            with (
                ending(tally, "import"),
                Crew(partial(record.found, ranker=settings.summarizer), size=jobs or cores()) as crew,
            ):
                await go_through(Importing(storage=parts.storage, clock=now), crew, lines, tally)
            tally.show(Terminal(parts.texts, parts.zone, sys.stdout))
        return tally.code()


class Tally:
    """What became of the records. Use it in a ``with``. Raises Refused where refusals cannot be written."""

    def __init__(self, what: str, refused: Path | None) -> None:
        self._what = what
        self._words = texts.load("en")
        self._counts: Counter[Fate] = Counter()
        self._reasons: Counter[str] = Counter()
        self._doubted: dict[Why, list[int]] = {why: [] for why in Why}
        self._cut = 0
        self.passed = 0
        self.failed: SitrepError | None = None
        self.console = Console(stderr=True)
        self._file: TextIO | None = None
        try:
            self._file = refused.open("w", encoding="utf-8") if refused else None
        except OSError as error:
            raise Refused("cli.no_write", path=str(refused), why=error.strerror) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def done(self) -> int:
        """How many records were gone through."""
        return self._counts.total() + self._reasons.total() + self.passed

    def filed(self, number: int, fate: Fate, found: Found) -> None:
        """One more record is in the archive, or was: that of this line."""
        self._counts[fate] += 1
        self._cut += found.cut
        for doubt in found.draft.doubts if fate in _NEW else ():
            self._doubted[doubt.why].append(number)
            self._write(number, left_out=self._words.say(believable.told(doubt), UTC))

    def refuse(self, number: int, why: Text) -> None:
        """One more record is not stored: that of this line."""
        reason = self._words.say(why, UTC)
        self._reasons[why.key] += 1
        self._write(number, why=reason)
        if self._reasons.total() <= _SHOWN:
            said = Text.of("corpus.line", path=self._what, line=number, why=why)
            jsonl.print_line(f"sitrep: {self._words.say(said, UTC)}", self.console)

    def _write(self, number: int, **said: str) -> None:
        if self._file is not None:
            self._file.write(dumps({"line": number, **said}) + "\n")

    def _lines(self, numbers: Sequence[int]) -> str | Text:
        """The numbers of lines, or the first of them and how many there are more."""
        listed, more = ", ".join(map(str, numbers[:_LISTED])), len(numbers) - _LISTED
        return Text.of("import.lines_more", lines=listed, count=more) if more > 0 else listed

    def show(self, screen: Terminal) -> None:
        """The counts, a line each."""
        self._counts[Fate.KNOWN] += self.passed
        screen.say(Text.of("import.stored", count=self._counts[Fate.STORED]))
        for fate in (Fate.COPY, Fate.UPDATED, Fate.HELD, Fate.KNOWN):
            if self._counts[fate]:
                screen.say(Text.of(f"import.{fate}", count=self._counts[fate]))
        if self._cut:
            screen.say(Text.of("import.cut", count=self._cut))
        for why, numbers in self._doubted.items():
            if numbers:
                screen.say(Text.of(f"import.{why}", count=len(numbers), lines=self._lines(numbers)))
        if self._reasons:
            more = self._reasons.total() > _SHOWN and self._file is None
            screen.say(
                Text.of("import.refused_more" if more else "import.refused", count=self._reasons.total())
            )

    def code(self) -> int:
        """The exit code; what ended the import early is told."""
        if self._reasons and not self._counts.total() and self._reasons.keys() <= _NO_OBJECT:
            self.failed = self.failed or Refused("import.not_jsonl", path=self._what)
        if self.failed is not None:
            return tell(self.failed)
        return TROUBLE if self._reasons else 0


async def go_through(importing: Importing, crew: Crew[Found], lines: Iterable[Line], tally: Tally) -> None:
    """Files what the crew finds in the lines. Raises SitrepError where these break off."""
    with jsonl.progress(tally.console) as bar:
        task = bar.add_task("", total=lines.size if isinstance(lines, Lines) else None)

        def move(line: Line) -> None:
            bar.update(task, completed=line.at, description=jsonl.say("corpus.done", count=tally.done))

        results = Results(crew.run(_fresh(lines, _asker(importing), tally, move)))
        while batch := await asyncio.to_thread(results.take):
            await _file(importing, batch, tally)
            move(batch[-1][0])
        if results.error is not None:
            raise results.error


class Results(Generic[T]):
    """Results as they come, several at a time. ``error`` is what they ended with before their end."""

    def __init__(self, outcomes: Iterator[tuple[Line, Outcome[T]]]) -> None:
        self._outcomes = outcomes
        self.error: SitrepError | None = None

    def take(self) -> list[tuple[Line, Outcome[T]]]:
        """The next ones; none at the end. Waits for one at least."""
        taken: list[tuple[Line, Outcome[T]]] = []
        until = monotonic() + _SECONDS
        try:
            for each in self._outcomes:
                taken.append(each)
                if len(taken) >= _AT_ONCE or monotonic() > until:
                    break
        except SitrepError as error:
            self.error = error
        return taken


async def _file(importing: Importing, batch: Iterable[tuple[Line, Outcome[Found]]], tally: Tally) -> None:
    waiting: list[tuple[Line, Found]] = []
    for line, outcome in batch:
        if isinstance(outcome, Text):
            tally.refuse(line.number, outcome)
        else:
            waiting.append((line, outcome))
    while waiting:
        fates = await importing.file(
            [Record(key=record.key(line.data), found=found) for line, found in waiting]
        )
        for (line, found), fate in zip(waiting, fates, strict=False):  # the first ones alone have theirs
            if isinstance(fate, Text):
                tally.refuse(line.number, fate)
            else:
                tally.filed(line.number, fate, found)
        waiting = waiting[len(fates) :]


def _fresh(
    lines: Iterable[Line],
    known: Callable[[Collection[str]], Collection[str]],
    tally: Tally,
    move: Callable[[Line], None],
) -> Iterator[Line]:
    """The lines whose records were not filed before."""
    for some in _several(lines):
        keys = [record.key(line.data) for line in some]
        held = known(keys)
        for line, key in zip(some, keys, strict=True):
            if key not in held:
                yield line
                continue
            tally.passed += 1
            move(line)


def _several(lines: Iterable[Line]) -> Iterator[list[Line]]:
    some: list[Line] = []
    size = 0
    try:
        for line in lines:
            some.append(line)
            size += len(line.data)
            if len(some) >= _LOOKED_UP or size > _HELD:
                yield some
                some, size = [], 0
    except SitrepError:
        yield some  # those before the file breaks off
        raise
    yield some


def _asker(importing: Importing) -> Callable[[Collection[str]], Collection[str]]:
    """Which keys are known, asked from the thread that reads: the database belongs to this one."""
    loop = asyncio.get_running_loop()

    def known(keys: Collection[str]) -> Collection[str]:
        try:
            return asyncio.run_coroutine_threadsafe(importing.known(keys), loop).result()
        except CancelledError as error:
            raise Trouble("import.stopped") from error
        except Unavailable as error:
            raise Trouble("import.unavailable") from error

    return known
