"""Files of all kinds that are read, told apart by what they hold and then by their names, become articles.

Everything here is for a worker process with limits on time and memory: what it is given is hostile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ingest import files, mail, packed, pdf, word
from ingest.decoding import decoded, is_text, storable
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft
from ingest.packed import Member
from ingest.pdf import Text

ARTICLES = 200  # that are taken of one file; larger collections are imported
SUFFIXES = files.SUFFIXES | {".eml", ".pdf", ".docx", ".zip", ".gz"}
"""The files that are read."""

_PDF = b"%PDF-"
_PDF_BEGINS = 1024  # bytes in which that must stand: ISO 32000-1, annex H, implementation note 13
_WORD = "word/document.xml"
_OFFICE = {"[Content_Types].xml", "mimetype"}  # of ECMA-376, part 2, and of OpenDocument, part 3
_OPENING = 3_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A part of a file that gave no article, and why: a member of an archive, by its name."""

    part: str
    error: Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The articles of a file in its order, and what else was in it."""

    drafts: tuple[Draft, ...] = ()
    failures: tuple[Failure, ...] = ()


def read(data: bytes, name: str, url: str | None = None) -> Content:
    """The articles of a file; ``url`` is where it stands. Raises Unreadable when there are none.

    In an archive each file that gives none is told beside what was read, also where nothing was.
    """
    found = _read(data, name, url)
    if len(found.drafts) > ARTICLES:
        raise Unreadable(NoArticle.TOO_LONG)
    return found


def _read(data: bytes, name: str, url: str | None) -> Content:
    if not data.strip():
        raise Unreadable(NoArticle.EMPTY)
    if packed.is_gzip(data):
        inner = packed.gunzipped(data)
        if packed.is_gzip(inner) or packed.is_zip(inner):
            raise Unreadable(NoArticle.NESTED)
        return _read(inner, name.lower().removesuffix(".gz"), url)
    if packed.is_zip(data) and not _is_word(data):
        return _archive(data)
    return _single(data, name, url)


def _single(data: bytes, name: str, url: str | None) -> Content:
    suffix = PurePosixPath(name.lower()).suffix
    if _PDF in data[:_PDF_BEGINS]:
        return Content(drafts=_typeset(pdf.text(data), url))
    if packed.is_zip(data):
        return Content(drafts=_typeset(word.text(data), url))
    if suffix == ".eml" or (suffix not in files.SUFFIXES and mail.is_mail(data)):
        return Content(drafts=mail.drafts(data))
    if suffix in SUFFIXES - files.SUFFIXES:
        raise Unreadable(NoArticle.DAMAGED)  # a PDF, say, that is none
    text = decoded(data)
    if not is_text(text):
        raise Unreadable(NoArticle.KIND)
    return Content(drafts=files.drafts(storable(text), url))


def _typeset(found: Text, url: str | None) -> tuple[Draft, ...]:
    """The articles of a typeset text; the title of its properties, where it stands at its beginning."""
    drafts = files.pasted(storable(found.text), url)
    words = (found.title or "").split()
    stands = words and re.search(r"\s+".join(map(re.escape, words)), found.text[:_OPENING], re.IGNORECASE)
    if not stands or len(drafts) > 1:
        return drafts
    return (replace(drafts[0], title=" ".join(stands[0].split())),)


def _archive(data: bytes) -> Content:
    """The articles of every file in an archive, in its order."""
    drafts: list[Draft] = []
    failures: list[Failure] = []
    for member in packed.members(data):
        try:
            drafts += _member(member).drafts
        except Unreadable as error:
            failures.append(Failure(part=storable(member.name), error=error))
        if len(drafts) > ARTICLES:
            raise Unreadable(NoArticle.TOO_LONG)
    if not drafts and not failures:
        raise Unreadable(NoArticle.EMPTY)
    return Content(drafts=tuple(drafts), failures=tuple(failures))


def _member(member: Member) -> Content:
    if isinstance(member.content, NoArticle):
        raise Unreadable(member.content)
    if not member.content.strip():
        raise Unreadable(NoArticle.EMPTY)
    if packed.is_gzip(member.content) or (packed.is_zip(member.content) and not _is_word(member.content)):
        raise Unreadable(NoArticle.NESTED)
    return _single(member.content, member.name, None)


def _is_word(data: bytes) -> bool:
    """Whether a zip archive is a Word document. Raises Unreadable for other kinds of office documents."""
    names = packed.check(data)
    if _WORD not in names and not names.isdisjoint(_OFFICE):
        raise Unreadable(NoArticle.KIND)
    return _WORD in names
