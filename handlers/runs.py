"""Styled text as runs, its length as Telegram counts it, and its HTML: the only place that writes markup.

Text is cut while it is still runs, so tags are balanced in every part whatever the text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape
from itertools import groupby

from newsroom.spans import units

UNITS = 4096  # UTF-16 code units of a message after its entities are parsed: Bot API, sendMessage
ENTITIES = 100  # further ones are dropped in silence: Telegram limits, "Formatting entities"
HTML_BYTES = 30_000  # the Bot API server cuts its input at 35,000 bytes, tags and all: td, clean_input_string

_BREAKS = (re.compile(r"[.!?…。؟](?:[\"'”’»)\]]*)\s+|\n+"), re.compile(r"\s+"))


class Style(StrEnum):
    """How a run looks; the value is its HTML tag."""

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"
    UNDERLINE = "u"
    STRIKETHROUGH = "s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one style, perhaps a link; ``folded`` ones in a row are one quotation."""

    text: str
    style: Style = Style.PLAIN
    href: str | None = None
    folded: bool = False


Runs = tuple[Run, ...]


def plain(text: str) -> Run:
    """A run without any style."""
    return Run(text=text)


def text_of(runs: Iterable[Run]) -> str:
    """What a reader sees of the runs."""
    return "".join(run.text for run in runs)


def html_of(runs: Iterable[Run]) -> str:
    """The runs in Telegram's HTML: Bot API, "HTML style"."""
    return "".join(
        f"<blockquote expandable>{html}</blockquote>" if folded else html
        for folded, together in groupby(runs, key=lambda run: run.folded)
        for html in ["".join(_html(run) for run in together)]
    )


def sendable(text: str) -> str:
    """The text, with halves of surrogate pairs, which UTF-8 cannot carry, as the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def fits(runs: Sequence[Run], limit: int = UNITS) -> bool:
    """Whether the runs can be one message of at most ``limit`` UTF-16 units."""
    entities = sum((run.style is not Style.PLAIN) + (run.href is not None) for run in runs)
    entities += sum(folded for folded, _ in groupby(runs, key=lambda run: run.folded))
    if entities > ENTITIES or units(text_of(runs)) > limit:
        return False
    return len(html_of(runs).encode()) <= HTML_BYTES


def cut(runs: Runs, limit: int = UNITS) -> list[Runs]:
    """The runs in parts of at most ``limit`` UTF-16 units; nothing of the text is lost.

    Cuts fall after a sentence where possible, else after a word, else anywhere.
    """
    parts: list[Runs] = []
    while units(text_of(runs)) > limit:
        at = _place(text_of(runs), limit)
        parts.append(_slice(runs, 0, at))
        runs = _slice(runs, at, None)
    return [*parts, runs]


def _place(text: str, limit: int) -> int:
    """The code point offset of the best cut that leaves at most ``limit`` units before it."""
    window = text[:limit]
    while units(window) > limit:
        window = window[: -((units(window) - limit + 1) // 2)]
    for pattern in _BREAKS:
        ends = [found.end() for found in pattern.finditer(window)]
        if ends and ends[-1] > len(window) // 3:
            return ends[-1]
    return len(window)


def _slice(runs: Runs, start: int, end: int | None) -> Runs:
    """The runs of the code points from ``start`` to ``end``, each in its style."""
    sliced = []
    offset = 0
    for run in runs:
        length = len(run.text)
        text = run.text[max(start - offset, 0) : length if end is None else max(end - offset, 0)]
        if text:
            sliced.append(replace(run, text=text))
        offset += length
    return tuple(sliced)


def _html(run: Run) -> str:
    html = escape(sendable(run.text), quote=False)
    if run.href is not None:
        html = f'<a href="{escape(sendable(run.href))}">{html}</a>'
    return f"<{run.style}>{html}</{run.style}>" if run.style else html
