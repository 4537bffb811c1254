"""A Markdown file (.md) becomes articles: what it shows is read like a paste, its front matter states facts.

Its marks are none of the publisher's words: a sentence of a body is the text as a reader of the page sees
it, white space as a browser shows it. Code, pictures and tables are left out; of a link the words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from ingest import dates, flat, lines, paste, visible
from ingest.canonical import canonical, only_links
from ingest.errors import NoArticle, Unreadable
from ingest.marks import END_MARK
from ingest.model import Draft, Stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types
    from markdown_it.token import Token

_FRONT = re.compile(r"\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<facts>.*?)\n(?P=mark)[ \t]*(?:\n|$)", re.DOTALL)
_FACT = re.compile(r"(?P<name>[A-Za-z][\w -]{0,40}?)\s*[:=]\s*(?P<value>.*)")
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)")
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")  # of a footnote, which browsers show as a small figure
_NOTES = re.compile(r"^\[\^[^\]\s]{1,40}\]:.*\n?(?:(?:[ \t]{2,}|\t).*\n?)*", re.MULTILINE)
_BLOCK = re.compile(r"[|>][+-]?\d?")  # of YAML: the value stands on the lines below
_TITLES = ("title", "headline")
_DATES = ("published", "date", "publish_date", "published_at", "pubdate", "datepublished", "updated")
_ADDRESSES = ("url", "link", "canonical", "canonical_url", "original", "source")
_PUBLISHERS = ("publisher", "site", "site_name", "publication", "outlet", "source")
_AUTHORS = ("author", "authors", "byline", "by")
_WRAPPED = 40  # characters of a line that may be broken at a margin
_HEADINGS = {f"h{level}": f"{'#' * level} " for level in range(1, 7)}
_SET_OFF = "###### "  # a paragraph that is nothing but strong
_DROPPED = ("pre", "table", "img", "figure", "iframe", "object", "video", "audio")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What the front matter says of the article."""

    title: str | None = None
    published: Stamp | None = None
    url: str | None = None
    source: str | None = None
    byline: str | None = None


def drafts(text: str) -> tuple[Draft, ...]:
    """The articles of a Markdown text, in its order. Raises Unreadable when there are none."""
    facts, text = _front(lines.normalised(text))
    rows = _rows(text)
    if facts.title and not any(_same(row.text, facts.title) for row in rows):
        rows.insert(0, _Row(mark=_HEADINGS["h1"], text=facts.title))
    if not rows:
        raise Unreadable(NoArticle.EMPTY)
    made = paste.drafts("\n\n".join(row.mark + row.text for row in rows))
    unmarked = {row.mark + row.text: row.text for row in rows}
    return tuple(_stated(_bare(draft, unmarked), facts, alone=len(made) == 1) for draft in made)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A block as it is shown; ``mark`` says to the reader of pastes what it is, and is none of its text."""

    mark: str = ""
    text: str


def _bare(draft: Draft, unmarked: dict[str, str]) -> Draft:
    body = "\n".join(unmarked.get(row, row) for row in draft.body.split("\n"))
    return replace(
        draft,
        title=unmarked.get(draft.title, draft.title),
        body=body,
        places=(),
        left_out=tuple(unmarked.get(row, row) for row in draft.left_out),
    )


def _stated(draft: Draft, facts: _Facts, *, alone: bool) -> Draft:
    """The draft with what the front matter says, which goes before the text; its title is of one alone."""
    source = facts.source or draft.source
    if not alone:
        return replace(draft, source=source, published=draft.published or facts.published)
    return replace(
        draft,
        title=facts.title or draft.title,
        published=facts.published or draft.published,
        url=facts.url or draft.url,
        source=source,
        byline=facts.byline or draft.byline,
    )


def _same(row: str, title: str) -> bool:
    return row.casefold().split() == title.casefold().split()


def _front(text: str) -> tuple[_Facts, str]:
    """The facts of the front matter, and the text below it. YAML and TOML, as far as one line says a fact."""
    found = _FRONT.match(text)
    if found is None or not (said := _said(found["facts"].split("\n"))):
        return _Facts(), text
    links = [link for name in _ADDRESSES for link in only_links(said.get(name, ""))]
    stamps = [stamp for name in _DATES if (stamp := dates.iso(said.get(name, "")))]
    names = [said[name] for name in _PUBLISHERS if name in said and not only_links(said[name])]
    facts = _Facts(
        title=_first(said, _TITLES),
        published=stamps[0] if stamps else None,
        url=canonical(links[0]) if links else None,
        source=names[0] if names else None,
        byline=_first(said, _AUTHORS),
    )
    return facts, text[found.end() :]


def _first(said: dict[str, str], names: Sequence[str]) -> str | None:
    return next((said[name] for name in names if name in said), None)


def _said(rows: Sequence[str]) -> dict[str, str]:
    """What is said by name; of a list its first item."""
    said: dict[str, str] = {}
    last = ""
    for row in rows:
        if (item := _ITEM.fullmatch(row)) and last:
            said.setdefault(last, _value(item["value"]))
        elif fact := _FACT.fullmatch(row):
            last = fact["name"].strip().lower().replace(" ", "_").replace("-", "_")
            if value := _value(fact["value"]):
                said.setdefault(last, value)
    return {name: value for name, value in said.items() if value and not _BLOCK.fullmatch(value)}


def _value(written: str) -> str:
    """A value without quotation marks, brackets of a list or of a link between notes, and a comment."""
    value = written.strip()
    if value.startswith("[") and not value.startswith("[["):
        value = value.strip("[]").split(",")[0].strip()
    if value[:1] in {'"', "'"} and value.find(value[0], 1) > 0:
        value = value[1 : value.rindex(value[0])]
    else:
        value = value.partition(" #")[0].strip()
    return " ".join(value.removeprefix("[[").removesuffix("]]").split())


def _rows(text: str) -> list[_Row]:
    """The blocks that the text shows."""
    import trafilatura  # noqa: PLC0415 - heavy; loaded in the worker that reads pages

    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    tokens = reader.parse(_NOTES.sub("", text))
    for token in tokens:
        if token.children:
            token.children = list(_inline(token.children))
    html = reader.renderer.render(tokens, reader.options, {})
    tree = trafilatura.load_html(f"<html><body>{html}</body></html>")
    return list(_shown(visible.shown(tree))) if tree is not None else []


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens of a paragraph, with lines ended where its author ended one, and without notes' marks."""
    starts = [0, *(at + 1 for at, token in enumerate(tokens) if token.type in {"softbreak", "hardbreak"})]
    rows = ["".join(t.content for t in tokens[a:b]).strip() for a, b in pairwise([*starts, len(tokens) + 1])]
    ends = iter(pairwise(rows))
    width = max(map(len, rows))
    for token in tokens:
        if token.type == "text":
            token.content = _NOTE.sub("", token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            before, after = next(ends)
            if token.type == "softbreak" and not _goes_on(before, after, width):
                token.type, token.tag = "hardbreak", "br"
        yield token


def _goes_on(before: str, after: str, width: int) -> bool:
    """Whether a line was broken at a margin: what comes next would not have fitted in."""
    word = after.split(maxsplit=1)[0] if after else ""
    if word[:1].islower():
        return True
    full = len(before) + 1 + len(word) > width
    return len(before) >= _WRAPPED and full and not (len(before) == width and END_MARK.search(before))


def _shown(tree: HtmlElement) -> Iterator[_Row]:
    for element in [each for each in tree.iter(*_DROPPED) if each.getparent() is not None]:
        element.drop_tree()
    address = _address(tree)
    marked = dict(_marked(tree))
    for row in flat.shown(tree).split("\n\n"):
        if row:
            yield marked.get(row, _Row(text=row))
    if address:
        yield _Row(text=address)


def _marked(tree: HtmlElement) -> Iterator[tuple[str, _Row]]:
    """The rows that are headings or items of a list."""
    for element in tree.iter("p", "li", *_HEADINGS):
        text = flat.shown(element)
        if not text or "\n" in text:
            continue
        if element.tag == "li":
            yield text, _Row(mark=_number(element), text=text)
        elif element.tag != "p":
            yield text, _Row(mark=_HEADINGS[element.tag], text=text)
        elif (strong := element.find("strong")) is not None and flat.shown(strong) == text:
            yield text, _Row(mark=_SET_OFF, text=text)


def _number(item: HtmlElement) -> str:
    """How an item of a list is marked: by its number, or a dash."""
    held = item.getparent()
    if held is None or held.tag != "ol":
        return "- "
    start = held.get("start", "1")
    return f"{int(start) + held.index(item) if start.isdigit() else held.index(item) + 1}. "


def _address(tree: HtmlElement) -> str | None:
    """The link that is the whole of the main headline or of the last block."""
    blocks = list(tree.iter("p", "li", *_HEADINGS))
    for block in [*tree.iter("h1"), *blocks[-1:]]:
        links = [link for link in block.iter("a") if flat.shown(link) == flat.shown(block)]
        if links and len(only_links(links[0].get("href", ""))) == 1:
            return str(links[0].get("href"))
    return None
