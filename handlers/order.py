"""One after the other where order matters: by chat, by submission."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class Turns:
    """Gives each key to one holder at a time, in the order of asking; keys nobody wants cost nothing."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, key: int) -> AsyncIterator[None]:
        """Waits for the turn of ``key`` and holds it."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield


class ChatByChat(BaseUpdateProcessor):
    """Handles updates of different chats at once, and those of one chat in their order."""

    __slots__ = ("_turns",)

    def __init__(self, max_concurrent_updates: int) -> None:
        super().__init__(max_concurrent_updates)
        self._turns = Turns()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Awaits the handling when the chat's earlier updates are handled."""
        chat = update.effective_chat if isinstance(update, Update) else None
        async with self._turns.of(chat.id if chat else 0):
            await coroutine

    async def initialize(self) -> None:
        """Needs nothing."""

    async def shutdown(self) -> None:
        """Holds nothing."""
