"""`/settings`, `/privacy` and `/forgetme`: what is kept about a chat, and how to end it."""

from __future__ import annotations

from datetime import datetime

from newsroom import plans, zones
from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Text
from newsroom.answers import follows
from newsroom.intents import Intent
from newsroom.preferences import Following, ForgetMe, Privacy, Settings
from newsroom.question import Asker
from storage.database import Work


async def settings(work: Work, asker: Asker, zone: str, *, now: datetime) -> Answer:
    """The chat's digest, zone and follows, each with how to change it."""
    subscription = await work.subscriptions.get(asker.spot)
    chat = await work.chats.get(asker.chat_id)
    actions: list[Action] = []
    if subscription is None:
        digest = [Text.of("settings.no_digest")]
    else:
        digest = await plans.told(work, subscription, now)
        actions += plans.actions(subscription, now)
    items = await follows.in_short(work, asker)
    if items:
        actions.append(Action.of(Text.of("button.following"), Following()))
    else:
        items.append(Item(text=Text.of("settings.no_follows")))
    shown_zone = Text.of("settings.zone", zone=zones.shown((chat.zone if chat else None) or zone))
    blocks: tuple[Block, ...] = (
        Heading(text=Text.of("settings.heading")),
        *(Notice(text=line) for line in digest),
        Notice(text=shown_zone),
        *items,
    )
    return Answer(blocks=blocks, actions=(*actions, Action.of(Text.of("button.privacy"), Privacy())))


def privacy() -> Answer:
    """What is stored about a chat, in plain words."""
    forget: Intent = ForgetMe()
    return Answer(
        blocks=(Heading(text=Text.of("privacy.heading")), Notice(text=Text.of("privacy.text"))),
        actions=(
            Action.of(Text.of("button.forgetme"), forget),
            Action.of(Text.of("button.settings"), Settings()),
        ),
    )


async def forget_me(work: Work, intent: ForgetMe, asker: Asker) -> Answer:
    """Deletes everything about the chat, once that is confirmed."""
    if not intent.confirmed:
        sure = Action.of(Text.of("button.forget_sure"), ForgetMe(confirmed=1))
        keep = Action.of(Text.of("button.keep"), Settings())
        return Answer(blocks=(Notice(text=Text.of("forget.ask")),), actions=(sure, keep))
    await work.chats.forget(asker.chat_id)
    return Answer(blocks=(Notice(text=Text.of("forget.done")),))
