"""The commands about what is stored: add, export, migrate."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import TextIO
from uuid import uuid4

from bot.failing import BAD_REQUEST
from bot.settings import Settings
from bot.terminal import Terminal
from bot.wiring import now, wired
from ingest.decoding import decoded, storable
from newsroom.answer import Text
from newsroom.errors import Refused
from storage.values import Article, NewSubmission


async def add(settings: Settings, what: str, *, source: str | None, url: str | None) -> int:
    """Stores the articles of a file, a link or standard input, and prints the receipt."""
    text = what if what.startswith(("http://", "https://")) else read(what)
    async with wired(settings) as parts:
        receipt = await parts.intake.hand_over(
            NewSubmission(key=f"cli:{uuid4()}", text=text, received=now(), source=source or None, url=url)
        )
        Terminal(parts.texts, parts.zone).show(receipt)
    return BAD_REQUEST if receipt.refused else 0


def read(what: str) -> str:
    """The text of a file or of standard input. Raises Refused where there is none."""
    text = decoded(_bytes(what))
    if not text.strip():
        raise Refused("cli.no_text", path=what)
    if _binary(text):
        raise Refused("cli.binary", path=what)
    return storable(text)


def _bytes(what: str) -> bytes:
    if what == "-":
        return sys.stdin.buffer.read()
    path = Path(what).expanduser()
    if path.is_dir():
        raise Refused("cli.folder", path=what)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("cli.no_file", path=what, why=error.strerror) from error


def _binary(text: str) -> bool:
    """Whether over one character in fifty is no text: a stray control happens, a PDF or picture has many."""
    strange = sum(c == "\ufffd" or (unicodedata.category(c) == "Cc" and not c.isspace()) for c in text)
    return strange * 50 > len(text)


async def export(settings: Settings, out: TextIO) -> None:
    """Writes every article as one JSON line, oldest number first."""
    async with wired(settings) as parts, parts.storage.read() as work:
        async for article in work.articles.export():
            out.write(json.dumps(_line(article), ensure_ascii=False) + "\n")


def _line(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "title": article.title,
        "text": article.body,
        "url": article.url,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
    }


async def migrate(settings: Settings) -> None:
    """Brings the tables up to date and says so."""
    async with wired(settings) as parts:
        Terminal(parts.texts, parts.zone).say(Text.of("cli.migrated"))
