"""What a page says of itself in its head: publisher and time of publication.

Read from schema.org JSON-LD (NewsArticle: datePublished, publisher) and the Open Graph protocol
(article:published_time, og:site_name), and from the older meta names that news pages still carry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest import dates
from ingest.model import Precision, Stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "article.published",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "sailthru.date",
    "date",
)
_SITE = ("og:site_name", "application-name")
_ARTICLE = re.compile(r"Article|Posting|Report\b")  # schema.org: NewsArticle, BlogPosting, Report
_DEEPEST = 12  # nesting of JSON-LD that is followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The publisher and the time of publication that a page's head states."""

    source: str | None
    published: Stamp | None


def stated(tree: HtmlElement) -> Stated:
    """Read the head of a parsed page. A time to the minute is preferred to one to the day."""
    metas = _metas(tree)
    things = [
        thing
        for block in tree.iterfind(".//script[@type='application/ld+json']")
        for thing in _things(block.text)
    ]
    things.sort(key=lambda thing: not _ARTICLE.search(str(thing.get("@type"))))  # before videos and the site
    values = [thing.get("datePublished") for thing in things] + [metas.get(name) for name in _PUBLISHED]
    stamps = [stamp for value in values if isinstance(value, str) and (stamp := dates.iso(value))]
    exact = [stamp for stamp in stamps if stamp.precision is Precision.MINUTE]
    names = [metas.get(_SITE[0]), *map(_publisher, things), metas.get(_SITE[1])]
    return Stated(
        source=next((name.strip() for name in names if name and name.strip()), None),
        published=next(iter(exact or stamps), None),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name:
            found.setdefault(name.lower(), meta.get("content", ""))
    return found


def _things(text: str | None) -> Iterator[dict[str, object]]:
    """All objects in a block of JSON-LD, outermost first."""
    try:
        loaded = json.loads(text or "")
    except (ValueError, RecursionError):
        return
    level: list[object] = [loaded]
    for _ in range(_DEEPEST):
        below: list[object] = []
        for thing in level:
            if isinstance(thing, dict):
                yield thing
                below += thing.values()
            elif isinstance(thing, list):
                below += thing
        level = below


def _publisher(thing: dict[str, object]) -> str | None:
    publisher = thing.get("publisher")
    if isinstance(publisher, list) and publisher:
        publisher = publisher[0]
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return name if isinstance(name, str) else None
