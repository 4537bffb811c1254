"""A web page becomes a draft: its text by trafilatura, its facts from its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest import clean, dates, facts, lines, metadata, reading, title
from ingest.canonical import canonical
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft, Precision, Stamp

if TYPE_CHECKING:
    from trafilatura.settings import Document


def draft(html: str, url: str | None) -> Draft:
    """The article of a page. ``url`` is where it came from, or None for a saved page.

    Lines of the body are the page's text with white space as a browser shows it. The publisher is
    the one that the page's head names, never one guessed from the address. Raises Unreadable when
    no article is found.
    """
    import trafilatura  # noqa: PLC0415 - heavy; loaded in the worker that reads pages

    html = lines.normalised(html)
    if not html.strip():
        raise Unreadable(NoArticle.EMPTY)
    strict, full = (_extracted(html, url, strict=strict) for strict in (True, False))
    found = full or strict
    if found is None or not found.text:
        raise Unreadable(NoArticle.FURNITURE)
    sure = set(_rows(strict.text)) if strict and strict.text else set()
    return _draft(found, sure, metadata.stated(trafilatura.load_html(html)), url)


def _extracted(html: str, url: str | None, *, strict: bool) -> Document | None:
    """What trafilatura makes of a page; strictly, it leaves out what may not be of the text."""
    import trafilatura  # noqa: PLC0415 - heavy; loaded in the worker that reads pages

    found = trafilatura.bare_extraction(
        html,
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


def _draft(found: Document, sure: set[str], stated: metadata.Stated, url: str | None) -> Draft:
    headline = lines.line((found.title.strip(),)) if found.title and found.title.strip() else None
    rows = lines.read("\n".join(_rows(found.text or "")))
    body = clean.once(reading.text(headline, rows, sure) if headline else [], headline) or rows
    place = facts.dateline(body[0].text, tuple(row.text for row in body[1:]))
    texts = [row.text for row in body]
    if place:
        texts[0] = texts[0][place.length :]
    return Draft(
        title=re.sub(r"\s+", " ", headline.text) if headline else title.first_sentence(texts[0]),
        body="\n".join(texts),
        published=stated.published or _day(found.date) or (place.stamp if place else None),
        source=stated.source,
        url=canonical(where) if (where := url or found.url) else None,
        dateline=place.place if place else None,
        agency=place.agency if place else None,
        byline=found.author or None,
    )


def _day(value: str | None) -> Stamp | None:
    stamp = dates.iso(value) if value else None
    return stamp if stamp and stamp.precision is Precision.DAY else None
