"""The Telegram face on a stage: the real application, the double of the Bot API, and a scripted desk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot import telegram
from handlers.asking import FrontDesk
from handlers.delivery import Delivery
from handlers.limits import Limits
from handlers.pace import Pace
from handlers.register import App
from handlers.speaking import Speaker
from handlers.submitting import Receipts
from newsroom.answer import Answer
from newsroom.answers.cards import Cards
from newsroom.intents import Intent
from newsroom.parcels import Letter, dump
from newsroom.question import Question
from storage.chat_values import ChatKind
from storage.database import Storage
from tests.botapi import BotApi
from tests.botapi.people import Person
from tests.handlers.answers import answer, notice
from tests.handlers.words import WORDS

ADMIN = 7
PER_USER, PER_GROUP = 10, 12  # questions a minute, and no minute ever passes


def now() -> datetime:
    """The true time."""
    return datetime.now(UTC)


class ScriptedDesk:
    """Answers from a script, and remembers what it was asked; without a script it says "Heard"."""

    def __init__(self) -> None:
        self.script: dict[Intent, Answer | BaseException] = {}
        self.asked: list[Question] = []
        self.held: dict[int, asyncio.Event] = {}
        self.offers: dict[tuple[str, str], Cards] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.looked_up: list[str] = []

    async def answer(self, question: Question) -> Answer:
        """What the script says to the intent."""
        self.asked.append(question)
        if question.asker.chat_id in self.held:
            await self.held[question.asker.chat_id].wait()
        scripted = self.script.get(question.intent, answer(notice("Heard.")))
        if isinstance(scripted, BaseException):
            raise scripted
        return scripted

    async def cards(self, typed: str, offset: str = "") -> Cards:
        """What the script has for the words and the offset, once the gate for them is open."""
        self.looked_up.append(typed)
        if typed in self.gates:
            await self.gates[typed].wait()
        return self.offers.get((typed, offset), Cards())

    @property
    def zone(self) -> str:
        """Greenwich."""
        return "UTC"

    async def zone_of(self, chat_id: int) -> str:
        """Everybody is in Greenwich."""
        del chat_id
        return "UTC"


@dataclass(kw_only=True)
class Stage:
    """What a test has in hand."""

    api: BotApi
    storage: Storage
    desk: ScriptedDesk
    receipts: Receipts
    pace: Pace
    application: App

    def person(self, user_id: int, *, group: int | None = None, topic: int | None = None) -> Person:
        """Somebody who writes to the bot."""
        return Person(self.api, user_id, group=group, topic=topic)

    @property
    def admin(self) -> Person:
        """The one admin."""
        return self.person(ADMIN)

    async def known(self, user_id: int) -> Person:
        """Somebody whose chat is on record."""
        async with self.storage.write() as work:
            await work.chats.touch(user_id, ChatKind.PRIVATE)
        return self.person(user_id)

    async def post(self, chat_id: int, content: Answer, *, receipt_of: int | None = None) -> None:
        """Puts an answer into the outbox."""
        async with self.storage.write() as work:
            await work.outbox.add(chat_id, dump(Letter(answer=content, submission_id=receipt_of)), now())

    @property
    def speaker(self) -> Speaker:
        """A speaker that gives up at once."""
        return telegram.sender(self.application, texts=WORDS, zone_of=self.desk.zone_of)

    def delivery(self) -> Delivery:
        """A sender of what lies in the outbox."""
        return Delivery(
            storage=self.storage,
            speaker=self.speaker,
            receipts=self.receipts,
            pace=self.pace,
            admins={ADMIN},
            clock=now,
        )

    async def states(self) -> dict[str, int]:
        """How many parcels are in each state, those that are in any."""
        async with self.storage.read() as work:
            return {state: count for state, count in (await work.outbox.counts()).items() if count}


@asynccontextmanager
async def opened(
    storage: Storage, *, pace: Pace | None = None, front: FrontDesk | None = None, **me: bool
) -> AsyncIterator[Stage]:
    """A stage whose application is connected, and not polling yet. ``me``: what getMe says otherwise.

    Without a ``pace`` it speaks as fast as it can. ``front`` answers in place of the scripted desk.
    """
    pace = pace or Pace(overall=0, chat=0, group=0)
    async with BotApi() as api:
        api.methods.me |= me
        desk = ScriptedDesk()
        receipts = Receipts(storage)
        application = telegram.build(
            token=api.token,
            api=api.url,
            storage=storage,
            desk=front or desk,
            texts=WORDS,
            receipts=receipts,
            limits=Limits(per_user=PER_USER, per_group=PER_GROUP, clock=lambda: 0.0),
            pace=pace,
            admins=frozenset({ADMIN}),
            clock=now,
        )
        async with telegram.connected(application, asyncio.Event()):
            yield Stage(
                api=api, storage=storage, desk=desk, receipts=receipts, pace=pace, application=application
            )


async def settled(on: Stage) -> None:
    """Waits until all updates are handled."""
    await on.api.until(lambda: not on.api.waiting)
    await on.application.update_queue.join()


@asynccontextmanager
async def playing(on: Stage) -> AsyncIterator[None]:
    """The application polls and answers."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(telegram.serve(on.application, texts=WORDS, admins=frozenset({ADMIN}), stop=stop))
        try:
            await on.api.until(lambda: on.api.made("getUpdates"))
            yield
        finally:
            stop.set()
