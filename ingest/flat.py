"""A page as the text that it shows, a line for each of its blocks: for pages that are laid out by tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types

_HIDDEN = {"head", "script", "style", "template", "noscript", "title", "svg"}
_BLOCKS = {"address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption"}
_BLOCKS |= {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"}
_BLOCKS |= {"nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul"}


def text_of(html: str) -> str:
    """The text of a page, white space as a browser shows it, a blank line between blocks."""
    import trafilatura  # noqa: PLC0415 - heavy; loaded in the worker that reads pages

    tree = trafilatura.load_html(html)
    return shown(tree) if tree is not None else ""


def shown(tree: HtmlElement) -> str:
    """The same of a page that was parsed."""
    pieces: list[str] = []
    _walk(tree, pieces)
    rows = (" ".join(row.split()) for row in "".join(pieces).split("\n"))
    return "\n\n".join(row for row in rows if row)


def parted(tree: HtmlElement, rows: Sequence[str]) -> list[str]:
    """The rows of an extracted text, those that run over several blocks of the page block by block.

    trafilatura falls back on all text of an element, glued together, where it finds little (its rescue by
    "baseline"): headline, byline and links in one row with the sentences.
    """
    blocks = [(block, letters(block)) for block in shown(tree).split("\n\n")]
    return [part for row in rows for part in _blocks_in(letters(row), blocks) or [row]]


def _blocks_in(row: str, blocks: Sequence[tuple[str, str]]) -> list[str]:
    """The blocks that a row is made of, in their order, some left out; none where it holds other text."""
    begin = next((at for at, (_, held) in enumerate(blocks) if held and row.startswith(held)), None)
    found: list[str] = []
    for block, held in blocks[begin:] if begin is not None else ():
        if row and held and row.startswith(held):
            found.append(block)
            row = row[len(held) :]
    return [] if row else found


def letters(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def spread(tree: HtmlElement) -> HtmlElement:
    """The page, changed: spans that touch each other, as style sheets set them apart, on lines of their own.

    For the facts beside a headline; those of a headline or a paragraph are parts of words and sentences.
    """
    for span in list(tree.iter("span", "time")):
        before = span.getprevious()
        touches = before is not None and before.tag in {"span", "time"} and not (before.tail or "").strip()
        if touches and next(span.iterancestors("h1", "h2", "h3", "p"), None) is None:
            before.addnext(span.makeelement("br"))
    return tree


def _walk(tree: HtmlElement, pieces: list[str]) -> None:
    """Goes through a tree without recursion: pages can be nested without end."""
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, left = stack.pop()
        named = isinstance(element.tag, str)  # comments and the like have functions there
        mark = "\n" if named and (element.tag in _BLOCKS or element.tag == "br") else ""
        if left:
            pieces.append(mark)
            if element is not tree:
                pieces.append(_spaced(element.tail))
            continue
        stack.append((element, True))
        if named and element.tag not in _HIDDEN:
            pieces += [mark, _spaced(element.text)]
            stack += [(child, False) for child in reversed(element)]


def _spaced(text: str | None) -> str:
    """The text without line breaks of its own."""
    return re.sub(r"\s", " ", text) if text else ""
