"""A text that was handed over: a saved page or plain text, told apart by how it begins."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest import page, paste
from ingest.canonical import canonical
from ingest.model import Draft

_PAGE = re.compile(r"\ufeff?\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text begins as a page does."""
    return _PAGE.match(text) is not None


def drafts(text: str, url: str | None = None) -> tuple[Draft, ...]:
    """The articles in a text; ``url`` is where it stands. Raises Unreadable when there are none."""
    return saved(text, url) if is_page(text) else pasted(text, url)


def saved(html: str, url: str | None = None) -> tuple[Draft, ...]:
    """The articles of a page. Raises Unreadable when there are none."""
    return page.drafts(html, url)


def pasted(text: str, url: str | None = None) -> tuple[Draft, ...]:
    """The articles of a text that is no page. Raises Unreadable when there are none."""
    where = canonical(url) if url else None
    return tuple(replace(draft, url=where or draft.url) for draft in paste.drafts(text))
