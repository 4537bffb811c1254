"""A feed's document becomes entries: RSS, Atom and RDF by feedparser, JSON Feed by its own few lines.

Runs in the worker process, which has limits of time and memory: what a server sends is not to be trusted.
feedparser loads nothing that a document names, but expands what it declares: one that does is not read.
"""

from __future__ import annotations

import calendar
import hashlib
import html
import io
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from ingest import dates
from ingest.canonical import canonical
from ingest.decoding import decoded, storable
from ingest.errors import NoArticle, Unreadable

LONGEST = 500  # entries of one document that are read, the first ones: feeds have the newest on top
_FULL = 600  # characters from which on the content is the article and no teaser
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
# Of a link that says nothing of its kind: /feed, /rss.xml, /index.atom, /news.rss, ?feed=rss2
_USUAL = re.compile(r"(?:[/.](?:feed|rss|atom)(?:\.xml)?/?|[?&]feed=\w+)$", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_CUT_SHORT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|(?:continue reading|read more|read the (?:rest|full)\b[^.]{0,40}))\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item. ``marks`` are what it is known again by; ``source`` names the feed it was taken over from.

    ``content`` is HTML if the feed has the whole article, or else has no ``link`` to it; None otherwise.
    ``published`` is aware UTC.
    """

    marks: tuple[str, ...]
    title: str
    link: str | None
    content: str | None
    published: datetime | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A document's title, its entries as they stand there, and for how many minutes it says it holds.

    ``unread`` is how many entries state a time that cannot be told.
    """

    title: str
    entries: tuple[Entry, ...]
    minutes: int
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """An item as the document has it."""

    id: str
    title: str
    link: str | None
    content: str
    whole: bool
    published: datetime | None
    dated: bool
    source: str | None


def read(body: bytes, url: str, headers: Mapping[str, str], charset: str | None = None) -> Feed:
    """The feed in a body that came from ``url``. Raises Unreadable where it is none."""
    if not body.strip() or b"<!ENTITY" in body.replace(b"\0", b""):  # in UTF-16, too
        raise Unreadable(NoArticle.FEED)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json(body, url)
    return _xml(body, url, headers, charset)


def linked(body: bytes, url: str, charset: str | None = None) -> str | None:
    """The address of the first feed that a page names in its head (RSS advisory board, autodiscovery).

    Where it names none there, of the first that it links to by a usual address.
    """
    links = _Links()
    links.feed(decoded(body, charset))
    found = links.found or links.usual
    return urljoin(url, found) if found else None


class _Links(HTMLParser):
    found: str | None = None
    usual: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        kind = has.get("type", "").partition(";")[0].strip().lower()
        if tag == "link" and "alternate" in has.get("rel", "").lower().split() and kind in _TYPES:
            self.found = self.found or has.get("href", "").strip() or None
        if tag == "a" and (kind in _TYPES or _USUAL.search(has.get("href", "").strip())):
            self.usual = self.usual or has["href"].strip() or None


def _xml(body: bytes, url: str, headers: Mapping[str, str], charset: str | None) -> Feed:
    import feedparser  # noqa: PLC0415 - loaded in the worker alone

    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    told = {
        "content-type": kind,
        "content-location": url,
        "content-language": headers.get("content-language", ""),
    }
    found = feedparser.parse(io.BytesIO(body), response_headers=told)
    if not found.version and not found.entries:
        raise Unreadable(NoArticle.FEED)
    items = [_item(entry) for entry in found.entries[:LONGEST]]
    ttl = str(found.feed.get("ttl", ""))
    return _feed(found.feed.get("title", ""), items, url, int(ttl) if re.fullmatch(r"[0-9]{1,6}", ttl) else 0)


def _item(entry: Any) -> _Item:  # noqa: ANN401 - feedparser has no types
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    summary = entry.get("summary") or ""
    longest = max([*contents, summary], key=len)
    updated = entry["updated_parsed"] if "updated_parsed" in entry else None  # noqa: SIM401  # get() would warn
    given = entry.get("published_parsed") or updated
    return _Item(
        id=entry.get("id") or "",
        title=entry.get("title") or "",
        link=entry.get("link"),
        content=longest,
        whole=_reads_whole(longest),
        published=_moment(given),
        dated="published" in entry or "updated" in entry,
        source=(entry.get("source") or {}).get("title"),
    )


def _json(body: bytes, url: str) -> Feed:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1). An item of another shape than it says is passed over."""
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise Unreadable(NoArticle.FEED) from exc
    if "jsonfeed.org/version/" not in str(whole.get("version")) or not isinstance(whole.get("items"), list):
        raise Unreadable(NoArticle.FEED)
    items = [
        _Item(
            id=str(item.get("id") or ""),
            title=_text(item, "title"),
            link=_text(item, "url") or _text(item, "external_url") or None,
            content=_text(item, "content_html")
            or _paragraphs(_text(item, "content_text") or _text(item, "summary")),
            whole=_reads_whole(_text(item, "content_html") or _text(item, "content_text")),
            published=_iso(_text(item, "date_published")),
            dated=bool(item.get("date_published")),
            source=None,
        )
        for item in whole["items"][:LONGEST]
        if isinstance(item, dict)
    ]
    return _feed(_text(whole, "title"), items, url, 0)


def _feed(title: str, items: Iterable[_Item], url: str, minutes: int) -> Feed:
    listed = [(item, _address(item.link, url)) for item in items]
    named = [_names(item, link) for item, link in listed]
    shared = Counter(mark for marks in named for mark in set(marks))
    entries = []
    for (item, link), marks in zip(listed, named, strict=True):
        content = item.content if _visible(item.content) else None
        if link and not item.whole:
            content = None
        if link or content:
            # What two entries of a document have in common tells neither of them.
            own = tuple(mark for mark in marks if shared[mark] == 1)
            entries.append(
                Entry(
                    marks=own or (_mark("all", item.id, item.title, link or "", item.content),),
                    title=_plain(item.title),
                    link=link,
                    content=storable(content) if content else None,
                    published=item.published,
                    source=_plain(item.source or "") or None,
                )
            )
    unread = sum(item.dated and item.published is None for item, _ in listed)
    return Feed(title=_plain(title), entries=tuple(entries), minutes=minutes, unread=unread)


def _names(item: _Item, link: str | None) -> list[str]:
    """All that an entry may be known by: publishers change identifiers, addresses, or both at a move."""
    marks = [_mark("id", item.id)] if item.id else []
    if link and (urlsplit(link).path.strip("/") or urlsplit(link).query):
        marks.append(_mark("link", re.sub(r"^https?:", "", link).rstrip("/")))
    if item.title.strip() and item.published:
        marks.append(_mark("title", _plain(item.title), item.published.isoformat()))
    return marks


def _mark(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:20]


def _address(link: str | None, url: str) -> str | None:
    """The link as a canonical web address, or None."""
    try:
        whole = canonical(urljoin(url, (link or "").strip())) if link and link.strip() else ""
    except ValueError:
        return None
    return storable(whole) if re.match(r"https?://[^\s<>\"]+$", whole) else None


def _reads_whole(content: str) -> bool:
    text = _visible(content)
    return len(text) >= _FULL and not _CUT_SHORT.search(text)


def _visible(content: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())


def _plain(title: str) -> str:
    return storable(_visible(title))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _moment(parsed: time.struct_time | None) -> datetime | None:
    """feedparser's time, which is UTC."""
    try:
        at = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
    return at if at and at.year in dates.YEARS else None


def _iso(value: str) -> datetime | None:
    """A time by RFC 3339, which has a zone."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo and at.year in dates.YEARS else None


def page(entry: Entry) -> str:
    """An entry's content as a page, for the reading that any saved page gets."""
    when = (
        f'<meta property="article:published_time" content="{entry.published.isoformat()}">'
        if entry.published
        else ""
    )
    title = html.escape(entry.title)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{when}</head>'
        f"<body><article><h1>{title}</h1>{entry.content}</article></body></html>"
    )
