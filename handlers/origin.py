"""Where a forwarded message comes from, as far as Telegram says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import MessageOrigin, MessageOriginChannel, MessageOriginChat, MessageOriginUser

from ingest.decoding import storable


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The name of the channel or group; when it was sent, be it by a person; its public link; a bot's id."""

    name: str | None = None
    sent: datetime | None = None
    url: str | None = None
    bot_id: int | None = None


def origin_of(origin: MessageOrigin | None) -> Origin:
    """The origin of a forward.

    A person who wrote to somebody is no publisher: their name is not for readers, hidden or not. The time
    is, as the one by which the text was out.
    """
    match origin:
        case MessageOriginChannel(chat=chat, message_id=message_id):
            url = f"https://t.me/{chat.username}/{message_id}" if chat.username else None
            return Origin(name=storable(chat.title or "") or None, sent=origin.date, url=url)
        case MessageOriginChat(sender_chat=chat):
            return Origin(name=storable(chat.title or "") or None, sent=origin.date)
        case MessageOriginUser(sender_user=user) if user.is_bot:
            return Origin(bot_id=user.id, sent=origin.date)
        case MessageOrigin(date=sent):
            return Origin(sent=sent)
        case _:
            return Origin()
