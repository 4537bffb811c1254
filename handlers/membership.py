"""Who lets the bot in: blocked, let in again, groups that become supergroups, channels it is an admin of."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from telegram import Chat, ChatMember, ChatMemberUpdated, Update

from ingest.decoding import storable
from newsroom import believable, receipts
from newsroom.answers import channels
from newsroom.undelivered import Reason
from storage.chat_values import ChatKind
from storage.database import Storage

_NAME = 64  # characters that are shown of a person's name
_OUT = {ChatMember.BANNED, ChatMember.LEFT}


class Membership:
    """Keeps the record of chats that can be written to. Chats nothing is stored about stay unknown."""

    def __init__(self, *, storage: Storage, admins: Collection[int], clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._admins = admins
        self._clock = clock

    async def changed(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """The bot was blocked, removed, unblocked or added."""
        change = update.my_chat_member
        if change is None:
            return
        if change.chat.type == Chat.CHANNEL:
            await self._in_channel(change)
            return
        async with self._storage.write() as work:
            if await work.chats.get(change.chat.id) is None:
                return
            if change.new_chat_member.status in _OUT:
                private = change.chat.type == Chat.PRIVATE
                await work.chats.stop(change.chat.id, Reason.BLOCKED if private else Reason.REMOVED)
            else:
                await work.chats.touch(change.chat.id, ChatKind(change.chat.type))

    async def _in_channel(self, change: ChatMemberUpdated) -> None:
        """The bot became an admin of a channel, which its own admins are told once, or is none any more."""
        chat, now = change.chat, self._clock()
        async with self._storage.write() as work:
            known = await work.chats.get(chat.id) is not None  # it has a digest
            if change.new_chat_member.status != ChatMember.ADMINISTRATOR:
                await work.channels.left(chat.id)
                if known:
                    await work.chats.stop(chat.id, Reason.REMOVED)
                return
            if known:
                await work.chats.touch(chat.id, ChatKind.CHANNEL)
            title = believable.name(storable(chat.title or "")) or str(chat.id)
            by = change.from_user
            if await work.channels.joined(chat.id, title=title, username=chat.username, by=by.id, now=now):
                channel = await work.channels.get(chat.id)
                if channel is not None:
                    await receipts.tell(
                        work, self._admins, channels.added(channel, storable(by.full_name)[:_NAME]), now
                    )

    async def migrated(self, update: Update, _: Any) -> None:  # noqa: ANN401  # the library's context, unused
        """A group became a supergroup; Telegram says so in a message of the old group."""
        message = update.message
        if message is None or message.migrate_to_chat_id is None:
            return
        async with self._storage.write() as work:
            await work.chats.migrate(message.chat_id, message.migrate_to_chat_id)
