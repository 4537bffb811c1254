"""Somebody who uses the bot: what they do becomes updates, what they see is read from the double."""

from __future__ import annotations

import re
import time
from typing import Any

from tests.botapi.inline import Offered
from tests.botapi.methods import Shown
from tests.botapi.server import BotApi

_COMMAND = re.compile(r"/\w+(@\w+)?")
_URL = re.compile(r"(?:https?|ftp)://\S+")
_MENTION = re.compile(r"(?<!\w)@\w+")


class Person:
    """A user in one chat: their private one, or a group (``group`` is its id, below zero).

    ``topic`` is the topic of a forum that they write in.
    """

    def __init__(
        self, api: BotApi, user_id: int, *, group: int | None = None, topic: int | None = None
    ) -> None:
        self.api = api
        self.user = {"id": user_id, "is_bot": False, "first_name": f"User {user_id}"}
        self.chat_id = user_id if group is None else group
        chat = {"id": self.chat_id, "type": "private", "first_name": f"User {user_id}"}
        if group is not None:
            chat = {"id": group, "type": "supergroup", "title": "A group"}
        if topic is not None:
            chat["is_forum"] = True
            self.api.methods.topics.setdefault(self.chat_id, set()).add(topic)
        self.topic = topic
        self.sent: dict[int, dict[str, Any]] = {}
        self.api.methods.chats.setdefault(self.chat_id, chat)

    @property
    def chat(self) -> dict[str, Any]:
        """The chat as updates carry it."""
        return self.api.methods.chats[self.chat_id]

    @property
    def sees(self) -> list[Shown]:
        """The bot's messages in the chat."""
        return self.api.shown(self.chat_id)

    @property
    def menu(self) -> dict[str, bool]:
        """The labels in the place of the phone's keyboard, and whether each shares the location."""
        return self.api.methods.keyboards.get(self.chat_id, {})

    async def shares(self, latitude: float, longitude: float, **more: Any) -> int:  # noqa: ANN401  # any field
        """Presses the button that shares the location; returns the message's id."""
        assert True in self.menu.values()
        return await self.sends(location={"latitude": latitude, "longitude": longitude}, **more)

    async def says(self, text: str, **more: Any) -> int:  # noqa: ANN401  # any field of a message
        """Sends a text; returns the message's id."""
        return await self.sends(text=text, entities=entities(text), **more)

    async def sends(self, **fields: Any) -> int:  # noqa: ANN401  # any field of a message
        """Sends a message of any kind; returns its id."""
        message_id = self.api.methods.next_message()
        message = {"message_id": message_id, "date": int(time.time()), "chat": self.chat, "from": self.user}
        if self.topic is not None:
            message |= {"message_thread_id": self.topic, "is_topic_message": True}
        self.sent[message_id] = {**message, **fields}
        if reaches(self.sent[message_id], self.api.methods.me):
            await self.api.push("message", self.sent[message_id])
        return message_id

    async def edits(self, message_id: int, text: str, **more: Any) -> None:  # noqa: ANN401  # any field
        """Edits an earlier message of theirs."""
        self.sent[message_id] |= {"text": text, "entities": entities(text), **more}
        message = {**self.sent[message_id], "edit_date": int(time.time())}
        if reaches(message, self.api.methods.me):
            await self.api.push("edited_message", message)

    async def types(self, query: str, offset: str = "") -> str:
        """Types after the bot's name in some chat; returns the inline query's id."""
        query_id = f"inline-{self.api.methods.next_message()}"
        self.api.methods.typed[query_id] = time.monotonic()
        await self.api.push(
            "inline_query", {"id": query_id, "from": self.user, "query": query, "offset": offset}
        )
        return query_id

    async def is_offered(self, query_id: str) -> Offered:
        """Waits for the answer to an inline query."""
        await self.api.until(lambda: query_id in self.api.methods.offered)
        return self.api.methods.offered[query_id]

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
        self.api.methods.queries[query] = time.monotonic()
        content = {"id": query, "from": self.user, "chat_instance": "1", "message": message, "data": data}
        await self.api.push("callback_query", content)
        return query

    async def hears(self, count: int = 1) -> list[Shown]:
        """Waits until the bot has sent so many messages in all; returns them."""
        await self.api.until(lambda: len(self.sees) >= count)
        return self.sees


def reaches(message: dict[str, Any], me: dict[str, Any]) -> bool:
    """Whether Telegram passes a message on to the bot: https://core.telegram.org/bots/features#privacy-mode.

    With privacy mode on those are commands, mentions of the bot, replies to it, what is posted through
    it, and service messages.
    """
    text = message.get("text") or message.get("caption") or ""
    if message["chat"]["type"] == "private" or me["can_read_all_group_messages"] or not text:
        return True
    name = f"@{me['username']}".lower()
    named = [*message.get("entities", ()), *message.get("caption_entities", ())]
    spelt = any(e["type"] == "mention" for e in named) and name in text.lower()
    command = text.startswith("/") and ("@" not in text.split()[0] or text.split()[0].lower().endswith(name))
    return (
        command
        or spelt
        or any(e["type"] == "text_mention" and e["user"]["id"] == me["id"] for e in named)
        or message.get("reply_to_message", {}).get("from", {}).get("id") == me["id"]
        or message.get("via_bot", {}).get("id") == me["id"]
    )


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
