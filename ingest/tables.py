"""Pages that are laid out by a table: what such a page shows in it is its text.

trafilatura takes no text from tables, but where a page has nothing else. That is right for tables of data,
whose cells are no sentences. On a page that is all one table it finds the few paragraphs around that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest import flat, metadata, paste
from ingest.canonical import canonical
from ingest.errors import Unreadable
from ingest.model import Draft

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types

MOST = 0.5  # of what a page shows, in one table


def instead(tree: HtmlElement, made: Sequence[Draft], url: str | None) -> tuple[Draft, ...]:
    """The articles in the table that holds most of a page and its headline, where those made are outside."""
    whole = flat.letters(flat.shown(tree))
    for table in tree.iter("table"):  # the outermost of those within each other comes first
        text = flat.shown(table)
        inside = flat.letters(text)
        headed = all(flat.letters(draft.title) in inside for draft in made)
        if not headed or len(inside) <= MOST * len(whole):
            continue
        rows = [row for draft in made for row in draft.body.split("\n")]
        outside = [row for row in rows if flat.letters(row) not in inside]
        return tuple(made) if rows and len(outside) <= MOST * len(rows) else _in(text, tree, url, made)
    return tuple(made)


def _in(text: str, tree: HtmlElement, url: str | None, made: Sequence[Draft]) -> tuple[Draft, ...]:
    try:
        found = paste.drafts(text)
    except Unreadable:
        return tuple(made)
    stated = metadata.stated(tree)
    first = replace(
        found[0],
        published=stated.published or found[0].published,
        byline=stated.byline or found[0].byline,
        url=canonical(url) if url else found[0].url,
    )
    return tuple(
        replace(draft, source=stated.source or draft.source, places=()) for draft in (first, *found[1:])
    )
