"""What a page shows: without what browsers hide, and apart where it holds several articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types

LEAST = 35  # words of one of several articles on a page, as of one in a paste

_NEVER_SHOWN = ("template", "noscript", "dialog")
_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SITE = {"og:site_name", "application-name"}


def shown(tree: HtmlElement) -> HtmlElement:
    """A copy of a page without what its markup hides from readers; style sheets are not read.

    A sentence that nobody sees on the page is none that the publisher shows: HTML Living Standard, the
    hidden attribute, template, noscript and dialog, and styles of elements' own.
    """
    page = deepcopy(tree)
    for element in list(page.iter()):
        if element is not page and _hidden(element) and element.getparent() is not None:
            element.drop_tree()
    return page


def _hidden(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in {"html", "body", "head"}:
        return False
    if element.tag in _NEVER_SHOWN and not (element.tag == "dialog" and "open" in element.attrib):
        return True
    return "hidden" in element.attrib or bool(_STYLE.search(element.get("style", "")))


def apart(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The page, or where it has several articles with a main headline each, a page for every one.

    What the head says is the first one's; of the others only the site's name stays.
    """
    places = [at for at, article in enumerate(tree.iter("article")) if _whole(article)]
    if len(places) < 2:
        yield tree
        return
    for place in places:
        page = deepcopy(tree)
        for at, article in enumerate(list(page.iter("article"))):
            if at != place and at in places:
                article.drop_tree()
        if place != places[0]:
            _forget_first(page)
        yield page


def _whole(article: HtmlElement) -> bool:
    nested = next(article.iterancestors("article"), None) is not None
    headed = article.find(".//h1") is not None
    return headed and not nested and len(article.text_content().split()) >= LEAST


def _forget_first(page: HtmlElement) -> None:
    """Drops what the head says of the page's first article."""
    for element in list(page.iter("title", "meta", "link", "script")):
        if (element.get("property") or element.get("name")) not in _SITE and element.getparent() is not None:
            element.drop_tree()
