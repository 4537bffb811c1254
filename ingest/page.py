"""A web page becomes a draft: its text by trafilatura, its facts from its head."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest import (
    clean,
    datelines,
    flat,
    heading,
    lines,
    metadata,
    moments,
    reading,
    signatures,
    tables,
    title,
    visible,
)
from ingest.canonical import canonical
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types
    from trafilatura.settings import Document

OVER = 1  # lines above a headline that may state its date; further up is the reader's own day


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
    found = _articles(visible.shown(tree), url) or _articles(visible.shown(tree, by_scripts=True), url)
    if not found:
        raise Unreadable(NoArticle.FURNITURE)
    return found


def _articles(tree: HtmlElement, url: str | None) -> tuple[Draft, ...]:
    """The articles of a page that holds nothing hidden."""
    pages = list(visible.apart(visible.undoubled(visible.without_offers(tree))))
    made = [_draft_of(page, url if at == 0 else None) for at, page in enumerate(pages)]
    return tables.instead(tree, [draft for draft in made if draft is not None], url)


def _draft_of(tree: HtmlElement, url: str | None) -> Draft | None:
    """The article of a page that has one at most."""
    strict, full = (_extracted(tree, url, strict=strict) for strict in (True, False))
    found = full or strict
    rows = flat.parted(tree, _rows(found.text or "")) if found else []
    if found is None or not rows:
        return None
    sure = set(_rows(strict.text)) if strict and strict.text else set()
    return _draft(found, lines.read("\n".join(rows)), sure, tree, url)


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
        date_extraction_params={"extensive_search": False, "original_date": True},  # not used, and quicker
    )
    return None if isinstance(found, dict) else found  # a dict only when asked for


def _rows(text: str) -> list[str]:
    """The lines of an extracted text: list items are marked with a dash that the page does not have."""
    return [row for line in text.split("\n") if (row := line.removeprefix("- ").strip())]


def _draft(
    found: Document, rows: list[lines.Line], sure: set[str], tree: HtmlElement, url: str | None
) -> Draft:
    stated = metadata.stated(tree)
    rows = _without_main(tree, rows)
    words = heading.chosen(tree, stated.titles, stated.source, rows[0].text) or (found.title or "").strip()
    headline = lines.line((words,)) if words else None
    body = clean.once(reading.text(headline, rows, sure) if headline else [], headline) or rows
    signed = [row.byline for row in body if signatures.reporters(row.text) is not None]
    body = [row for row in body if signatures.reporters(row.text) is None] or body
    texts = [row.text for row in body]
    opened, place = datelines.opening(texts) or (0, None)
    if place:
        texts[opened] = texts[opened][place.length :]
        signed.append(place.byline)
    if behind := signatures.behind(texts[-1]):
        texts[-1] = texts[-1][: behind[0]]
        signed.append(behind[1])
    near = stated.published or moments.beside(tree, words, body[0])
    author = _named(stated.byline or found.author, stated.source)
    beside = None if near and stated.source and author else _beside(tree, headline)
    return Draft(
        title=title.unslugged(" ".join(headline.text.split()))
        if headline
        else title.first_sentence(texts[0]),
        body="\n".join(texts),
        published=near
        or (beside.published if beside else None)
        or (place.stamp if place else None)
        or moments.elsewhere(tree, body[-1], url),
        source=stated.source or (beside.source if beside else None),
        url=canonical(where) if (where := url or found.url) else None,
        dateline=place.place if place else None,
        agency=place.agency if place else None,
        byline=author or (beside.byline if beside else None) or next(filter(None, signed), None),
    )


def _without_main(tree: HtmlElement, rows: list[lines.Line]) -> list[lines.Line]:
    """The lines without main headlines that trafilatura leaves above the text, the site's name or another."""
    main = {lines.line((element.text_content(),)).key for element in tree.iter("h1")}
    at = next((at for at, row in enumerate(rows) if row.key not in main), 0)
    return rows[at:]


def _beside(tree: HtmlElement, headline: lines.Line | None) -> Draft | None:
    """The article as read from what the page shows, for the facts that its markup does not tell."""
    if headline is None:
        return None
    rows = lines.read(flat.shown(flat.spread(moments.framed(tree))))
    at = next((at for at, row in enumerate(rows) if row.key == headline.key), None)
    if at is None:
        return None
    head = next(article for article in reading.articles(rows[at:]))
    draft = clean.draft(head)
    if draft is None or draft.published:
        return draft
    over = [row.stamp for row in rows[max(0, at - OVER) : at] if row.stamp and not clean.is_today(row)]
    return replace(draft, published=over[-1]) if over else draft


def _named(author: str | None, source: str | None) -> str | None:
    """Who wrote it: neither the publisher nor an address."""
    return None if not author or "://" in author or author == source else author
