"""Files of all kinds that are read, told apart by what they hold and then by their names, become articles.

Everything here is for a worker process with limits on time and memory: what it is given is hostile.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest import files, kinds, mail, markdown, packed, pdf, word
from ingest.decoding import decoded, is_text, storable
from ingest.errors import NoArticle, Unreadable
from ingest.kinds import Kind
from ingest.model import Draft
from ingest.pdf import Text

ARTICLES = 200  # that are taken of one text; larger collections are records
_PDF = b"%PDF-"
_PDF_BEGINS = 1024  # bytes in which that must stand: ISO 32000-1, annex H, implementation note 13
_WORD = "word/document.xml"
_WRITTEN = (Kind.TEXT, Kind.MARKDOWN)
_OFFICE = {"[Content_Types].xml", "mimetype"}  # of ECMA-376, part 2, and of OpenDocument, part 3
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB, section 2.2: office files until 2007
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO, section 2.3.1: a later one with a password
_RTF = b"{\\rtf"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ\0")
_RECORDS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*\"")
_RECORD = ("text", "html")  # the fields of which a record has one
_OPENING = 3_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file of what was given: the whole, without a name, or a member of an archive; or why it is none."""

    name: str
    data: bytes = b""
    said: Kind | None = None
    error: NoArticle | None = None

    def drafts(self) -> tuple[Draft, ...]:
        """Its articles; it holds no records. Raises Unreadable when there are none."""
        if self.error is not None:
            raise Unreadable(self.error)
        if not self.data.strip():
            raise Unreadable(NoArticle.EMPTY)
        found = _drafts(self.data, self.said)
        if len(found) > ARTICLES:
            raise Unreadable(NoArticle.TOO_LONG)
        return found

    @property
    def records(self) -> bool:
        """Whether it is JSON: one article to an object."""
        if self.error is not None:
            return False
        return self.said is Kind.JSON or bool(_RECORDS.match(self.data[:_OPENING]) and _is_record(self.data))


def pieces(data: bytes, name: str, media_type: str = "") -> Iterator[Piece]:
    """What is to be read of a file, in its order. Raises Unreadable where the whole is not to be opened."""
    if not data.strip():
        raise Unreadable(NoArticle.EMPTY)
    if packed.is_gzip(data):
        if name.lower().endswith(".tgz") or ".tar" in name.lower():
            raise Unreadable(NoArticle.PACKED)
        data, name = packed.gunzipped(data), name.lower().removesuffix(".gz")
        if packed.is_gzip(data) or packed.is_zip(data):
            raise Unreadable(NoArticle.NESTED)
        media_type = ""
    if packed.is_zip(data) and not _is_word(data):
        yield from _members(data)
        return
    said = kinds.told(name, media_type)
    yield Piece(name="", data=data, said=said if isinstance(said, Kind) else None)


def _members(data: bytes) -> Iterator[Piece]:
    empty = True
    for member in packed.members(data):
        empty = False
        name, said = storable(member.name), kinds.told(member.name)
        if isinstance(member.content, NoArticle):
            yield Piece(name=name, error=member.content)
        elif packed.is_gzip(member.content) or packed.is_zip(member.content):
            error = _nested(member.content)
            yield Piece(name=name, data=b"" if error else member.content, said=Kind.WORD, error=error)
        elif isinstance(said, NoArticle):
            yield Piece(name=name, error=said)
        else:
            yield Piece(name=name, data=member.content, said=said)
    if empty:
        raise Unreadable(NoArticle.EMPTY)


def _nested(data: bytes) -> NoArticle | None:
    """Why an archive in an archive is not opened; None for a Word document, which is one too."""
    try:
        return NoArticle.NESTED if packed.is_gzip(data) or not _is_word(data) else None
    except Unreadable as error:
        return error.reason


def _drafts(data: bytes, said: Kind | None) -> tuple[Draft, ...]:
    if _PDF in data[:_PDF_BEGINS]:
        return _typeset(pdf.text(data))
    if packed.is_zip(data):
        return _typeset(word.text(data))
    if (known := _other(data)) is not None:
        raise Unreadable(known)
    if said is Kind.MAIL or (said not in _WRITTEN and mail.is_mail(data)):
        return mail.drafts(data)
    text = decoded(data)
    if not is_text(text):
        raise Unreadable(NoArticle.KIND if said is None or said in _WRITTEN else NoArticle.DAMAGED)
    if not (said is None or said in _WRITTEN or files.is_page(text)):
        raise Unreadable(NoArticle.DAMAGED)  # a PDF, say, that is none
    if said is Kind.MARKDOWN and not files.is_page(text):
        return markdown.drafts(storable(text))
    return files.drafts(storable(text))


def _other(data: bytes) -> NoArticle | None:
    """What is not read, as its first bytes tell."""
    if data.startswith(_COMPOUND):
        return NoArticle.ENCRYPTED if _LOCKED in data else NoArticle.OFFICE
    if data.startswith(_RTF):
        return NoArticle.OFFICE
    if data.startswith(_PICTURES):
        return NoArticle.PICTURE if b"\0" in data[:_OPENING] else None
    return NoArticle.PACKED if data.startswith(_PACKED) else None


def _is_record(data: bytes) -> bool:
    """Whether a text begins as records do, on its first line or as a whole."""
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    for part in (text.partition(b"\n")[0], text):
        try:
            held = json.loads(part)
        except (ValueError, RecursionError):
            continue
        first = held[0] if isinstance(held, list) and held else held
        return isinstance(first, dict) and any(isinstance(first.get(name), str) for name in _RECORD)
    return False


def _typeset(found: Text) -> tuple[Draft, ...]:
    """The articles of a typeset text; the title of its properties, where it stands at its beginning."""
    drafts = files.pasted(storable(found.text))
    words = (found.title or "").split()
    stands = words and re.search(r"\s+".join(map(re.escape, words)), found.text[:_OPENING], re.IGNORECASE)
    if not stands or len(drafts) > 1:
        return drafts
    return (replace(drafts[0], title=" ".join(stands[0].split())),)


def _is_word(data: bytes) -> bool:
    """Whether a zip archive is a Word document. Raises Unreadable for other kinds of office documents."""
    names = packed.check(data)
    if _WORD not in names and not names.isdisjoint(_OFFICE):
        raise Unreadable(NoArticle.OFFICE)
    return _WORD in names
