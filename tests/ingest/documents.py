"""Documents made for a test: PDFs written by hand, Word documents, mails and archives."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from ingest.documents import pieces
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft

Row = tuple[float, float, float, str]
"""A line of a page: x, y and the size of its letters in points, and its text."""


def pdf(pages: Sequence[Sequence[Row]], *, title: str | None = None, packed: bool = False) -> bytes:
    """A PDF whose pages have these lines, in Helvetica and Windows-1252."""
    contents = [b"\n".join(map(_shown, page)) for page in pages]
    return pdf_of([zlib.compress(c) if packed else c for c in contents], title=title, packed=packed)


def pdf_of(
    contents: Sequence[bytes], *, title: str | None = None, packed: bool = False, more: str = ""
) -> bytes:
    """A PDF whose pages have these content streams; ``more`` goes into its trailer."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    filtered = "/Filter/FlateDecode" if packed else ""
    for number, content in enumerate(contents):
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>"
        )
        head = f"<</Length {len(content)}{filtered}>>stream\n".encode()
        objects += [page.encode(), head + content + b"\nendstream"]
    objects.append(
        f"<<{f'/Title({title})' if title else ''}/CreationDate(D:20200101)/Author(J Roe)>>".encode()
    )
    return _numbered(objects, more)


def _numbered(objects: Sequence[bytes], more: str) -> bytes:
    out = BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj" % number + each + b"\nendobj\n")
    begins = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    size = len(objects) + 1
    out.write(f"trailer<</Size {size}/Root 1 0 R/Info {len(objects)} 0 R{more}>>\n".encode())
    out.write(b"startxref\n%d\n%%%%EOF" % begins)
    return out.getvalue()


def _shown(row: Row) -> bytes:
    x, y, size, text = row
    escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, x, y, escaped)


def column(paragraphs: Iterable[str], *, top: float = 700, x: float = 72, width: int = 60) -> list[Row]:
    """Paragraphs set in a column of so many letters, with space between them."""
    rows: list[Row] = []
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            if line and len(line) + len(word) + 1 > width:
                rows.append((x, top, 11, line))
                line, top = "", top - 13
            line = f"{line} {word}".strip()
        rows.append((x, top, 11, line))
        top -= 22
    return rows


def docx(paragraphs: Sequence[str], *, heading: str | None = None, title: str | None = None) -> bytes:
    """A Word document with a table after its paragraphs."""
    document = Document()
    if heading:
        document.add_heading(heading, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(1, 1).cell(0, 0).text = "A cell of a table that is no part of the article."
    document.core_properties.title = title or ""
    document.core_properties.author = "J Roe"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def mail(text: str | None, html: str | None = None, **headers: str) -> EmailMessage:
    """A mail with a text, a page or both."""
    message = EmailMessage()
    sent = {"From": "Jane Roe <jane@roe.example>", "Date": "Wed, 23 Oct 2024 08:15:30 +0200", **headers}
    for name, value in sent.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@dataclass(frozen=True, kw_only=True)
class Content:
    """All articles of a file in its order, and of an archive what was not read, and why."""

    drafts: tuple[Draft, ...]
    failures: dict[str, NoArticle]


def content(data: bytes, name: str) -> Content:
    """What a file holds. Raises Unreadable where the one file that it is holds nothing."""
    drafts: list[Draft] = []
    failures: dict[str, NoArticle] = {}
    for piece in pieces(data, name):
        try:
            drafts += piece.drafts()
        except Unreadable as error:
            if not piece.name:
                raise
            failures[piece.name] = error.reason
    return Content(drafts=tuple(drafts), failures=failures)
