"""From cards to what an inline query is answered with; pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo

from handlers.keyboard import Keyboard
from handlers.render import Message, private, render_short
from handlers.runs import sendable
from newsroom.answer import Quote, Text
from newsroom.answers.cards import Card, Cards
from newsroom.credit import credit
from newsroom.texts import Texts

RESULTS = 50  # of one answer: Bot API, answerInlineQuery
_BYTES = 60_000  # of all results as JSON; some servers take 64 KB and refuse more with 413
_FRAME = 500  # bytes of a result beside its words: the names of fields, the button
_TITLE, _DESCRIPTION, _LABEL = 100, 200, 60  # characters; lists show less
_CACHE = 60  # seconds that Telegram may give the same answer to everybody
_NOT_KEPT = 1  # seconds; 0 is read as "not said" by some


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line to choose, and the message that choosing it posts."""

    key: str
    title: str
    description: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An inline query's answer: the results, the button above them, and how long it holds.

    ``cache`` is in seconds; ``personal`` answers are for who asked alone.
    """

    results: tuple[Result, ...] = ()
    following: str = ""
    label: str
    opens: str
    cache: int = _CACHE
    personal: bool = False


def offer(cards: Cards, texts: Texts, zone: tzinfo, *, bot_username: str) -> Offer:
    """The cards as results. They say the same to everybody, so Telegram may keep them for everybody."""
    if cards.trouble is not None:
        return refusal(cards.trouble, texts, zone)
    results, following = _fitting(cards, list(_results(cards, texts, zone, bot_username)))
    return Offer(
        results=results,
        following=following,
        label=texts.say(Text.of("button.private"), zone),
        opens=cards.opens,
    )


def refusal(why: Text, texts: Texts, zone: tzinfo) -> Offer:
    """No results, for whoever asks now; the button says why."""
    label = _short(texts.say(why, zone), _LABEL)
    return Offer(label=label, opens="latest_0", cache=_NOT_KEPT, personal=True)


def _fitting(cards: Cards, results: list[tuple[Card, Result]]) -> tuple[tuple[Result, ...], str]:
    """As many results as one answer holds, and the offset of the page that goes on after them.

    What is on no other page gets half of the room at most, so that a page never ends where it began.
    """
    kept: list[Result] = []
    size = 0
    for card, result in results:
        more = len(json.dumps([result.title, result.description, result.message.html, result.key])) + _FRAME
        if len(kept) < RESULTS and size + more <= (_BYTES if card.offset else _BYTES // 2):
            kept.append(result)
            size += more
        elif card.offset and kept:
            return tuple(kept), card.offset
    return tuple(kept), cards.following


def _results(cards: Cards, texts: Texts, zone: tzinfo, bot_username: str) -> Iterator[tuple[Card, Result]]:
    for card in cards.found:
        # Chats of others have no use for buttons that answer in this one: one leads here.
        answer = replace(card.answer, actions=())
        button = private(texts, zone, bot_username=bot_username, opens=card.opens)
        keyboard: Keyboard = ((button,),)
        for message in render_short(answer, texts, zone, bot_username=bot_username, opens=card.opens):
            yield (
                card,
                Result(
                    key=card.key,
                    title=_title(card, texts, zone),
                    description=_short(_line(card.line, texts, zone), _DESCRIPTION),
                    message=replace(message, keyboard=keyboard),
                ),
            )


def _title(card: Card, texts: Texts, zone: tzinfo) -> str:
    title = card.title.text if isinstance(card.title, Quote) else texts.say(card.title, zone)
    return _short(title, _TITLE)


def _line(line: Text | Quote, texts: Texts, zone: tzinfo) -> str:
    """The bot's words as they are; an article's in quotation marks behind its source and date."""
    if isinstance(line, Text):
        return texts.say(line, zone)
    return f"{credit(line.source, texts, zone)}: “{line.text}”"


def _short(words: str, limit: int) -> str:
    """The words on one line, cut after a word where that is possible."""
    words = " ".join(sendable(words).split()) or "…"
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
