"""Files become drafts: plain text and saved pages."""

from __future__ import annotations

from pathlib import PurePath

from ingest import page, paste
from ingest.decoding import decoded
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft

TEXTS = frozenset({".txt", ".md", ".text", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml"})


def read(name: str, data: bytes) -> tuple[Draft, ...]:
    """The articles in a file of this name. Raises Unreadable when there are none or its kind is not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix in PAGES:
        return (page.draft(decoded(data), None),)
    if suffix in TEXTS:
        return paste.drafts(decoded(data))
    raise Unreadable(NoArticle.UNSUPPORTED)
