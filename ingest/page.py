"""A web page becomes a draft: its text by trafilatura, its facts from its head."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from ingest import clean, dates, facts, flat, lines, metadata, reading, title, visible
from ingest.canonical import canonical
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft, Precision, Stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types
    from trafilatura.settings import Document


def drafts(html: str, url: str | None) -> tuple[Draft, ...]:
    """The articles of a page: mostly one. ``url`` is where it came from, or None for a saved page.

    Lines of a body are the page's text with white space as a browser shows it; what browsers hide is no
    text. The publisher is one that the page names, never one guessed from the address. Raises
    Unreadable when no article is found.
    """
    import trafilatura  # noqa: PLC0415 - heavy; loaded in the worker that reads pages

    html = lines.normalised(html)
    if not html.strip():
        raise Unreadable(NoArticle.EMPTY)
    tree = trafilatura.load_html(html)
    if tree is None:
        raise Unreadable(NoArticle.FURNITURE)
    pages = list(visible.apart(visible.shown(tree)))
    made = [_draft_of(page, url if at == 0 else None) for at, page in enumerate(pages)]
    found = tuple(draft for draft in made if draft is not None)
    if not found:
        raise Unreadable(NoArticle.FURNITURE)
    return found


def _draft_of(tree: HtmlElement, url: str | None) -> Draft | None:
    """The article of a page that has one at most."""
    strict, full = (_extracted(tree, url, strict=strict) for strict in (True, False))
    found = full or strict
    if found is None or not found.text:
        return None
    sure = set(_rows(strict.text)) if strict and strict.text else set()
    return _draft(found, sure, tree, url)


def _extracted(tree: HtmlElement, url: str | None, *, strict: bool) -> Document | None:
    """What trafilatura makes of a page; strictly, it leaves out what may not be of the text."""
    import trafilatura  # noqa: PLC0415 - heavy; loaded in the worker that reads pages

    found = trafilatura.bare_extraction(
        deepcopy(tree),
        url=url,
        favor_precision=strict,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # An extensive search takes any number for a date; a page that states none has none.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return None if isinstance(found, dict) else found  # a dict only when asked for


def _rows(text: str) -> list[str]:
    """The lines of an extracted text: list items are marked with a dash that the page does not have."""
    return [row.removeprefix("- ").strip() for row in text.split("\n")]


def _draft(found: Document, sure: set[str], tree: HtmlElement, url: str | None) -> Draft:
    stated = metadata.stated(tree)
    headline = lines.line((found.title.strip(),)) if found.title and found.title.strip() else None
    rows = lines.read("\n".join(_rows(found.text or "")))
    body = clean.once(reading.text(headline, rows, sure) if headline else [], headline) or rows
    place = facts.dateline(body[0].text, tuple(row.text for row in body[1:]))
    texts = [row.text for row in body]
    if place:
        texts[0] = texts[0][place.length :]
    published = stated.published or _day(found.date) or (place.stamp if place else None)
    beside = None if published and stated.source and found.author else _beside(tree, headline)
    return Draft(
        title=re.sub(r"\s+", " ", headline.text) if headline else title.first_sentence(texts[0]),
        body="\n".join(texts),
        published=published or (beside.published if beside else None),
        source=stated.source or (beside.source if beside else None),
        url=canonical(where) if (where := url or found.url) else None,
        dateline=place.place if place else None,
        agency=place.agency if place else None,
        byline=found.author or (beside.byline if beside else None),
    )


def _beside(tree: HtmlElement, headline: lines.Line | None) -> Draft | None:
    """The article as read from what the page shows, for the facts that its markup does not tell."""
    if headline is None:
        return None
    rows = lines.read(flat.shown(tree))
    at = next((at for at, row in enumerate(rows) if row.key == headline.key), None)
    if at is None:
        return None
    head = next(article for article in reading.articles(rows[at:]))
    return clean.draft(head)


def _day(value: str | None) -> Stamp | None:
    stamp = dates.iso(value) if value else None
    return stamp if stamp and stamp.precision is Precision.DAY else None
