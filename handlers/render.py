"""From an answer to Telegram messages; pure.

A quote's verbatim text is a run of its own; whatever the bot adds to it (source, note) stands on
lines of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from handlers.keyboard import ROWS, Button, Keyboard, Menu, deep_link, keyboard
from handlers.runs import UNITS, Run, Runs, Style, cut, fits, html_of, plain, sendable, text_of
from newsroom.answer import (
    Announcement,
    Answer,
    Block,
    Heading,
    Item,
    Listed,
    Notice,
    Quote,
    QuoteKind,
    Source,
    Text,
)
from newsroom.credit import credit, credited
from newsroom.intents import ShowArticle
from newsroom.texts import Texts
from newsroom.tokens import encode

SHORT = 2048  # UTF-16 units of an answer where several people read: about two screens of a phone
_HREF = 2000  # bytes; longer links do not open everywhere, and the article is a button away
_LINES = (Item, Listed)
_STYLES = {
    QuoteKind.SENTENCE: Style.PLAIN,
    QuoteKind.PHRASE: Style.ITALIC,
    QuoteKind.HEADLINE: Style.BOLD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to send: its HTML, the same without markup, and the buttons under it, or a menu instead."""

    html: str
    text: str
    keyboard: Keyboard = ()
    menu: Menu | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """How this chat reads: the language, the zone, and the bot's name for deep links."""

    texts: Texts
    zone: tzinfo
    username: str | None

    def say(self, key: str, **args: str | int) -> str:
        return self.texts.say(Text.of(key, **args), self.zone)


def render(
    answer: Answer, texts: Texts, zone: tzinfo, *, bot_username: str | None, linked: bool = False
) -> tuple[Message, ...]:
    """The messages of an answer, in order; none for an answer that says nothing.

    In a channel (``linked``), where nobody can ask, the buttons are links into a reader's own chat.

    Each is at most 4096 UTF-16 units of text and 100 entities. Messages end between blocks, and never
    between a headline and the credit it shares with the sentences under it, unless one block is
    longer than a message. What operators announce is a message by itself. The buttons are under the last one.
    """
    face = _Face(texts=texts, zone=zone, username=bot_username)
    parts = _parts(answer.blocks, face)
    buttons = keyboard(answer.actions, texts, zone, opens_at=bot_username if linked else None)
    last = len(parts) - 1
    return tuple(_message(part, buttons if at == last else ()) for at, part in enumerate(parts))


def render_short(
    answer: Answer, texts: Texts, zone: tzinfo, *, bot_username: str, opens: str
) -> tuple[Message, ...]:
    """An answer as one message for a chat of several people, of at most 2048 UTF-16 units; none for none.

    It ends at the end of a block, or within the first where that is longer. Where it leaves
    something out, a button with a deep link (``opens`` is its payload) leads to all of it.
    """
    face = _Face(texts=texts, zone=zone, username=bot_username)
    parts = _parts(answer.blocks, face, SHORT)
    buttons = keyboard(answer.actions, texts, zone)
    if len(parts) > 1:
        buttons = (*buttons[: ROWS - 1], (private(texts, zone, bot_username=bot_username, opens=opens),))
    return tuple(_message(part, buttons) for part in parts[:1])


def private(texts: Texts, zone: tzinfo, *, bot_username: str, opens: str) -> Button:
    """The button that opens a payload's answer in the reader's own chat with the bot."""
    label = texts.say(Text.of("button.private"), zone)
    return Button(label=label, url=deep_link(bot_username, opens))


def _message(part: Runs, buttons: Keyboard) -> Message:
    return Message(html=html_of(part), text=sendable(text_of(part)), keyboard=buttons)


def _parts(blocks: Sequence[Block], face: _Face, limit: int = UNITS) -> list[Runs]:
    """The blocks packed into as few messages as hold them; none is blank."""
    return [part for part in _packed(blocks, face, limit) if text_of(part).strip()]


def _packed(blocks: Sequence[Block], face: _Face, limit: int) -> Iterator[Runs]:
    current: Runs = ()
    for gap, piece in _pieces(blocks, face):
        for part in cut(piece, limit):
            longer = (*current, _gap(gap, current, part), *part) if current else part
            if fits(longer, limit) and (gap or not current):
                current = longer
            else:
                yield current
                current = part
    yield current


def _gap(gap: str, before: Runs, after: Runs) -> Run:
    """What stands between two pieces; a folded one begins on the next line, being set off already."""
    folded = bool(after and after[0].folded)
    return Run(text="\n" if folded else gap, folded=folded and before[-1].folded)


def _pieces(blocks: Sequence[Block], face: _Face) -> Iterator[tuple[str, Runs]]:
    """What stays in one message, with the gap before it: a block, or quotes that share one credit.

    No gap: it begins a message.
    """
    begun: Runs = ()
    before: Block | None = None
    for block, credit_follows in zip(blocks, credited(blocks) if blocks else (), strict=True):
        runs = (*begun, *_block(block, face, credit_follows=credit_follows))
        if isinstance(block, Quote) and not credit_follows:
            begun = (*runs, Run(text="\n", folded=block.folded))
            continue
        yield _between(before, block), runs
        begun, before = (), block


def _between(before: Block | None, block: Block) -> str:
    if isinstance(before, Announcement) or isinstance(block, Announcement):
        return ""
    return "\n" if isinstance(before, _LINES) and isinstance(block, _LINES) else "\n\n"


def _block(block: Block, face: _Face, *, credit_follows: bool) -> Runs:
    match block:
        case Heading():
            return (Run(text=face.texts.say(block.text, face.zone), style=Style.BOLD),)
        case Notice():
            return (plain(face.texts.say(block.text, face.zone)),)
        case Item():
            lead = f"{block.lead} —" if block.lead else "•"
            return (plain(f"{lead} {face.texts.say(block.text, face.zone)}"),)
        case Listed():
            words = f"• {credit(block.source, face.texts, face.zone)}"
            note = f" ({face.texts.say(block.note, face.zone)})" if block.note else ""
            return (plain(f"{words}{note} · "), _link(block.source, face))
        case Quote():
            runs = _quote(block, face, credit_follows=credit_follows)
            return tuple(replace(run, folded=block.folded) for run in runs)
        case Announcement():
            return _announced(block, face)


def _announced(announcement: Announcement, face: _Face) -> Runs:
    """The operators' words under the line that says so; plain where Telegram could not take all looks."""
    text = announcement.text
    runs, at = [Run(text=face.say("broadcast.mark"), style=Style.BOLD), plain("\n\n")], 0
    for span in announcement.spans:
        style = Style[span.look.upper()] if span.look else Style.PLAIN
        runs += [
            plain(text[at : span.start]),
            Run(text=text[span.start : span.end], style=style, href=span.href),
        ]
        at = span.end
    styled = (*runs, plain(text[at:]))
    return styled if fits(styled) else (*runs[:2], plain(text))


def _quote(quote: Quote, face: _Face, *, credit_follows: bool) -> Runs:
    """The verbatim text, then what the bot adds to it and its source, each on a line of its own."""
    runs = [
        Run(text=piece, style=Style.BOLD if marked else _STYLES[quote.kind])
        for piece, marked in quote.pieces()
    ]
    if quote.note is not None:
        runs.append(plain(f"\n[{face.texts.say(quote.note, face.zone)}]"))
    if credit_follows:
        words = credit(quote.source, face.texts, face.zone)
        runs += [plain(f"\n— {words} · "), _link(quote.source, face)]
    if quote.others:
        runs.append(plain(f" · {face.say('source.also', count=len(quote.others))}"))
    return tuple(runs)


def _link(source: Source, face: _Face) -> Run:
    """The article's own address, else the bot's page of it, else its number."""
    url = source.url or ""
    if url.startswith(("http://", "https://")) and len(url.encode(errors="replace")) <= _HREF:
        return Run(text=face.say("source.link"), href=url)
    if face.username:
        token = encode(ShowArticle(article_id=source.article_id), "_")
        return Run(text=face.say("source.link"), href=deep_link(face.username, token))
    return plain(f"#{source.article_id}")
