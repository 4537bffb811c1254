"""Messages of the bot that ask for something, and what a reply to them is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC

from telegram import Message as Received
from telegram import User

from handlers.keyboard import Menu
from handlers.render import Message
from newsroom.answer import Answer, Notice, Text
from newsroom.errands import KeepText
from newsroom.intents import Intent
from newsroom.preferences import ChooseZone
from newsroom.texts import Texts
from newsroom.tokens import decode


def asks_for_text(message: Received, me: User) -> int | None:
    """The number of the article of which the message that is replied to asks for a new text.

    What tells it is the bot's own button: its words may be those of an article.
    """
    return next((each.article_id for each in _buttons(message, me) if isinstance(each, KeepText)), None)


def asks_for_zone(message: Received, me: User) -> bool:
    """Whether the message that is replied to asks for a time zone, which a button tells, too."""
    return any(isinstance(each, ChooseZone) for each in _buttons(message, me))


def _buttons(message: Received, me: User) -> Iterator[Intent | None]:
    """What the buttons stand for under the bot's message that is replied to."""
    before = message.reply_to_message
    if before is None or before.from_user != me or before.reply_markup is None:
        return
    for row in before.reply_markup.inline_keyboard:
        yield from (decode(str(button.callback_data or "")) for button in row)


def messages(
    answer: Answer, render: Callable[[Answer], tuple[Message, ...]], texts: Texts, *, private: bool
) -> tuple[Message, ...]:
    """The messages of an answer, last the question for the time zone.

    In a private chat, where alone that can be done, a menu lets the reader share the location; the message
    that settles the question takes it away.
    """
    begun: tuple[Message, ...] = ()
    if answer.settles and private:
        begun = tuple(replace(each, menu=Menu()) for each in render(Answer(blocks=answer.blocks[:1])))
        answer = replace(answer, blocks=answer.blocks[1:])
    prompt = answer.prompt
    if prompt is None:
        return (*begun, *render(answer))
    asked = render(Answer(blocks=(Notice(text=prompt.text),), actions=(prompt.keep,)))
    if private:
        share = texts.say(Text.of("button.share_location"), UTC)
        menu = Menu(share=share, say=texts.say(prompt.keep.label, UTC))
        asked = tuple(replace(each, keyboard=(), menu=menu) for each in asked)
    return (*begun, *render(answer), *asked)
