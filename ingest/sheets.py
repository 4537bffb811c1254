"""What the style sheets in a page hide, as far as simple rules say it: by a class, an id or a tag.

A rule that looks at more than the element itself (``.open .text``) is not followed. Where such a one could
show the element again, it counts as shown: to leave out a publisher's sentence is worse.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml publishes no types

LONGEST = 2_000_000  # characters of style sheets that are read
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_PIECE = re.compile(r"(?P<head>[^{};]*)\{(?P<body>[^{}]*)\}|(?P<opens>[^{};]*)\{|(?P<ends>\})|[^{};]*;?")
_SHOWN = re.compile(r"(?<![\w-])(display|visibility)\s*:\s*([a-z-]+)\s*(!\s*important)?", re.IGNORECASE)
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<marks>(?:[.#][\w-]+)*)", re.IGNORECASE)
_LAST = re.compile(r"[^\s>+~]+$")
_FOLLOWED = {"", "all", "screen"}
_NOT_SEEN = {"none", "hidden", "collapse"}
_NEVER = {"html", "body", "head"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What a selector says of one property, and how much that counts: CSS Cascade 4, section 6."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    name: str
    hides: bool
    followed: bool
    weight: tuple[bool, int, int, int, int]

    def holds(self, element: HtmlElement) -> bool:
        """Whether the element is one that the last part of the selector means."""
        return (
            (not self.tag or self.tag == element.tag)
            and self.classes.issubset(element.get("class", "").split())
            and self.ids.issubset([element.get("id", "")])
        )


def hidden(page: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that the page's own style sheets hide, none of them twice."""
    rules = list(_rules(page))
    if not any(rule.hides and rule.followed for rule in rules):
        return
    by_mark: dict[str, list[_Rule]] = defaultdict(list)
    for rule in rules:
        by_mark[next(iter((*rule.ids, *rule.classes)), rule.tag)].append(rule)
    for element in page.iter():
        if isinstance(element.tag, str) and element.tag not in _NEVER and _hides(element, by_mark):
            yield element


def _hides(element: HtmlElement, by_mark: dict[str, list[_Rule]]) -> bool:
    marks = {element.get("id", ""), element.tag, "", *element.get("class", "").split()}
    for name in ("display", "visibility"):
        held = [r for mark in marks for r in by_mark.get(mark, ()) if r.name == name and r.holds(element)]
        simple = max((rule for rule in held if rule.followed), key=lambda rule: rule.weight, default=None)
        again = any(not rule.followed and not rule.hides for rule in held)
        if simple is not None and simple.hides and not again:
            return not re.search(rf"(?<![\w-]){name}\s*:", element.get("style", ""), re.IGNORECASE)
    return False


def _rules(page: HtmlElement) -> Iterator[_Rule]:
    """All that is said of whether something is shown, in its order."""
    order = count()
    left = LONGEST
    for sheet in page.iter("style"):
        text = _COMMENT.sub("", sheet.text or "")[:left]
        left -= len(text)
        if sheet.get("media", "").strip().lower() in _FOLLOWED and sheet.getparent().tag != "noscript":
            for selectors, said in _top_level(text):
                yield from _of(selectors.split(","), said, order)


def _top_level(text: str) -> Iterator[tuple[str, str]]:
    """Selectors with what is said of them; what stands in @media and the like holds for some readers only."""
    depth = 0
    for piece in _PIECE.finditer(text):
        if piece["opens"] is not None:
            depth += 1
        elif piece["ends"] is not None:
            depth = max(0, depth - 1)
        elif piece["head"] is not None and not depth and not piece["head"].lstrip().startswith("@"):
            yield piece["head"], piece["body"]


def _of(selectors: Iterable[str], said: str, order: Iterator[int]) -> Iterator[_Rule]:
    found = {m[1].lower(): (m[2].lower() in _NOT_SEEN, bool(m[3])) for m in _SHOWN.finditer(said)}
    for selector in map(str.strip, selectors if found else ()):
        last = _LAST.search(selector)
        simple = _SIMPLE.match(last[0]) if last else None
        if simple is None or last is None or not (simple["marks"] or simple["tag"]):
            continue
        whole = simple.end() == len(selector)
        marks = re.findall(r"[.#][\w-]+", simple["marks"])
        ids, classes = ({m[1:] for m in marks if m[0] == sign} for sign in "#.")
        tag = "" if simple["tag"] in {None, "*"} else simple["tag"].lower()
        for name, (hides, important) in found.items():
            yield _Rule(
                tag=tag,
                classes=frozenset(classes),
                ids=frozenset(ids),
                name=name,
                hides=hides,
                followed=whole,
                weight=(important, len(ids), len(classes), int(bool(tag)), next(order)),
            )
