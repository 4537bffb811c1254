"""Somebody who uses the bot: what they do becomes updates, what they see is read from the double."""

from __future__ import annotations

import re
import time
from typing import Any

from tests.botapi.methods import Shown
from tests.botapi.server import BotApi

_COMMAND = re.compile(r"/\w+(@\w+)?")
_URL = re.compile(r"https?://\S+")
_MENTION = re.compile(r"@\w+")


class Person:
    """A user in one chat: their private one, or a group (``group`` is its id, below zero)."""

    def __init__(self, api: BotApi, user_id: int, *, group: int | None = None) -> None:
        self.api = api
        self.user = {"id": user_id, "is_bot": False, "first_name": f"User {user_id}"}
        self.chat_id = user_id if group is None else group
        chat = {"id": self.chat_id, "type": "private", "first_name": f"User {user_id}"}
        if group is not None:
            chat = {"id": group, "type": "supergroup", "title": "A group"}
        self.api.methods.chats.setdefault(self.chat_id, chat)

    @property
    def chat(self) -> dict[str, Any]:
        """The chat as updates carry it."""
        return self.api.methods.chats[self.chat_id]

    @property
    def sees(self) -> list[Shown]:
        """The bot's messages in the chat."""
        return self.api.shown(self.chat_id)

    async def says(self, text: str, **more: Any) -> int:  # noqa: ANN401  # any field of a message
        """Sends a text; returns the message's id."""
        return await self.sends(text=text, entities=entities(text), **more)

    async def sends(self, **fields: Any) -> int:  # noqa: ANN401  # any field of a message
        """Sends a message of any kind; returns its id."""
        message_id = self.api.methods.next_message()
        message = {"message_id": message_id, "date": int(time.time()), "chat": self.chat, "from": self.user}
        await self.api.push("message", {**message, **fields})
        return message_id

    async def forwards(self, text: str, origin: dict[str, Any]) -> int:
        """Forwards a text from somewhere; returns the message's id."""
        return await self.says(text, forward_origin={"date": 1729684800, **origin})

    async def attaches(self, name: str, content: bytes, **more: Any) -> int:  # noqa: ANN401  # any field
        """Sends a document."""
        file_id = f"file-{len(self.api.methods.files)}"
        self.api.methods.files[file_id] = content
        document = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_name": name,
            "file_size": len(content),
        }
        return await self.sends(document=document, **more)

    async def presses(self, message: Shown, label: str) -> str:
        """Presses a button; returns the query's id."""
        return await self.calls_back(self.api.methods.as_message(message), message.buttons[label])

    async def calls_back(self, message: dict[str, Any], data: str) -> str:
        """Sends callback data of any kind from a message."""
        query = f"query-{self.api.methods.next_message()}"
        self.api.methods.queries.add(query)
        content = {"id": query, "from": self.user, "chat_instance": "1", "message": message, "data": data}
        await self.api.push("callback_query", content)
        return query

    async def hears(self, count: int = 1) -> list[Shown]:
        """Waits until the bot has sent so many messages in all; returns them."""
        await self.api.until(lambda: len(self.sees) >= count)
        return self.sees


def entities(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram finds in a text by itself: a leading command, links, mentions."""
    kinds = [("url", _URL), ("mention", _MENTION)]
    found = [(kind, m.start(), m.end()) for kind, pattern in kinds for m in pattern.finditer(text)]
    if command := _COMMAND.match(text):
        found.append(("bot_command", 0, command.end()))
    return [
        {"type": kind, "offset": _units(text[:start]), "length": _units(text[start:end])}
        for kind, start, end in sorted(found, key=lambda f: f[1])
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


CHANNEL = {
    "type": "channel",
    "chat": {"id": -1002000, "type": "channel", "title": "Sample Channel", "username": "sample_channel"},
    "message_id": 77,
}
