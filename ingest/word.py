"""A Word document (.docx) becomes text: its headings and paragraphs, in order, without tables.

What a tracked change deletes, text boxes, pictures and notes at the foot of the page are no part of it;
what a tracked change inserts is. The document's own title counts where it stands in the text. Its author
and dates are those of the file and tell nothing of the article.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from ingest import damage, packed
from ingest.errors import NoArticle, Unreadable
from ingest.pdf import Text

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]  # lxml publishes no types

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ECMA-376, part 1, sections 17.3.3 and 17.13.5
_LEFT_OUT = {f"{_W}{name}" for name in ("tbl", "del", "moveFrom", "txbxContent", "pict", "drawing")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
}


def text(data: bytes) -> Text:
    """The text of a document. Raises Unreadable where it is damaged, encrypted or too large."""
    packed.check(data)
    with damage.told():
        return _text(data)


def _text(data: bytes) -> Text:
    from docx import Document  # noqa: PLC0415 - heavy; loaded in the worker that reads documents

    document = Document(BytesIO(data))
    if document.element.getroottree().docinfo.internalDTD is not None:  # entities: Word writes none
        raise Unreadable(NoArticle.DAMAGED)
    rows: list[str] = []
    _paragraphs(document.element.body, rows)
    title = " ".join((document.core_properties.title or "").split())
    return Text(text="\n\n".join(rows), title=title or None)


def _paragraphs(element: _Element, rows: list[str]) -> None:
    for child in element:
        if child.tag == f"{_W}p":
            words: list[str] = []
            _words(child, words)
            rows.append("".join(words).strip())
        elif child.tag not in _LEFT_OUT:
            _paragraphs(child, rows)


def _words(element: _Element, words: list[str]) -> None:
    for child in element:
        if child.tag == f"{_W}t":
            words.append(child.text or "")
        elif child.tag in _SIGNS:
            words.append(_SIGNS[child.tag])
        elif child.tag not in _LEFT_OUT:
            _words(child, words)
