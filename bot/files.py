"""What the command line reads: a whole text, or a stream of lines, from files and standard input."""

from __future__ import annotations

import gzip
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Self

from ingest import canonical, kinds
from ingest.decoding import decoded, is_text, storable
from ingest.errors import NoArticle
from ingest.kinds import Kind
from newsroom.errors import Refused

_GZIP = b"\x1f\x8b"  # RFC 1952, section 2.3.1
LARGEST = 20 << 20  # bytes of a document, as the Bot API server has it (getFile)
_SAID = 60  # characters of an address that is none
_PACKED = (b"PK\x03\x04", b"%PDF-", _GZIP)
_BOM = b"\xef\xbb\xbf"


def read(what: str) -> str:
    """The text of a file or of standard input. Raises Refused where there is none."""
    return text_of(_bytes(what), what)


def is_plain(data: bytes, what: str) -> bool:
    """Whether data are taken for a text or a page, by their name and how they begin. Raises Refused.

    That is for a name of a kind that is not read.
    """
    said = kinds.told(what)
    if isinstance(said, NoArticle):
        raise Refused(f"unreadable.{said}")
    return said in {None, Kind.TEXT} and not data.startswith(_PACKED)


def text_of(data: bytes, what: str) -> str:
    """The text that data are. Raises Refused where they are none."""
    text = decoded(data)
    if not text.strip():
        raise Refused("cli.no_text", path=what)
    if not is_text(text):
        raise Refused("cli.binary", path=what)
    return storable(text)


def is_link(what: str) -> bool:
    """Whether the name is a web address and no file's. Raises Refused for an address of another kind."""
    if Path(what).exists() or not (addresses := canonical.only_addresses(what)):
        return False
    if not all(map(canonical.is_link, addresses)):
        raise Refused("intake.no_link", words=what[:_SAID])
    return True


def read_bytes(what: str) -> bytes:
    """What a file or standard input holds. Raises Refused where it cannot be read, or is too large."""
    data = _bytes(what, LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused("cli.too_large", path=what, limit=LARGEST >> 20)
    return data


def _bytes(what: str, most: int = -1) -> bytes:
    with _open(what) as file:
        try:
            return file.read(most)
        except OSError as error:
            raise Refused("cli.no_file", path=what, why=error.strerror) from error


def _open(what: str) -> BufferedReader:
    """A file or standard input. Raises Refused for a folder and for what cannot be read."""
    path = Path(what).expanduser()
    if what != "-" and path.is_dir():
        raise Refused("cli.folder", path=what)
    try:
        # Not Python's own reader: its lock, held by a thread that waits for input, would hang the exit.
        return os.fdopen(sys.stdin.fileno(), "rb", closefd=False) if what == "-" else path.open("rb")
    except OSError as error:
        raise Refused("cli.no_file", path=what, why=error.strerror) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank: its number, from 1 on, and where it ends in the file, in bytes."""

    number: int
    at: int
    data: bytes


class Lines:
    """The lines of a file or of standard input, packed by gzip or not.

    ``size`` is the file's in bytes, None for what has no end yet. Use it in a ``with``. Raises Refused
    as ``read`` does.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._file = _open(what)
        about = os.fstat(self._file.fileno())
        self.size = about.st_size if stat.S_ISREG(about.st_mode) else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.size is not None:  # a thread may still wait for what comes in a pipe
            self._file.close()

    def __iter__(self) -> Iterator[Line]:
        """Raises Refused where the data break off."""
        try:
            packed = self._file.peek(len(_GZIP)).startswith(_GZIP)
            stream: Iterable[bytes] = gzip.GzipFile(fileobj=self._file) if packed else self._file
            for number, read in enumerate(stream, start=1):
                data = (read.removeprefix(_BOM) if number == 1 else read).rstrip(b"\r\n")
                if data.strip():
                    yield Line(number=number, at=0 if self.size is None else self._file.tell(), data=data)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Refused("cli.broken", path=self._what) from error
        except OSError as error:
            raise Refused("cli.no_file", path=self._what, why=error.strerror) from error
