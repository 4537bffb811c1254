"""Archives and packed files, opened within limits. Nothing of them is written to a disk.

What an archive says about the sizes of its members is checked before anything is unpacked, and no more
than that is unpacked of each.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest import damage
from ingest.errors import NoArticle, Unreadable

MEMBERS = 1_000
LARGEST = 100 * 1024 * 1024  # bytes unpacked, of a whole archive
_DENSE = 1024 * 1024  # bytes unpacked, over which a member may not be packed too well
_RATIO = 200  # of unpacked to packed; text comes to 10 or so, a bomb to 1,000
_OURS = {".ds_store", "thumbs.db", "desktop.ini"}
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive: its content, or why it is not read."""

    name: str
    content: bytes | NoArticle


def is_zip(data: bytes) -> bool:
    """Whether data are a zip archive, as a Word document is one too."""
    return data.startswith((_ZIP, _EMPTY_ZIP))


def is_gzip(data: bytes) -> bool:
    """Whether data are packed by gzip."""
    return data.startswith(_GZIP)


def check(data: bytes) -> frozenset[str]:
    """The names in a zip archive that is safe to unpack. Raises Unreadable for any other."""
    with _opened(data) as archive:
        return frozenset(archive.namelist())


def members(data: bytes) -> Iterator[Member]:
    """The files of a zip archive, in its order. Raises Unreadable where the whole is not to be read."""
    with _opened(data) as archive:
        for info in archive.infolist():
            if not (info.is_dir() or _of_the_system(info.filename)):
                yield Member(name=info.filename, content=_content(archive, info))


def gunzipped(data: bytes) -> bytes:
    """What gzip packed. Raises Unreadable where that is too much, or damaged."""
    unpacked = bytearray()
    rest = data
    with damage.told():
        while rest:
            inflate = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
            unpacked += inflate.decompress(rest, LARGEST + 1 - len(unpacked))
            if len(unpacked) > LARGEST:
                raise Unreadable(NoArticle.TOO_LARGE)
            if not inflate.eof:
                raise Unreadable(NoArticle.DAMAGED)
            rest = inflate.unused_data.lstrip(b"\0")  # RFC 1952, section 2.2: members one after the other
    return bytes(unpacked)


def _opened(data: bytes) -> ZipFile:
    try:
        with damage.told():
            archive = ZipFile(BytesIO(data))
    except BadZipFile as error:
        raise Unreadable(NoArticle.DAMAGED) from error
    infos = archive.infolist()
    if len(infos) > MEMBERS:
        raise Unreadable(NoArticle.TOO_MANY)
    if sum(info.file_size for info in infos) > LARGEST or any(map(_bomb, infos)):
        raise Unreadable(NoArticle.TOO_LARGE)
    return archive


def _bomb(info: ZipInfo) -> bool:
    return info.file_size > max(_DENSE, _RATIO * info.compress_size)


def _of_the_system(name: str) -> bool:
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.lower() in _OURS


def _content(archive: ZipFile, info: ZipInfo) -> bytes | NoArticle:
    if info.flag_bits & 0x1:  # APPNOTE.TXT, section 4.4.4
        return NoArticle.ENCRYPTED
    if _leads_out(info.filename):
        return NoArticle.PATH
    if stat.S_ISLNK(info.external_attr >> 16):
        return NoArticle.KIND
    try:
        with damage.told():
            return archive.read(info)
    except (BadZipFile, Unreadable):
        return NoArticle.DAMAGED


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or ":" in parts[0]
