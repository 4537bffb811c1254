"""The commands about what is stored: add, export, migrate."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from bot import files, record
from bot.failing import BAD_REQUEST
from bot.files import read_bytes
from bot.settings import Settings
from bot.terminal import Terminal
from bot.wiring import now, wired
from newsroom import spool
from newsroom.answer import Text
from newsroom.errors import Refused
from storage.inbox_values import NewSubmission


async def add(settings: Settings, what: str, *, source: str | None, url: str | None) -> int:
    """Stores the articles of a file, a link or standard input, and prints the receipt."""
    linked = files.is_link(what)
    data = b"" if linked else read_bytes(what)
    plain = not linked and files.is_plain(data, what)
    new = NewSubmission(
        key=f"cli:{uuid4()}",
        text=what if linked else files.text_of(data, what) if plain else "",
        received=now(),
        source=source or None,
        url=url,
        file_name="" if linked or plain else Path(what).name,
    )
    async with wired(settings) as parts, spool.folder() as folder:
        file = None
        if new.file_name:
            file = folder / "given"
            file.write_bytes(data)
        receipt = await parts.intake.hand_over(new, file)
        Terminal(parts.texts, parts.zone).show(receipt)
    return BAD_REQUEST if receipt.refused else 0


async def export(settings: Settings, where: str) -> None:
    """Writes every article as one JSON line, oldest number first, to standard output ("-") or a file.

    One whose name ends in .gz is packed. A file stands there whole or not at all. Raises Refused where it
    cannot be written.
    """
    async with wired(settings) as parts, parts.storage.read() as work:
        with target(where) as out:
            async for article in work.articles.export():
                out.write(f"{record.line(article)}\n".encode())


@contextmanager
def target(where: str) -> Iterator[BinaryIO | gzip.GzipFile]:
    """Standard output ("-"), or a file that stands there whole or not at all. Raises Refused."""
    if where == "-":
        yield sys.stdout.buffer
        return
    path = Path(where).expanduser()
    part = path.with_name(f".{path.name}.part")
    try:
        with gzip.open(part, "wb") if path.suffix == ".gz" else part.open("wb") as out:
            yield out
        part.replace(path)
    except OSError as error:
        raise Refused("cli.no_write", path=where, why=error.strerror) from error
    finally:
        part.unlink(missing_ok=True)


async def migrate(settings: Settings) -> None:
    """Brings the tables up to date and says so."""
    async with wired(settings) as parts:
        Terminal(parts.texts, parts.zone).say(Text.of("cli.migrated"))
