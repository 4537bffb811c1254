"""One after the other where order matters: by person and chat, by submission."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine, Hashable
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_LINE = 100_000  # updates that may wait; each costs a few kilobytes


class Turns:
    """Gives each key to one holder at a time, in the order of asking; keys nobody wants cost nothing."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, key: Hashable) -> AsyncIterator[None]:
        """Waits for the turn of ``key`` and holds it."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield


class InTurn(BaseUpdateProcessor):
    """Handles what one person does in one chat in its order, and all else at once.

    At most ``at_once`` updates are worked on together. Those that wait for their turn hold none of
    these places, so one person's flood delays nobody else. Of a person's inline queries, which come
    while they type, only the newest is worked on; those it overtook are dropped.
    """

    __slots__ = ("_newest", "_places", "_turns")

    def __init__(self, at_once: int) -> None:
        super().__init__(_LINE)
        self._places = asyncio.Semaphore(at_once)
        self._turns = Turns()
        self._newest: dict[int, int] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Awaits the handling when the person's earlier updates in the chat are handled."""
        typed = update.inline_query if isinstance(update, Update) else None
        if typed is None or not isinstance(update, Update):
            async with self._turns.of(_key(update)), self._places:
                await coroutine
            return
        self._newest[typed.from_user.id] = update.update_id
        async with self._turns.of(_key(update)), self._places:
            if self._newest.get(typed.from_user.id) == update.update_id:
                await coroutine
            elif isinstance(coroutine, Coroutine):
                coroutine.close()
        if self._newest.get(typed.from_user.id) == update.update_id:
            del self._newest[typed.from_user.id]

    async def initialize(self) -> None:
        """Needs nothing."""

    async def shutdown(self) -> None:
        """Holds nothing."""


def _key(update: object) -> Hashable:
    """Who and where; the same for all that nobody did anywhere."""
    if not isinstance(update, Update):
        return None
    chat, sender = update.effective_chat, update.effective_sender
    return (chat.id if chat else None, sender.id if sender else None)
