"""Manners of each kind of chat: how to ask there and elsewhere, and long answers in private."""

from __future__ import annotations

from dataclasses import replace

from telegram import User

from newsroom import deeplinks
from newsroom.answer import Answer, Notice, Text
from newsroom.intents import Help, Start
from newsroom.question import Question
from storage.chat_values import ChatKind


def in_private(question: Question) -> str | None:
    """The deep link's payload to a group's answer in private; None in private, or if none can carry it."""
    return None if question.asker.kind is ChatKind.PRIVATE else deeplinks.payload(question.intent)


def with_manners(answer: Answer, question: Question, me: User) -> Answer:
    """The answer; to the first words in a chat, with how to ask there and what reaches the bot."""
    name = me.username or ""
    if question.intent not in (Start(), Help()):
        return answer
    if question.asker.kind is ChatKind.PRIVATE:
        added = [Text.of("help.inline", bot=name)] if me.supports_inline_queries else []
    else:
        hears = "group.hears_all" if me.can_read_all_group_messages else "group.privacy_mode"
        added = [Text.of("group.how", bot=name), Text.of(hears)]
    return replace(answer, blocks=(*answer.blocks, *(Notice(text=text) for text in added)))
