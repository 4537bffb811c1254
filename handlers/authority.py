"""What is set for all members of a group, or readers of a channel, is for its admins to change."""

from __future__ import annotations

from telegram import ChatMember
from telegram.constants import ChatID
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from handlers import channel_digests
from handlers.asking import FrontDesk
from handlers.pace import Turn
from newsroom.answer import Answer, Notice, Text
from newsroom.answers.cards import Cards
from newsroom.preferences import (
    Adjust,
    Alerts,
    ChooseZone,
    Follow,
    FollowNamed,
    ForgetMe,
    Mute,
    MuteNamed,
    MyData,
    Pause,
    Resume,
    Subscribe,
    Unfollow,
    UnfollowNamed,
    Unsubscribe,
)
from newsroom.question import Asker, Question
from storage.chat_values import ChatKind

_FOR_ALL = (
    *(Subscribe, Alerts, Adjust, ChooseZone, Pause, Resume, Unsubscribe, MyData, ForgetMe),
    *(Follow, Mute, Unfollow, FollowNamed, MuteNamed, UnfollowNamed),
)
_GROUPS = {ChatKind.GROUP, ChatKind.SUPERGROUP}
_MAY = {ChatMember.OWNER, ChatMember.ADMINISTRATOR}


class GroupAdmins:
    """The desk, which in a group changes digest, follows and data for the group's admins alone."""

    def __init__(self, *, desk: FrontDesk, bot: ExtBot[Turn]) -> None:
        self._desk = desk
        self._bot = bot

    async def answer(self, question: Question) -> Answer:
        """The desk's answer, or who may ask for that. Raises TelegramError when Telegram cannot say."""
        meant = await channel_digests.meant(question, self._bot)
        if isinstance(meant, Text):
            return Answer(blocks=(Notice(text=meant),), refused=True)
        if isinstance(question.intent, _FOR_ALL) and not await self._may(question.asker):
            why = "group.mydata" if isinstance(question.intent, MyData) else "group.admins_only"
            return Answer(blocks=(Notice(text=Text.of(why)),), refused=True, silent=True)
        return await self._desk.answer(meant)

    async def cards(self, typed: str, offset: str = "") -> Cards:
        """What to choose from for words typed anywhere; nothing in it is a group's."""
        return await self._desk.cards(typed, offset)

    @property
    def zone(self) -> str:
        """The IANA zone of those who have set none."""
        return self._desk.zone

    async def zone_of(self, chat_id: int) -> str:
        """The IANA zone in which a chat reads times."""
        return await self._desk.zone_of(chat_id)

    async def _may(self, asker: Asker) -> bool:
        if asker.kind not in _GROUPS:
            return True
        # An admin who stays anonymous writes as Telegram's bot for them, or in the group's own name.
        if asker.user_id is None or asker.user_id in {ChatID.ANONYMOUS_ADMIN, asker.chat_id}:
            return asker.user_id is not None
        try:
            member = await self._bot.get_chat_member(asker.chat_id, asker.user_id)
        except (BadRequest, Forbidden):
            return False
        return member.status in _MAY
