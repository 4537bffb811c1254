"""What a page says of itself in its head: publisher, titles, authors and time of publication.

Read from schema.org JSON-LD (NewsArticle: datePublished, publisher) and the Open Graph protocol
(article:published_time, og:site_name), from the older meta names that news pages still carry, and from
schema.org's microdata in the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from ingest import dates, furniture
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
_TITLES = ("og:title", "twitter:title", "dc.title")
_ARTICLE = re.compile(r"Article|Posting|Report\b")  # schema.org: NewsArticle, BlogPosting, Report
_PAGE = re.compile(r"Page\b|None$")  # WebPage, ItemPage; not a video, a comment or the site
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds since 1970, from 2001 to 2033
_MAIL = re.compile(r"(?:\w{3}, )?\d{1,2} \w{3} \d{4} \d\d:\d\d")  # RFC 5322, section 3.3
_AROUND = re.compile(
    r"^\s*(?://|/\*)?\s*<!(?:--|\[CDATA\[)(?:\s*\*/)?|(?://|/\*)?\s*(?:-->|\]\]>)(?:\s*\*/)?\s*$"
)
_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')  # in a block that is broken elsewhere
_HOST = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.){1,4}[a-z]{2,10}/?")
_DEEPEST = 12  # nesting of JSON-LD that is followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The publisher, the titles and the time of publication that a page states, and who it says wrote it."""

    source: str | None
    published: Stamp | None
    titles: tuple[str, ...] = ()
    byline: str | None = None


def stated(tree: HtmlElement) -> Stated:
    """Read a parsed page. The first statement names the day; a time to the minute of that day is better."""
    metas = _metas(tree)
    things = [
        thing
        for block in tree.iterfind(".//script[@type='application/ld+json']")
        for thing in _things(block.text)
    ]
    things.sort(key=lambda thing: not _is_article(thing))  # before pages, videos and the site
    own = [thing for thing in things if _is_article(thing) or _PAGE.search(str(thing.get("@type")))]
    values = [thing.get("datePublished") for thing in own] + [metas.get(name) for name in _PUBLISHED]
    values += [one.get("datetime") for one in tree.iterfind(".//time[@itemprop='datePublished']")]
    names = [metas.get(_SITE[0]), *map(_publisher, things), metas.get(_SITE[1])]
    headlines = [thing.get("headline") for thing in things if _is_article(thing)]
    titles = [*(metas.get(name) for name in _TITLES), *headlines[:1], tree.findtext(".//title")]
    stamps = [stamp for value in values if isinstance(value, str) and (stamp := time(value))]
    return Stated(
        source=next((name.strip() for name in names if name and _is_name(name.strip())), None),
        published=_published(stamps),
        titles=tuple(title for title in titles if isinstance(title, str) and title.strip()),
        byline=next((found for thing in things if _is_article(thing) and (found := _authors(thing))), None),
    )


def time(value: str) -> Stamp | None:
    """A machine's time: ISO 8601 with what pages make of it, an e-mail's date, or seconds since 1970."""
    value = value.strip()
    if _EPOCH.fullmatch(value):
        moment = datetime.fromtimestamp(int(value[:10]), UTC)
    elif _MAIL.match(value):
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return dates.iso(value)
    else:
        return dates.iso(value)
    return dates.iso(moment.isoformat())


def _published(stamps: Sequence[Stamp]) -> Stamp | None:
    if not stamps:
        return None
    near = [stamp for stamp in stamps if abs(stamp.at - stamps[0].at) <= timedelta(days=1)]
    return next((stamp for stamp in near if stamp.precision is Precision.MINUTE), stamps[0])


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name:
            found.setdefault(name.lower(), meta.get("content", ""))
    return found


def _is_article(thing: dict[str, object]) -> bool:
    return bool(_ARTICLE.search(str(thing.get("@type"))))


def _things(text: str | None) -> Iterator[dict[str, object]]:
    """All objects in a block of JSON-LD, outermost first."""
    level: list[object] = [_loaded(text or "")]
    for _ in range(_DEEPEST):
        below: list[object] = []
        for thing in level:
            if isinstance(thing, dict):
                yield thing
                below += thing.values()
            elif isinstance(thing, list):
                below += thing
        level = below


def _loaded(text: str) -> object:
    """The value of a block; line breaks, commas too many and comments around it are usual mistakes."""
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", _AROUND.sub("", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    day = _DAY.search(text) if _ARTICLE.search(text) else None
    return {"@type": "Article", "datePublished": day[1]} if day else None


def _publisher(thing: dict[str, object]) -> str | None:
    return _name(thing.get("publisher"))


def _is_name(words: str) -> bool:
    """Whether words name a publisher: an entry of a menu does not, nor does an address."""
    return bool(words) and not furniture.is_section(words) and not _HOST.fullmatch(words)


def _authors(thing: dict[str, object]) -> str | None:
    """The names of a thing's authors, who may be an object, a name, or a list of either."""
    author = thing.get("author")
    names = [_name(one) for one in (author if isinstance(author, list) else [author])]
    return "; ".join(dict.fromkeys(name for name in names if name)) or None


def _name(thing: object) -> str | None:
    """The name of a person or publisher; an address is none."""
    if isinstance(thing, list) and thing:
        thing = thing[0]
    name = thing.get("name") if isinstance(thing, dict) else thing
    if not isinstance(name, str) or "://" in name:
        return None
    return " ".join(name.split()) or None
