"""`/settings`, `/privacy`, `/mydata` and `/forgetme`: what is kept about a chat, and how to end it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial

from newsroom import alert_plans, broadcasts, digest, mydata, plans, undelivered, zones
from newsroom import alerts as ringing
from newsroom.answer import Action, Answer, Block, File, Heading, Item, Notice, Text
from newsroom.answers import follows
from newsroom.preferences import Alerts, Following, ForgetMe, MyData, Privacy, Settings
from newsroom.question import Asker
from storage.chat_values import ChatKind
from storage.database import Work

QUESTIONS_KEPT = timedelta(days=30)
"""For how long questions are kept, and which stories were opened."""


async def settings(work: Work, asker: Asker, zone: str, *, now: datetime) -> Answer:
    """The chat's digest, zone and follows, each with how to change it."""
    subscription = await work.subscriptions.get(asker.spot)
    chat = await work.chats.get(asker.chat_id)
    actions: list[Action] = []
    if subscription is None:
        told = [Text.of("settings.no_digest")]
    else:
        told = await plans.told(work, subscription, now)
        actions += plans.actions(subscription, now)
    for each in await work.subscriptions.of_channels(asker.chat_id):
        told += (await plans.told(work, each, now))[:1]
    items = await follows.in_short(work, asker)
    if items:
        actions.append(Action.of(Text.of("button.following"), Following()))
    else:
        items.append(Item(text=Text.of("settings.no_follows")))
    own = (chat.zone if chat else None) or zone
    shown_zone = Text.of("settings.zone", zone=zones.shown(own))
    alerts = await work.alerts.plan(asker.chat_id)
    ways = (
        Action.of(Text.of("button.alerts"), Alerts()),
        Action.of(Text.of("button.privacy"), Privacy()),
    )
    blocks: tuple[Block, ...] = (
        Heading(text=Text.of("settings.heading")),
        *(Notice(text=line) for line in told),
        Notice(text=shown_zone),
        *items,
        Item(text=alert_plans.in_short(alerts, now, own)),
    )
    return Answer(blocks=blocks, actions=(*actions, *ways))


def privacy() -> Answer:
    """What is stored about a chat, in plain words."""
    return Answer(
        blocks=(
            Heading(text=Text.of("privacy.heading")),
            Item(text=Text.of("privacy.chat")),
            Item(text=Text.of("privacy.digests", days=digest.REMEMBERED.days)),
            Item(text=Text.of("privacy.follows")),
            Item(text=Text.of("privacy.alerts", days=ringing.REMEMBERED.days)),
            Item(text=Text.of("privacy.questions", days=QUESTIONS_KEPT.days)),
            Item(text=Text.of("privacy.visits", days=QUESTIONS_KEPT.days)),
            Item(text=Text.of("privacy.messages", days=undelivered.KEPT.days)),
            Item(text=Text.of("privacy.admins", days=broadcasts.KEPT.days)),
            Notice(text=Text.of("privacy.not")),
            Notice(text=Text.of("privacy.rights")),
        ),
        actions=(
            Action.of(Text.of("button.mydata"), MyData()),
            _forgets(),
            Action.of(Text.of("button.settings"), Settings()),
        ),
    )


async def my_data(work: Work, asker: Asker, *, now: datetime) -> Answer:
    """All that is stored about the chat; in a private one also what its user did in others."""
    person = asker.kind in {ChatKind.PRIVATE, ChatKind.TERMINAL}
    stored = await work.personal.of(asker.chat_id, person=person)
    if not stored:
        return Answer(blocks=(Notice(text=Text.of("mydata.none")),))
    # Off the event loop, since an admin's may be long.
    write = partial(mydata.document, stored, chat_id=asker.chat_id, now=now)
    file = File(name=f"sitrep-data-{now:%Y-%m-%d}.json", text=await asyncio.to_thread(write))
    key = "mydata.person" if person else "mydata.group"
    return Answer(blocks=(Notice(text=Text.of(key)),), actions=(_forgets(),), file=file)


def _forgets() -> Action:
    return Action.of(Text.of("button.forgetme"), ForgetMe())


async def forget_me(work: Work, intent: ForgetMe, asker: Asker) -> Answer:
    """Deletes everything about the chat, once that is confirmed."""
    if not intent.confirmed:
        sure = Action.of(Text.of("button.forget_sure"), ForgetMe(confirmed=1))
        keep = Action.of(Text.of("button.keep"), Settings())
        return Answer(blocks=(Notice(text=Text.of("forget.ask")),), actions=(sure, keep))
    await work.chats.forget(asker.chat_id)
    return Answer(blocks=(Notice(text=Text.of("forget.done")),))
