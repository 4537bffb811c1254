"""Where an answer goes."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Chat, MaybeInaccessibleMessage, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message goes: a chat, in a forum the topic, and the message it replies to."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None

    @classmethod
    def of(cls, message: MaybeInaccessibleMessage, *, reply: bool) -> Place:
        """Beside a message. In a group, where several people talk, what is said is always a reply."""
        several = message.chat.type != Chat.PRIVATE
        return cls(
            chat_id=message.chat.id,
            thread_id=topic_of(message),
            reply_to=message.message_id if reply or several else None,
        )


def topic_of(message: MaybeInaccessibleMessage | None) -> int | None:
    """The forum topic of a message; other threads have a number too, which cannot be sent to."""
    found = isinstance(message, Message) and message.is_topic_message
    return message.message_thread_id if found and isinstance(message, Message) else None
