"""An answer as data: blocks of verbatim text with their sources, text keys, and actions.

Nothing here is marked up, and all of it survives a round trip through JSON (the outbox). Telegram,
the terminal and the tests read or render the same value. Sentences of articles travel only in
:class:`Quote`; the bot's own words only as :class:`Text` keys; words of the operators, which no article
says, only in :class:`Announcement`. That separation is what lets a test prove that every sentence shown
is verbatim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, Union

from newsroom.intents import Intent
from newsroom.spans import Span
from newsroom.tokens import encode
from storage.values import Precision, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time to be shown: with DAY precision as that date in every zone, else in the reader's."""

    at: datetime
    precision: Precision


Arg = Union[str, int, Moment, "Text", None]  # a forward reference has no operator |


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The bot's own words: a key of ``newsroom/texts/*.toml`` and the arguments to fill in."""

    key: str
    args: dict[str, Arg]

    @classmethod
    def of(cls, key: str, **args: Arg) -> Text:
        """Shorthand: ``Text.of("who.none", name="Rute")``."""
        return cls(key=key, args=args)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a piece of text stands: one stored article, as a reader needs it to check."""

    article_id: int
    name: str | None
    published: Moment | None
    arrived: datetime
    url: str | None
    sample: bool

    @classmethod
    def of(cls, article: Report) -> Source:
        """The source of anything quoted from ``article``."""
        published = None
        if article.published is not None and article.precision is not None:
            published = Moment(at=article.published, precision=article.precision)
        return cls(
            article_id=article.id,
            name=article.source,
            published=published,
            arrived=article.arrived,
            url=article.url,
            sample=article.sample,
        )


class QuoteKind(StrEnum):
    """What a quote is of its article: a whole sentence of the body, a part of one, or the title."""

    SENTENCE = "sentence"
    PHRASE = "phrase"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Verbatim text of one article.

    ``text`` is ``body[start:end]`` (for a headline: the title). ``marks`` are the parts of it that
    answer a question, as half-open pairs of offsets, ascending and apart. ``note`` stands beside it,
    in the bot's words. ``others`` are further articles that carry the same text. What is ``folded``
    is seen in full once the reader unfolds it, where a face can do that.
    """

    block: Literal["quote"] = "quote"
    kind: QuoteKind
    text: str
    source: Source
    marks: tuple[tuple[int, int], ...] = ()
    note: Text | None = None
    others: tuple[Source, ...] = ()
    folded: bool = False

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text cut at its marks, in order: each piece, and whether it is marked."""
        at = 0
        for start, end in (*self.marks, (len(self.text), len(self.text))):
            if at < start:
                yield self.text[at:start], False
            if start < end:
                yield self.text[start:end], True
            at = end


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading in the bot's words; names and topics go in as arguments."""

    block: Literal["heading"] = "heading"
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence in the bot's words."""

    block: Literal["notice"] = "notice"
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a list in the bot's words; ``lead`` is what can be typed, shown before it."""

    block: Literal["item"] = "item"
    text: Text
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of a list of reports: a source, without words of its own, and a note in the bot's words."""

    block: Literal["listed"] = "listed"
    source: Source
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What the bot's operators tell its readers, in words of their own.

    A face shows it in a message by itself, under a line that says whose words they are: nobody is to take
    them for news. ``spans`` are in order and apart.
    """

    block: Literal["announcement"] = "announcement"
    text: str
    spans: tuple[Span, ...] = ()


Block = Heading | Quote | Notice | Item | Listed | Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button: what it says, and the token of the intent it asks for (see newsroom.intents)."""

    label: Text
    token: str

    @classmethod
    def of(cls, label: Text, intent: Intent) -> Action:
        """A button for an intent."""
        return cls(label=label, token=encode(intent))


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A text that is handed out as a file."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What the bot asks back: in which time zone the reader is. ``keep`` is the button that leaves it.

    It stands after the answer, in a message of its own where a face has messages; where it can, the face lets
    the reader share where they are.
    """

    text: Text
    keep: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A number of each day, and what they are, in the bot's words."""

    text: Text
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Numbers by day, to be drawn one panel above the other; each has as many values as there are days."""

    title: Text
    days: tuple[Moment, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A place on a map, in degrees (WGS 84), with its number in the answer and the name beside it."""

    number: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Places, to be drawn on a map that holds them all."""

    title: Text
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the desk says to one question.

    ``refused`` marks an answer that only explains what was wrong with the request (exit code 2 on
    the command line). ``silent`` marks an action's answer that is a short toast, not a message.
    ``answered`` is False where the archive does not say. ``chart``, ``map`` and ``file`` come after the rest;
    they are not put into the outbox. ``settles`` says that the first block answers what a ``prompt`` asked.
    Its times are those of ``zone`` (IANA), where it is about another place than the chat that it is told in.
    """

    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()
    refused: bool = False
    silent: bool = False
    answered: bool = True
    chart: Chart | None = None
    map: Map | None = None
    file: File | None = None
    prompt: Prompt | None = None
    settles: bool = False
    zone: str | None = None
