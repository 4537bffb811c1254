"""Given articles as the stuff of made-up pages: a headline, a standfirst, and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.files import Lines
from newsroom.errors import Refused
from newsroom.fields import Fields

LEAST = 5  # paragraphs' worth of sentences; less makes no page
_LONGEST = 40  # paragraphs
_SENTENCE = 4  # words of a line that counts as one
_TELLING = 8  # words of a standfirst
_ENDS = re.compile(r"[.!?]['\"”’)]*$")
_MARKED = re.compile(r"^(?:NEW|UPDATED?|EXCLUSIVE): *")
# A first line that says when or where, as scraped articles have it, is no headline.
_NO_TITLE = re.compile(
    r"updated|GMT|^\W*(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d:\d|^[A-Z]+ \d\d?, \d{4}|\w\.[a-z]{3}",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"[{}<>]|\w\?\w|,\?|\? [a-z]")  # code, and letters that a scraper could not read
_TURNS = re.compile(r"after|as|in|with|when|by|for|to|of|at|who|which|that|and|but|while|over|on|from")
_SMALL = frozenset({"of", "the", "in", "a", "to", "and", "for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article. ``deck`` is what may stand between headline and text and tells it in short."""

    title: str
    deck: tuple[str, ...]
    paragraphs: tuple[str, ...]


def read(paths: Sequence[Path], limit: int | None = None) -> list[Piece]:
    """The articles of JSON lines with text, and title or reference, in a fixed random order.

    A first line with a blank one below is a headline, too. ``limit`` counts lines from the top of each file.
    Left out is what has no headline, or one of which the text takes up no word, or too little text. Raises
    Refused for other files.
    """
    dice = Random(0)  # noqa: S311  # made-up pages, nothing secret
    found = [piece for path in paths for fields in _lines(path, limit) if (piece := _piece(fields, dice))]
    if len(found) < 2:
        raise Refused("cli.no_lines", path=", ".join(map(str, paths)))
    dice.shuffle(found)
    return found


def heads(text: str) -> set[str]:
    """The beginnings of the longer words."""
    return {word[:5] for word in re.findall(r"\w{5,}", text.casefold())}


def _lines(path: Path, limit: int | None) -> Iterator[Fields]:
    with Lines(str(path)) as lines:
        for line in lines:
            if limit is not None and line.number > limit:
                return
            try:
                yield Fields.of(line.data)
            except Refused as error:
                raise Refused("cli.line", path=str(path), line=line.number, why=error.text) from error


def _piece(fields: Fields, dice: Random) -> Piece | None:
    told = [" ".join(line.split()) for line in (fields.text_or_none("reference") or "").split("\n")]
    text = fields.text_or_none("text") or ""
    first, blank, _ = text.lstrip().partition("\n\n")
    title = _title(fields.text_or_none("title") or told[0] or (first if blank else ""))
    sentences = list(_sentences(text, title))
    if not 3 <= len(title.split()) <= 20 or title[0].islower() or _NO_TITLE.search(title):
        return None
    if len(sentences) < LEAST:
        return None
    if not heads(title) & heads(" ".join(sentences[:8])):
        return None
    if dice.random() < 0.3:
        title = " ".join(w if w.lower() in _SMALL else w[:1].upper() + w[1:] for w in title.split())
    paragraphs: list[str] = []
    most = dice.choice((1, 2, 3, 4))
    while sentences and len(paragraphs) < _LONGEST:
        size = dice.randint(1, most)
        paragraphs.append(" ".join(sentences[:size]))
        sentences = sentences[size:]
    deck = tuple(line for line in map(_spaced, told[1:3]) if len(line.split()) >= _TELLING)
    return Piece(title=title, deck=deck, paragraphs=tuple(paragraphs))


def _title(line: str) -> str:
    """A headline, also made of a sentence: without its full stop, cut at a turn where it runs on."""
    title = re.split(r"(?<=[a-z]{3})\.\s", _MARKED.sub("", _spaced(line)))[0].rstrip(". ")
    words = title.split()
    if len(words) <= 18 and len(title) <= 160:
        return title
    turns = [at for at, word in enumerate(words[:15]) if at > 6 and _TURNS.fullmatch(word)]
    return " ".join(words[: turns[-1] if turns else 12]).rstrip(",;:")


def _sentences(text: str, title: str) -> Iterator[str]:
    """The lines that are sentences; what else stands in a text, nobody knows whether it is of the page."""
    for line in text.split("\n"):
        sentence = _spaced(line)
        known = sentence.casefold().startswith(title.casefold())
        whole = _ENDS.search(sentence) and not _BROKEN.search(sentence)
        if len(sentence.split()) >= _SENTENCE and whole and not known:
            yield sentence


def _spaced(line: str) -> str:
    """Without the spaces that cutting into words leaves before its marks."""
    return re.sub(r"\s+([.,;:?!])", r"\1", " ".join(line.split()))
