"""From an answer to Telegram messages; pure.

A quote's verbatim text is a run of its own; whatever the bot adds to it (source, note) stands on
lines of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from handlers.keyboard import Keyboard, keyboard
from handlers.runs import Run, Runs, Style, cut, fits, html_of, plain, sendable, text_of
from newsroom.answer import Answer, Block, Heading, Item, Moment, Notice, Quote, QuoteKind, Source, Text
from newsroom.intents import ShowArticle, encode
from newsroom.texts import Texts
from storage.values import Precision

_HREF = 2000  # bytes; longer links do not open everywhere, and the article is a button away
_STYLES = {
    QuoteKind.SENTENCE: Style.PLAIN,
    QuoteKind.PHRASE: Style.ITALIC,
    QuoteKind.HEADLINE: Style.BOLD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to send: its HTML, the same without markup, and the buttons under it."""

    html: str
    text: str
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """How this chat reads: the language, the zone, and the bot's name for deep links."""

    texts: Texts
    zone: tzinfo
    username: str | None

    def say(self, key: str, **args: str | int | Moment | None) -> str:
        return self.texts.say(Text.of(key, **args), self.zone)


def render(answer: Answer, texts: Texts, zone: tzinfo, *, bot_username: str | None) -> tuple[Message, ...]:
    """The messages of an answer, in order; none for an answer that says nothing.

    Each is at most 4096 UTF-16 units of text and 100 entities. Messages end between blocks; only a
    block that is longer than a message is divided. The buttons are under the last one.
    """
    face = _Face(texts=texts, zone=zone, username=bot_username)
    parts = [part for part in _parts(answer.blocks, face) if text_of(part).strip()]
    buttons = keyboard(answer.actions, texts, zone)
    last = len(parts) - 1
    return tuple(
        Message(html=html_of(part), text=sendable(text_of(part)), keyboard=buttons if at == last else ())
        for at, part in enumerate(parts)
    )


def _parts(blocks: Iterable[Block], face: _Face) -> Iterator[Runs]:
    """The blocks packed into as few messages as hold them."""
    current: Runs = ()
    before: Block | None = None
    for block in blocks:
        gap = plain("\n" if isinstance(before, Item) and isinstance(block, Item) else "\n\n")
        for piece in cut(_block(block, face)):
            longer = (*current, gap, *piece) if current else piece
            if fits(longer):
                current = longer
            else:
                yield current
                current = piece
        before = block
    yield current


def _block(block: Block, face: _Face) -> Runs:
    match block:
        case Heading():
            return (Run(text=face.texts.say(block.text, face.zone), style=Style.BOLD),)
        case Notice():
            return (plain(face.texts.say(block.text, face.zone)),)
        case Item():
            return (plain(f"• {face.texts.say(block.text, face.zone)}"),)
        case Quote():
            return _quote(block, face)


def _quote(quote: Quote, face: _Face) -> Runs:
    """The verbatim text, then its source, then what the bot adds, each on its own line."""
    runs = [Run(text=quote.text, style=_STYLES[quote.kind]), plain("\n"), *_source(quote.source, face)]
    if quote.others:
        names = ", ".join(_name(other, face) for other in quote.others)
        runs.append(plain(f"\n{face.say('source.also', count=len(quote.others), names=names)}"))
    if quote.note is not None:
        runs.append(plain(f"\n[{face.texts.say(quote.note, face.zone)}]"))
    return tuple(runs)


def _source(source: Source, face: _Face) -> Runs:
    return plain(f"— {_name(source, face)}, {_date(source, face)} · "), _link(source, face)


def _name(source: Source, face: _Face) -> str:
    name = source.name or face.say("source.unknown")
    return f"{name} ({face.say('source.sample')})" if source.sample else name


def _date(source: Source, face: _Face) -> str:
    """When it was published, or else, saying so, when it reached the archive."""
    if source.published is not None:
        return face.texts.moment(source.published, face.zone)
    day = datetime.combine(source.arrived.astimezone(face.zone).date(), time(), UTC)
    return face.say("source.arrived", at=Moment(at=day, precision=Precision.DAY))


def _link(source: Source, face: _Face) -> Run:
    """The article's own address, else the bot's page of it, else its number."""
    url = source.url or ""
    if url.startswith(("http://", "https://")) and len(url.encode(errors="replace")) <= _HREF:
        return Run(text=face.say("source.link"), href=url)
    if face.username:
        token = encode(ShowArticle(article_id=source.article_id), "_")
        return Run(text=face.say("source.link"), href=f"https://t.me/{face.username}?start={token}")
    return plain(face.say("source.number", number=source.article_id))
