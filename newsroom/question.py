"""From what somebody typed to an intent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom import intents as i
from newsroom import spoken
from newsroom.commands import BY_NAME
from newsroom.intents import Intent
from storage.chat_values import ChatKind, Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and from which chat.

    Whoever writes in a chat's name (an anonymous admin, a channel) has that chat's id as ``user_id``.
    ``thread_id`` is the forum topic, or None. Who asks for a channel's digest is one of its admins, in a
    private chat: then ``chat_id`` is the channel, and ``channel`` its name as typed.
    """

    chat_id: int
    kind: ChatKind
    user_id: int | None = None
    admin: bool = False
    thread_id: int | None = None
    channel: str | None = None

    @property
    def spot(self) -> Spot:
        """Where a digest that is asked for here goes."""
        return self.chat_id, self.thread_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing asked of the desk.

    ``message_id`` is the message that asks, or has the button that does; ``update_id`` the update, which may
    come twice.
    """

    intent: Intent
    asker: Asker
    message_id: int | None = None
    update_id: int | None = None


_STOP = "stop"  # what many bots call it; of no menu, and in a group perhaps meant for another of them
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]+)(?:@\w+)?(?:\s+(?P<words>.*))?\Z", re.DOTALL)


def parse(text: str) -> Intent:
    """The intent of a message: a command, or what plain words ask for.

    A command that needs words and has none becomes :class:`~newsroom.intents.Usage`.
    """
    text = text.strip()
    found = _COMMAND.match(text)
    if found is None:
        return spoken.intent(text)
    name = found["name"].lower()
    command = BY_NAME.get("unsubscribe" if name == _STOP else name)
    words = (found["words"] or "").strip()
    if command is None:
        return i.Unknown(command=found["name"])
    if command.needs and not words:
        return i.Usage(command=command.name)
    return command.build(words)
