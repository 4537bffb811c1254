"""What a page shows: without what browsers hide, without words printed twice, and article by article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from ingest import sheets

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types

LEAST = 35  # words of one of several articles on a page, as of one in a paste
FULL = 60  # the same under headlines of a lower level, where teasers of a sentence or two are usual
PARAGRAPHS = 3  # of such an article
MOST = 0.5  # of a page's paragraphs, in what scripts will show with its headline
NEARLY_ALL = 0.8  # the same where its headline is shown already
LARGEST_OFFER = 60  # words
OFFERED = 0.2  # of a page's paragraphs, in one box at most
QUOTES = 200  # that are compared with the text
LEAST_QUOTED = 3  # words of a quote that is looked for in the text

_NEVER_SHOWN = ("template", "noscript", "dialog")
_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![\w-])(?:opacity|scale)\s*:\s*0?\.?0*\s*(?:[;!]|$)"
    r"|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:[;!]|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%|scale\(\s*0\s*\)"
    r"|(?<![\w-])color\s*:\s*transparent",
    re.IGNORECASE,
)
# For screen readers only (Bootstrap, WordPress, HTML5 Boilerplate).
_CLASSES = {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"}
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # where words may break, or must not
_SITE = {"og:site_name", "application-name"}
_PULLED = re.compile(r"pull-?_?quote|(?:^|[\s_-])quote(?:$|[\s_-])", re.IGNORECASE)
_OFFER = re.compile(r"newsletter|sign-?up|\bpromo\b|cookie|consent|gdpr|donat|subscription", re.IGNORECASE)
_QUOTES = ("blockquote", "aside", "div", "figure", "p")


def shown(tree: HtmlElement, *, by_scripts: bool = False) -> HtmlElement:
    """A copy of a page without what its markup, or a simple rule of its style sheets, hides from readers.

    A sentence that nobody sees on the page is none that the publisher shows: HTML Living Standard, the
    hidden attribute, template, noscript and dialog; WAI-ARIA, aria-hidden; and styles of elements' own.
    Soft hyphens and the like are none of its words.
    Where the headline itself is hidden, or nearly all paragraphs are, scripts show the page later, and that
    stays. With ``by_scripts`` any element stays that holds most paragraphs: for pages that else have none.
    """
    page = deepcopy(tree)
    styled = set(sheets.hidden(page))
    hidden = [e for e in page.iter() if e.getparent() is not None and (_hidden(e) or e in styled)]
    waiting = _holding(page, hidden, MOST) if by_scripts else _waiting(page, hidden)
    for element in hidden:
        if element not in waiting and element.getparent() is not None:
            element.drop_tree()
    for element in page.iter():
        element.text, element.tail = _seen(element.text), _seen(element.tail)
    return page


def _seen(text: str | None) -> str | None:
    return _INVISIBLE.sub("", text) if text and _INVISIBLE.search(text) else text


def _hidden(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in {"html", "body", "head"}:
        return False
    if element.tag in _NEVER_SHOWN and not (element.tag == "dialog" and "open" in element.attrib):
        return True
    if element.get("aria-hidden", "").strip().lower() == "true" or "hidden" in element.attrib:
        return True
    return bool(_STYLE.search(element.get("style", ""))) or not _CLASSES.isdisjoint(
        element.get("class", "").split()
    )


def _waiting(page: HtmlElement, hidden: list[HtmlElement]) -> list[HtmlElement]:
    """The hidden elements that scripts will show: around the only headline, or nearly all paragraphs."""
    inside = set(hidden)
    heads = [[one for one in head.iterancestors() if one in inside] for head in page.iter("h1")]
    around = _holding(page, heads[0], MOST) if heads and all(heads) else []
    return around or _holding(page, hidden, NEARLY_ALL)


def _holding(page: HtmlElement, elements: list[HtmlElement], share: float) -> list[HtmlElement]:
    """Those of the elements that browsers can show and that hold more than a share of the paragraphs."""
    size = length(page)
    return [one for one in elements if one.tag not in _NEVER_SHOWN and length(one) > share * size]


def length(element: HtmlElement) -> int:
    """Letters in the paragraphs that an element holds."""
    return sum(len(p.text_content()) for p in element.iter("p") if p is not element)


def undoubled(page: HtmlElement) -> HtmlElement:
    """The page, changed: without the quotes set apart whose words stand in a paragraph as well."""
    quotes = [one for one in page.iter(*_QUOTES) if _pulled(one)][:QUOTES]
    if not quotes:
        return page
    inside = set(quotes)
    texts = [_words(p) for p in page.iter("p") if p not in inside and inside.isdisjoint(p.iterancestors())]
    text = f" {' | '.join(texts)} "
    for quote in quotes:
        said = _words(quote)
        if said.count(" ") >= LEAST_QUOTED - 1 and f" {said} " in text and quote.getparent() is not None:
            quote.drop_tree()
    return page


def without_offers(page: HtmlElement) -> HtmlElement:
    """The page, changed: without the small boxes that ask readers to subscribe, to pay or to agree."""
    size = length(page)
    for box in list(page.iter("div", "aside", "section", "form")):
        if not _OFFER.search(f"{box.get('class', '')} {box.get('id', '')}") or box.getparent() is None:
            continue
        words = box.text_content().split()
        if len(words) <= LARGEST_OFFER and length(box) <= OFFERED * size and box.find(".//h1") is None:
            box.drop_tree()
    return page


def _pulled(element: HtmlElement) -> bool:
    return element.tag == "blockquote" or bool(_PULLED.search(element.get("class", "")))


def _words(element: HtmlElement) -> str:
    """The words of an element, without whom it names as their speaker."""
    texts = element.xpath(".//text()[not(ancestor::cite or ancestor::footer or ancestor::figcaption)]")
    return " ".join(re.findall(r"\w+", " ".join(texts).casefold()))


def apart(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The page, or where it has several articles with a headline each, a page for every one.

    Headlines are main ones (h1). On a page without a main headline in or over them, where whole posts
    stand below each other, those of the next level count, too: such articles must have more text, for teasers
    have little. What the head says is the first one's; of the others only the site's name stays.
    """
    whole = [at for at, article in enumerate(tree.iter("article")) if _whole(article)]
    posts = [at for at, article in enumerate(tree.iter("article")) if _post(article)]
    places = whole if whole or not _is_front(tree) else posts
    if len(places) < 2:
        yield _entries_joined(tree, posts)
        return
    for place in places:
        page = deepcopy(tree)
        for at, article in enumerate(list(page.iter("article"))):
            if at != place and at in places:
                article.drop_tree()
        if place != places[0] or places is posts:
            _forget_first(page)
        yield page


def _entries_joined(tree: HtmlElement, posts: list[int]) -> HtmlElement:
    """The page, changed: entries below its main headline are parts of one article and none themselves."""
    entries = [article for at, article in enumerate(tree.iter("article")) if at in set(posts)]
    if len(entries) > 1 and all(
        next(head.iterancestors("article"), None) is None for head in tree.iter("h1")
    ):
        for entry in entries:
            entry.tag = "div"
    return tree


def _whole(article: HtmlElement) -> bool:
    nested = next(article.iterancestors("article"), None) is not None
    headed = article.find(".//h1") is not None
    return headed and not nested and len(article.text_content().split()) >= LEAST


def _post(article: HtmlElement) -> bool:
    """Whether an article under a headline of the second level is more than a teaser."""
    nested = next(article.iterancestors("article", "aside"), None) is not None
    paragraphs = [p for p in article.iter("p") if re.search(r"[.!?…]\W*$", p.text_content().strip())]
    size = sum(len(p.text_content().split()) for p in paragraphs)
    return article.find(".//h2") is not None and not nested and size >= FULL and len(paragraphs) >= PARAGRAPHS


def _is_front(tree: HtmlElement) -> bool:
    """Whether the main headline of a page is none of an article's: none, or the name in its title."""
    title = " ".join((tree.findtext(".//title") or "").split()).casefold()
    return all(" ".join(head.text_content().split()).casefold() == title for head in tree.iter("h1"))


def _forget_first(page: HtmlElement) -> None:
    """Drops what the head says of the page's first article, and the name over all of them."""
    inside = next(page.iter("article"), None)
    for element in list(page.iter("title", "meta", "link", "script", "h1")):
        name = element.get("property") or element.get("name")
        own = element.tag == "h1" and inside is not None and inside in set(element.iterancestors())
        if name not in _SITE and not own and element.getparent() is not None:
            element.drop_tree()
