"""Briefs with a link under or over each, as people pass the news on: the links say where one ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from ingest.lines import Kind, Line

LONGEST = 4
"""Paragraphs of a brief; what has more is an article with links in it."""
_EMBEDDED = ("x.com", "twitter.com", "youtube.com", "youtu.be", "instagram.com", "facebook.com", "tiktok.com")
_SENTENCE = 6  # words of the text of one


def briefs(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of each brief, or all lines where they are not all such briefs.

    Under each or over each stands an address of its own, and between them a blank line; what is embedded
    in an article (a post, a film) is no such address.
    """
    linked = [at for at, line in enumerate(lines) if line.link]
    if len({lines[at].link for at in linked}) == len(linked) > 1:
        for cuts in ([0, *(at + 1 for at in linked)], [*linked, len(lines)]):
            parts = [lines[start:end] for start, end in pairwise(cuts)]
            whole = cuts[0] == 0 and cuts[-1] == len(lines)
            if whole and all(map(_brief, parts)) and all(part[0].gap for part in parts[1:]):
                yield from parts
                return
    yield lines


def _brief(part: Sequence[Line]) -> bool:
    texts = [line for line in part if line.kind is Kind.TEXT and line.words >= _SENTENCE]
    hosts = [urlsplit(line.link).hostname or "" for line in part if line.link]
    return 0 < len(texts) <= LONGEST and not any(map(_embedded, hosts))


def _embedded(host: str) -> bool:
    return host.removeprefix("www.") in _EMBEDDED
