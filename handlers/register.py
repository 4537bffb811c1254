"""Binds the handlers to the application: one path for each kind of update, one for errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from handlers.asking import FrontDesk, Messages
from handlers.buttons import Buttons
from handlers.editing import Edits
from handlers.errors import Errors
from handlers.inline import Inline
from handlers.limits import Limits
from handlers.membership import Membership
from handlers.pace import Turn
from handlers.queue import WriteAhead
from handlers.replies import Replies
from handlers.speaking import Speaker
from handlers.submitting import Receipts
from newsroom.texts import Texts
from storage.database import Storage

# The library's application has six type parameters, of which only the bot's matters here.
App = Application[ExtBot[Turn], Any, Any, Any, Any, Any]
UPDATES = (
    *("message", "edited_message", "channel_post", "edited_channel_post"),
    *("inline_query", "callback_query", "my_chat_member"),
)


def register(
    application: App,
    *,
    storage: Storage,
    desk: FrontDesk,
    texts: Texts,
    receipts: Receipts,
    queue: WriteAhead,
    limits: Limits,
    admins: frozenset[int],
    clock: Callable[[], datetime],
) -> None:
    """Adds all handlers. Commands have none of their own: newsroom.question reads them."""
    speaker = Speaker(bot=application.bot, texts=texts, zone_of=desk.zone_of)
    membership = Membership(storage=storage, admins=admins, clock=clock)
    replies = Replies(storage=storage, clock=clock)
    messages = Messages(
        desk=desk,
        speaker=speaker,
        receipts=receipts,
        replies=replies,
        queue=queue,
        limits=limits,
        admins=admins,
        clock=clock,
    )
    edits = Edits(
        messages=messages, queue=queue, receipts=receipts, replies=replies, speaker=speaker, clock=clock
    )
    inline = Inline(desk=desk, speaker=speaker, texts=texts, limits=limits)
    buttons = Buttons(desk=desk, speaker=speaker, texts=texts, limits=limits, admins=admins)
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, membership.migrated))
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, messages))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, edits))
    application.add_handler(InlineQueryHandler(inline))
    application.add_handler(CallbackQueryHandler(buttons))
    application.add_handler(ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(Errors(storage=storage, speaker=speaker))
