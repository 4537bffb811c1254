"""The headline of a page: the one that readers see, chosen by what the page says of itself.

Titles in a head carry the site's name, or are written for search engines and for sharing; the headline over
the text may carry a label. What both agree on is the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types

FIRST = 60  # characters that tell a paragraph
FEWEST = 3  # words of a headline that a longer title contains
_LEVELS = ("h1", "h2", "h3")
_NO_HEADLINE = ("nav", "aside", "footer")
_MARKED = re.compile(r"head-?_?line|(?:entry|post|article|page)-?_?title", re.IGNORECASE)


def chosen(tree: HtmlElement, titles: Iterable[str], site: str | None, first: str) -> str | None:
    """The headline, or None where none that is shown can be told.

    ``titles`` is what the head states, ``first`` the first line of the text.
    """
    shown = [
        (element, text)
        for level in _LEVELS
        for element in tree.iter(level)
        if (text := _text(element)) and next(element.iterancestors(*_NO_HEADLINE), None) is None
    ]
    stated = [" ".join(title.split()) for title in titles if title and title.strip()]
    agreed = [
        text
        for element, text in shown
        if not _is_site(element, text, site, stated) and any(_within(text, title) for title in stated)
    ]
    if agreed:
        return max(agreed, key=lambda text: (_key(text) in set(map(_key, stated)), len(text)))
    for element, text in shown:
        if element.tag == "h1" and (label := next((one for one in stated if _ends(text, one)), None)):
            return label
    own = [
        text for element, text in shown if element.tag == "h1" and not _is_site(element, text, site, stated)
    ]
    if len(own) == 1:
        return own[0]
    marked = [text for element, text in shown if _MARKED.search(element.get("class", ""))]
    if len(marked) == 1:
        return marked[0]
    return None if own else _nearest(tree, {element for element, _ in shown if element.tag != "h1"}, first)


def _nearest(tree: HtmlElement, shown: set[HtmlElement], first: str) -> str | None:
    """The last heading above the paragraph that the text begins with, or the one that it begins with."""
    last = None
    for element in tree.iter(*_LEVELS, "p"):
        if element in shown:
            last = _text(element)
            if last == first:
                return last
        elif element.tag == "p" and _text(element).startswith(first[:FIRST]):
            return last
    return None


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub("[\u00ad\u200b]", "", text).casefold()))


def _within(text: str, title: str) -> bool:
    """Whether a title is a headline, or that and a site's name or a section before or behind it."""
    key, whole = _key(text), _key(title)
    if key == whole:
        return bool(key)
    long = len(key.split()) >= FEWEST
    return long and (whole.startswith(f"{key} ") or whole.endswith(f" {key}"))


def _ends(text: str, title: str) -> bool:
    """Whether a headline is a label and then the title, word for word."""
    return len(_key(title).split()) >= FEWEST and text.endswith(f" {title}")


def _is_site(element: HtmlElement, text: str, site: str | None, stated: list[str]) -> bool:
    """Whether a main headline is the site's name: it says so, leads home, or ends or begins every title."""
    key = _key(text)
    home = any(link.get("href", "") == "/" for link in element.iter("a"))
    named = len(key.split()) < FEWEST and any(
        f" {key} " in f" {_key(title)} " and key != _key(title) for title in stated
    )
    return key == _key(site or "") or home or named
