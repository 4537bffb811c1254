"""What a file holds, written down entry by entry on the disk: so that one of 20 MB is never in memory twice.

A worker process reads the file in turns of a few seconds, since an archive may take longer than one job may
run; who asked it reads the entries back, one at a time. Where a turn ends badly, the unit at which it did is
read by itself, so that it costs only itself. A unit is a record, or a file in an archive, or the file itself.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from time import monotonic

from pydantic import TypeAdapter

from ingest.documents import Piece, pieces
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft
from newsroom import record
from newsroom.answer import Text
from newsroom.errors import Refused, SitrepError
from newsroom.fields import Fields
from newsroom.offload import Offload

RECORDS = 10_000  # units of one file; a larger collection is imported
_TURN = 15.0  # seconds
_LONGEST = 20_000_000  # bytes of a line; the longest article has a hundredth of that
_FIRST = 20  # lines looked at, to see whether each is a record
_FOLDER = "sitrep-file-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file: where it lies, and what it was called by who gave it."""

    path: Path
    name: str
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article of a file, or why there is none.

    ``at`` is the number of its unit and its own in that, from 1 on: the same however often the file is read.
    ``part`` is that in words: a file in an archive, a line, both or neither. A ``record`` says itself all
    that is to be told of its article, also its ``language``.
    """

    at: tuple[int, int] = (0, 0)
    part: Text | None = None
    draft: Draft | None = None
    record: bool = False
    language: str | None = None
    why: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where a turn ended: units read, bytes written, and whether there is more."""

    at: int
    size: int
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spool:
    """The entries of a file, in its order; how many, and what went wrong where it is not the file's fault."""

    path: Path
    count: int
    errors: tuple[SitrepError, ...]

    def entries(self, after: tuple[int, int] = (0, 0)) -> Iterator[Entry]:
        """The entries that come after a place."""
        with self.path.open("rb") as lines:
            for line in lines:
                entry = _entries().validate_json(line)
                if entry.at > after:
                    yield entry


def told(entry: Entry) -> Text:
    """Why an entry is no article, with its place where it has one."""
    why = entry.why or Text.of("inbox.unknown")
    return why if entry.part is None else Text.of("file.failed", part=entry.part, why=why)


@asynccontextmanager
async def folder() -> AsyncIterator[Path]:
    """A folder of this process's own, for the time that it takes to read a file."""
    made = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sweep() -> None:
    """Deletes the folders of processes that were killed; at the start, when none of them is in use."""
    for left in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        number = left.name.removeprefix(_FOLDER).partition("-")[0]
        if number.isdigit() and (int(number) == os.getpid() or not _alive(int(number))):
            shutil.rmtree(left, ignore_errors=True)


def _alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


async def spooled(offload: Offload, file: Given) -> Spool:
    """The entries of a file. Raises Refused for one that is not to be opened."""
    into = file.path.with_suffix(".entries")
    turn = Turn(at=0, size=0, more=True)
    errors: list[SitrepError] = []
    try:
        while turn.more:
            try:
                turn = await offload(fill, file, into, turn)
            except SitrepError:
                try:
                    turn = await offload(fill, file, into, turn, alone=True)
                except SitrepError as error:
                    errors.append(error)
                    turn = await offload(fill, file, into, turn, failed=error.text)
    except Unreadable as error:
        raise Refused(f"unreadable.{error.reason}") from error
    with into.open("rb") as lines:
        return Spool(path=into, count=sum(1 for _ in lines), errors=tuple(errors))


def fill(file: Given, into: Path, turn: Turn, *, alone: bool = False, failed: Text | None = None) -> Turn:
    """Reads on for a while, one unit if ``alone``, and writes down what it finds; in a worker process.

    ``failed`` is why the next unit is not read. Raises Unreadable where the file is not to be opened.
    """
    until = 0.0 if alone or failed else monotonic() + _TURN
    at = turn.at
    with into.open("ab") as out:
        out.truncate(turn.size)
        for at, unit in enumerate(islice(units(file), turn.at, None), start=turn.at + 1):
            if at > RECORDS:
                raise Unreadable(NoArticle.TOO_LONG)
            read = [Entry(why=failed)] if failed else unit.read()
            for nth, entry in enumerate(read, start=1):
                placed = replace(entry, at=(at, nth), part=unit.part)
                out.write(_entries().dump_json(placed) + b"\n")
            if monotonic() > until:
                return Turn(at=at, size=out.tell(), more=True)
        return Turn(at=at, size=out.tell(), more=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Something to be read by itself; ``part`` is its place in words."""

    part: Text | None
    read: Callable[[], list[Entry]]


def units(file: Given) -> Iterator[Unit]:
    """All that is to be read of a file, not read yet. Raises Unreadable where it is not to be opened."""
    for piece in pieces(file.path.read_bytes(), file.name, file.media_type):
        part = Text.of("file.part", name=piece.name) if piece.name else None
        if not piece.records:
            yield Unit(part=part, read=partial(_articles, piece))
            continue
        for inner, made in _records(piece.data.removeprefix(b"\xef\xbb\xbf").strip()):
            within = Text.of("file.within", part=part, inner=inner) if part and inner else part or inner
            yield Unit(part=within, read=partial(_record, made))


def _articles(piece: Piece) -> list[Entry]:
    try:
        return [Entry(draft=draft) for draft in piece.drafts()]
    except Unreadable as error:
        return [Entry(why=Text.of(f"unreadable.{error.reason}"))]


def _record(made: Callable[[], Fields]) -> list[Entry]:
    try:
        fields = made()
        return [Entry(draft=record.draft(fields), record=True, language=record.language(fields))]
    except Refused as error:
        return [Entry(why=Text.of("file.record", why=error.text))]


def _records(data: bytes) -> Iterator[tuple[Text | None, Callable[[], Fields]]]:
    """The records of a text of JSON: the whole, be that one or a list, or its lines."""
    try:
        held = json.loads(data)
    except (ValueError, RecursionError):
        yield from _lines(data)
        return
    if not isinstance(held, list):
        yield None, partial(_of, held)
    else:
        for number, each in enumerate(held, start=1):
            yield Text.of("file.item", number=number), partial(_of, each)


def _lines(data: bytes) -> Iterator[tuple[Text | None, Callable[[], Fields]]]:
    """The lines, where one of the first is JSON; else what is wrong with the whole, and where."""
    lines = data.split(b"\n")
    if not any(map(_is_object, lines[:_FIRST])):
        yield None, partial(Fields.of, data)
        return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield Text.of("file.line", number=number), partial(_line, line)


def _line(line: bytes) -> Fields:
    if len(line) > _LONGEST:
        raise Refused("corpus.too_large", limit=_LONGEST // 1_000_000)
    return Fields.of(line)


def _of(held: object) -> Fields:
    if not isinstance(held, dict):
        raise Refused("corpus.no_object")
    return Fields(held)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


@cache
def _entries() -> TypeAdapter[Entry]:
    return TypeAdapter(Entry)
