"""Who lets the bot write to them: blocked, let in again, and groups that become supergroups."""

from __future__ import annotations

from typing import Any

from telegram import Chat, ChatMember, Update

from storage.database import Storage
from storage.values import ChatKind

_OUT = {ChatMember.BANNED, ChatMember.LEFT}


class Membership:
    """Keeps the record of chats that can be written to. Chats nothing is stored about stay unknown."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def changed(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """The bot was blocked, removed, unblocked or added."""
        change = update.my_chat_member
        if change is None or change.chat.type == Chat.CHANNEL:
            return
        async with self._storage.write() as work:
            if await work.chats.get(change.chat.id) is None:
                return
            if change.new_chat_member.status in _OUT:
                await work.chats.stop(change.chat.id, change.new_chat_member.status)
            else:
                await work.chats.touch(change.chat.id, ChatKind(change.chat.type))

    async def migrated(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """A group became a supergroup; Telegram says so in a message of the old group."""
        message = update.message
        if message is None or message.migrate_to_chat_id is None:
            return
        async with self._storage.write() as work:
            await work.chats.migrate(message.chat_id, message.migrate_to_chat_id)
