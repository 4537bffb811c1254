"""Messages of the bot that ask for something, which a reply to them is."""

from __future__ import annotations

from telegram import Message, User

from newsroom.errands import KeepText
from newsroom.tokens import decode


def asks_for_text(message: Message, me: User) -> int | None:
    """The number of the article of which the message that is replied to asks for a new text.

    What tells it is the bot's own button: its words may be those of an article.
    """
    before = message.reply_to_message
    if before is None or before.from_user != me or before.reply_markup is None:
        return None
    buttons = (button for row in before.reply_markup.inline_keyboard for button in row)
    intents = (decode(str(button.callback_data or "")) for button in buttons)
    return next((each.article_id for each in intents if isinstance(each, KeepText)), None)
