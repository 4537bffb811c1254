"""Which messages of a group are meant for the bot: commands, mentions of it, replies to it."""

from __future__ import annotations

from telegram import Message, MessageEntity, User


def written(message: Message) -> str:
    """What a message says, or what is said under its picture, just as Telegram gives it."""
    return message.text or message.caption or ""


def addressed(message: Message, me: User) -> str | None:
    """The text without the bot's mentions; None for what is meant for others.

    With privacy mode off Telegram passes on all that is said in a group; most of it is for others.
    """
    text = written(message)
    if message.forward_origin:
        return None
    if text.startswith("/"):
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    named = [e for e in _entities(message) if e.type in {MessageEntity.MENTION, MessageEntity.TEXT_MENTION}]
    ours = [entity for entity in named if _means(entity, units, me)]
    if ours:
        return _without(units, ours)
    replied = message.reply_to_message
    to_us = replied is not None and replied.from_user == me
    # "@somebody look at this" under an answer of the bot's is said to somebody.
    return text if to_us and not any(entity.offset == 0 for entity in named) else None


def _entities(message: Message) -> tuple[MessageEntity, ...]:
    return tuple(message.entities or message.caption_entities)


def _means(entity: MessageEntity, units: bytes, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user == me
    return _cut(units, entity).lower() == f"@{me.username}".lower()


def _cut(units: bytes, entity: MessageEntity) -> str:
    """An entity's text: offsets and lengths are in UTF-16 code units (Bot API, MessageEntity)."""
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")


def _without(units: bytes, entities: list[MessageEntity]) -> str:
    """The text without those entities, and without the comma or colon after them."""
    pieces, at = [], 0
    for entity in entities:
        pieces.append(units[at : 2 * entity.offset])
        at = 2 * (entity.offset + entity.length)
    words = [piece.decode("utf-16-le", "replace") for piece in [*pieces, units[at:]]]
    return " ".join([words[0], *(after.lstrip(" ,:") for after in words[1:])]).strip()
