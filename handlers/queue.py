"""The update queue that writes before it acknowledges.

Telegram forgets an update when the next ``getUpdates`` asks for a higher offset. The library's
updater asks for it only after :meth:`WriteAhead.put` has returned for every update of a batch, so
what an admin hands over is in the database before Telegram lets go of it. A Telegram error from
``put`` makes the updater wait and fetch the same batch again (``network_retry_loop``). Any other
exception would end its polling for good, and at every start again, since the update stays unconfirmed:
what can go wrong is raised as a Telegram error, and a bug is kept for :meth:`WriteAhead.taken` to raise
where the error handler tells of it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from telegram import Message, Update
from telegram.error import NetworkError, TelegramError

from handlers import adapt, parts, taking
from ingest.decoding import storable
from newsroom import believable
from newsroom.errands import Edit
from newsroom.question import Question
from storage.chat_values import ChatKind
from storage.database import Storage, Work
from storage.failures import Unavailable
from storage.inbox_values import NewSubmission

_BATCH = 100  # the most updates of one getUpdates: Bot API


class WriteAhead(asyncio.Queue[object]):
    """An update queue whose ``put`` stores what an admin hands over first, each part of it."""

    def __init__(self, *, storage: Storage, admins: frozenset[int], clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._storage = storage
        self._admins = admins
        self._clock = clock
        self._queued: deque[int] = deque(maxlen=2 * _BATCH)
        self._stored: dict[int, int | Exception] = {}

    async def put(self, item: object) -> None:
        """Stores what the update hands over, then queues it.

        An update that was queued before, and comes again because a later one of its batch failed,
        is passed over. Raises NetworkError when the database cannot be reached.
        """
        if not isinstance(item, Update):
            await super().put(item)
            return
        if item.update_id in self._queued:
            return
        try:
            await self._store(item)
        except TelegramError:
            raise
        except Exception as error:  # noqa: BLE001  # see above; raised again by taken()
            self._stored[item.update_id] = error
        self._queued.append(item.update_id)
        await super().put(item)

    def taken(self, update: Update) -> int | None:
        """The id of the submission that the update became; None if it could not be read.

        Raises what went wrong if storing it was a bug.
        """
        stored = self._stored.pop(update.update_id, None)
        if isinstance(stored, Exception):
            raise stored
        return stored

    async def _store(self, update: Update) -> None:
        if update.edited_message is not None:
            await self._revise(update, update.edited_message)
        if (post := update.channel_post or update.edited_channel_post) is not None:
            await self._post(update, post)
        if update.message is None:
            return
        me, now = update.get_bot().bot, self._clock()
        reading = adapt.read(update.message, me=me, admins=self._admins, now=now)
        rest = adapt.rest(update.message, admins=self._admins, now=now)
        if isinstance(reading, Question) and isinstance(reading.intent, Edit):
            return  # the new text of an article that is stored
        new = reading if isinstance(reading, NewSubmission) else None
        if new is None and rest is None:
            return
        chat = update.message.chat
        async with self._writing() as work:
            submission_id = await parts.keep(work, new, rest)
            if submission_id is not None:
                await work.chats.touch(chat.id, ChatKind(chat.type))  # the receipt needs a known chat
                self._stored[update.update_id] = submission_id

    async def _revise(self, update: Update, message: Message) -> None:
        """Stores the new text of something that was handed over."""
        me, now = update.get_bot().bot, self._clock()
        new = adapt.revised(message, me=me, admins=self._admins, now=now)
        if new is None:
            return
        async with self._writing() as work:
            submission_id = await work.inbox.revise(new)
            if submission_id is not None:
                self._stored[update.update_id] = submission_id

    async def _post(self, update: Update, message: Message) -> None:
        """Stores a post of an approved channel, or its new text. Others cost the look at the approval."""
        try:
            async with self._storage.read() as work:
                channel = await work.channels.get(message.chat_id)
        except Unavailable as error:
            raise NetworkError("the database cannot be reached") from error
        if channel is None or not channel.approved:
            return
        me, now, chat = update.get_bot().bot, self._clock(), message.chat
        new = taking.post(message, me=me, now=now)
        if new is None:
            return
        async with self._writing() as work:
            if update.edited_channel_post is not None:
                if new.file_id is None:  # a file stays what it was, whatever is said under it now
                    await work.inbox.revise(new)
            elif await work.inbox.known(new.key) is None:
                await parts.keep(work, new, taking.post(message, me=me, now=now, part=True))
                title = believable.name(storable(chat.title or "")) or channel.title
                await work.channels.posted(chat.id, title, chat.username, message.date)

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Work]:
        """A transaction; a database that is away makes the updater fetch the batch again."""
        try:
            async with self._storage.write() as work:
                yield work
        except Unavailable as error:
            raise NetworkError("the database cannot be reached") from error
