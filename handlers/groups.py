"""Manners in groups: how to ask there, and long answers in private."""

from __future__ import annotations

from dataclasses import replace

from telegram import User

from newsroom import deeplinks
from newsroom.answer import Answer, Notice, Text
from newsroom.intents import Help, Start
from newsroom.question import Question
from storage.values import ChatKind


def in_private(question: Question) -> str | None:
    """The deep link's payload to a group's answer in private; None in private, or if none can carry it."""
    return None if question.asker.kind is ChatKind.PRIVATE else deeplinks.payload(question.intent)


def with_manners(answer: Answer, question: Question, me: User) -> Answer:
    """The answer; to the first words in a group, with how to ask there and what reaches the bot."""
    if question.asker.kind is ChatKind.PRIVATE or question.intent not in (Start(), Help()):
        return answer
    hears = "group.hears_all" if me.can_read_all_group_messages else "group.privacy_mode"
    how = Notice(text=Text.of("group.how", bot=me.username or ""))
    return replace(answer, blocks=(*answer.blocks, how, Notice(text=Text.of(hears))))
