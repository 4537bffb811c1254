"""Where a forwarded message comes from, as far as Telegram says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import (
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The name of the channel, group or person; when it was first sent; its public link; a bot's id."""

    name: str | None = None
    sent: datetime | None = None
    url: str | None = None
    bot_id: int | None = None


def origin_of(origin: MessageOrigin | None, forwarder: User | None) -> Origin:
    """The origin of a forward. Who forwards their own words is no source; it stays unknown then."""
    match origin:
        case MessageOriginChannel(chat=chat, message_id=message_id):
            url = f"https://t.me/{chat.username}/{message_id}" if chat.username else None
            return Origin(name=chat.title, sent=origin.date, url=url)
        case MessageOriginChat(sender_chat=chat):
            return Origin(name=chat.title, sent=origin.date)
        case MessageOriginUser(sender_user=user):
            own = forwarder is not None and user.id == forwarder.id
            return Origin(
                name=None if own else user.full_name,
                sent=origin.date,
                bot_id=user.id if user.is_bot else None,
            )
        case MessageOriginHiddenUser(sender_user_name=name):
            return Origin(name=name, sent=origin.date)
        case _:
            return Origin()
