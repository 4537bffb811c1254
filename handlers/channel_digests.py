"""Digests of channels: asked for in a private chat, by an admin who may post there."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Chat, ChatMember, ChatMemberAdministrator
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from handlers.pace import Turn
from newsroom import zones
from newsroom.answer import Text
from newsroom.preferences import ChooseZone, DigestNow, Pause, Resume, Subscribe, Unsubscribe
from newsroom.question import Question
from storage.chat_values import ChatKind

_NAMED = re.compile(
    r"(?:@|(?:https?://)?t\.me/)(?P<name>[a-z]\w{3,31})/?(?:\s+(?P<rest>.*))?", re.IGNORECASE | re.DOTALL
)

_Asked = Subscribe | Unsubscribe | Pause | Resume | DigestNow | ChooseZone


async def meant(question: Question, bot: ExtBot[Turn]) -> Question | Text:
    """The question, about a channel's digest where it names one first; or why that cannot be asked.

    Who is no admin there any more may still end a digest that they asked for, which the desk knows.
    Raises TelegramError when Telegram cannot say.
    """
    intent, asker = question.intent, question.asker
    if not isinstance(intent, _Asked) or asker.user_id is None:
        return question
    found = _NAMED.fullmatch(intent.words.strip())
    if found is None:
        return question
    if isinstance(intent, ChooseZone):
        if zones.find(found["rest"] or "") is None:
            return Text.of("channel.zone", name=f"@{found['name']}")
        intent = Subscribe(words=intent.words)
    if asker.kind is not ChatKind.PRIVATE:
        return Text.of("channel.in_private")
    name = f"@{found['name']}"
    allowed = await _allowed(bot, name, asker.user_id)
    if isinstance(allowed, Text):
        return question if isinstance(intent, Unsubscribe) else allowed
    return replace(
        question,
        intent=replace(intent, words=found["rest"] or ""),
        asker=replace(asker, chat_id=allowed, kind=ChatKind.CHANNEL, channel=name),
    )


async def _allowed(bot: ExtBot[Turn], name: str, user_id: int) -> int | Text:
    """The id of the channel, or why the bot or its user may not post there."""
    try:
        chat = await bot.get_chat(name)
    except (BadRequest, Forbidden):
        return Text.of("channel.unknown", name=name)
    if chat.type != Chat.CHANNEL:
        return Text.of("channel.not_one", name=name)
    if not await _may_post(bot, chat.id, bot.id):
        return Text.of("channel.no_right", name=name)
    if not await _may_post(bot, chat.id, user_id):
        return Text.of("channel.not_yours", name=name)
    return chat.id


async def _may_post(bot: ExtBot[Turn], chat_id: int, user_id: int) -> bool:
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except (BadRequest, Forbidden):  # as who is no admin is told of others
        return False
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_post_messages)
    return member.status == ChatMember.OWNER
