"""Lists of feeds as readers exchange them: OPML 2.0 (opml.org/spec2.opml).

Read as tags, not as XML: lists that people mend by hand often are none, and no entity is ever expanded.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from html.parser import HTMLParser

from ingest.decoding import storable
from ingest.errors import NoArticle, Unreadable


def read(text: str) -> tuple[tuple[str, str], ...]:
    """Address and title (or "") of each feed, each address once. Raises Unreadable for no OPML."""
    outlines = _Outlines()
    outlines.feed(text)
    if not outlines.opml:
        raise Unreadable(NoArticle.OPML)
    return tuple(outlines.found.items())


def write(feeds: Iterable[tuple[str, str]]) -> str:
    """A list of these addresses and titles."""
    lines = "".join(
        f'    <outline type="rss" text="{_quoted(title)}" xmlUrl="{_quoted(url)}"/>\n' for url, title in feeds
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n    <title>Sitrep</title>\n'
        f"  </head>\n  <body>\n{lines}  </body>\n</opml>\n"
    )


class _Outlines(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opml = False
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opml = self.opml or tag == "opml"
        has = {name: storable(value or "").strip() for name, value in attrs}
        if self.opml and tag == "outline" and has.get("xmlurl"):
            self.found.setdefault(has["xmlurl"], has.get("title") or has.get("text") or "")


def _quoted(value: str) -> str:
    return html.escape("".join(c for c in value if c.isprintable()))
