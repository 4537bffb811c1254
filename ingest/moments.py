"""The time of publication that a page tells outside its head: by its headline, or above the text's end."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from ingest import dates, metadata, visible
from ingest.lines import Line
from ingest.model import Stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types

_GROUPS = ("aside", "nav", "footer", "div", "section", "article", "ul", "ol", "form")
_ENDING = 20  # letters that tell the end of a text
_PIECE = 8  # the same of a link or the like at its end
_MARKED = (
    "descendant-or-self::*[self::time or self::abbr]"
    "[contains(@class, 'publish') or @itemprop='datePublished']"
)
_LEVELS = {"h1", "h2", "h3"}
_FARTHEST = 400  # elements between a headline and what belongs to it
_CHANGED = re.compile(r"updat|modif|edited", re.IGNORECASE)
# Where the dates of other stories, of comments and of today stand.
_OTHERS = re.compile(
    r"related|teaser|recommend|most-?(?:read|popular)|latest|sidebar|comment|promo",
    re.IGNORECASE,
)
_FRAME = ("aside", "nav", "footer")


def beside(tree: HtmlElement, headline: str, first: Line) -> Stamp | None:
    """The time that an element (HTML's time, abbr) states between the headline and the first line."""
    key = "".join(headline.split())
    below = dropwhile(lambda one: one.tag not in _LEVELS or _letters(one) != key, tree.iter())
    opening = "".join(first.text.split())
    for at, one in enumerate(takewhile(lambda one: not _opens(one, opening), below)):
        if at > _FARTHEST:
            break
        value = one.get("datetime") if one.tag == "time" else one.get("title") if one.tag == "abbr" else None
        if value and not _changed(one) and (stamp := metadata.time(value)):
            return stamp
    return None


def _letters(element: HtmlElement) -> str:
    return "".join(element.text_content().split())


def _opens(element: HtmlElement, opening: str) -> bool:
    return element.tag == "p" and _letters(element).startswith(opening[:60])


def _changed(element: HtmlElement) -> bool:
    """Whether a time is that of a change, by its own names or by the words around it."""
    above = element.getparent()
    around = above.text_content() if above is not None and above.tag in {"span", "p", "div"} else ""
    names = f"{element.get('class', '')} {element.get('itemprop', '')}"
    return bool(_CHANGED.search(names) or _CHANGED.match(around.strip().removeprefix("Last ")))


def elsewhere(tree: HtmlElement, last: Line, url: str | None) -> Stamp | None:
    """The day that htmldate finds in a page's address, or on the page above the end of its text.

    What is below that is of other stories, unless it is marked as the time of publication. Linked data is
    not asked: what it says of the article has been read, and the rest is of comments and pictures.
    """
    from htmldate import find_date  # noqa: PLC0415 - heavy; loaded in the worker that reads pages

    page = framed(tree)
    _drop([*_above(page), *_below(page, last), *page.iter("script")])
    # An extensive search takes any number for a date; a page that states none has none.
    found = find_date(page, extensive_search=False, original_date=True, url=url)
    return dates.iso(found) if found else None


def framed(tree: HtmlElement) -> HtmlElement:
    """A copy of a page without menus, footers, lists of other stories, and comments."""
    page = deepcopy(tree)
    most = visible.MOST * visible.length(page)
    _drop([one for one in page.iter(*_GROUPS) if _is_other(one) and visible.length(one) <= most])
    return page


def _drop(elements: list[HtmlElement]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _above(page: HtmlElement) -> list[HtmlElement]:
    """The elements over the one that holds the only main headline."""
    heads = list(page.iter("h1"))
    if len(heads) != 1:
        return []
    around = [one for one in heads[0].iterancestors() if one.tag not in {"body", "html"}]
    return [other for one in around for other in one.itersiblings(preceding=True)]


def _is_other(element: HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return (element.tag in _FRAME or bool(_OTHERS.search(names))) and element.find(".//h1") is None


def _below(page: HtmlElement, last: Line) -> list[HtmlElement]:
    """The elements behind the text's last line, but those that name a time of publication."""
    ending = "".join(last.text.split())
    for text in reversed(page.xpath(".//text()")):
        piece = "".join(text.split())
        if ending[-_ENDING:] in piece or (len(piece) >= _PIECE and ending.endswith(piece)):
            at = text.getparent()
            if at is None:
                break
            places = [at.getnext()] if text.is_tail else []
            rows = [[one, *one.itersiblings()] for one in places if one is not None]
            rows += [list(one.itersiblings()) for one in (at, *at.iterancestors())]
            return [one for row in rows for one in row if not one.xpath(_MARKED)]
    return []
