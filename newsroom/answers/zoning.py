"""`/zone`: whose clock the digest goes by, asked in a way that people can answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from newsroom import plans, schedule, zones
from newsroom.answer import Action, Answer, Notice, Text
from newsroom.errors import Refused
from newsroom.preferences import ChooseZone
from newsroom.question import Asker
from storage.chat_values import ChatKind
from storage.database import Work

_ECHOED = 40  # characters that are said back


async def choose(work: Work, intent: ChooseZone, *, asker: Asker, now: datetime) -> Answer:
    """Sets the chat's zone by a city, a zone's name or what its clock shows now.

    Where clocks that agree now will not agree all year, the others are offered as buttons.
    """
    if asker.kind is ChatKind.TERMINAL:
        raise Refused("subscribe.terminal")
    found = _meant(intent.words.strip(), now)
    await work.chats.touch(asker.chat_id, asker.kind)
    await work.chats.set_zone(asker.chat_id, found[0])
    blocks = [Notice(text=Text.of("clock.done", **_shown(found[0], now)))]
    subscription = await work.subscriptions.get(asker.spot)
    if subscription is not None:
        plan = replace(subscription.plan, zone=found[0])
        paused = subscription.paused if subscription.paused and subscription.paused > now else None
        due = schedule.next_due(plan, after=paused or now)
        await work.subscriptions.put(asker.spot, plan, due)
        await work.subscriptions.pause(asker.spot, paused, due)
        subscription = replace(subscription, plan=plan, due=due, paused=paused)
        blocks += [Notice(text=line) for line in await plans.told(work, subscription, now)]
    if found[1:]:
        blocks.append(Notice(text=Text.of("clock.others")))
    others = [
        Action.of(Text.of("button.zone", **_shown(name, now)), ChooseZone(words=name)) for name in found[1:]
    ]
    return Answer(blocks=tuple(blocks), actions=tuple(others))


def _meant(words: str, now: datetime) -> list[str]:
    """The zone that is meant, and others that may be. Raises Refused where it is none."""
    if (name := zones.find(words)) is not None:
        return [name]
    at = schedule.clock(words)
    if at is not None and (found := zones.showing(at, now)):
        return found
    if (close := zones.closest(words)) is not None:
        raise Refused("clock.unknown_close", words=words[:_ECHOED], closest=close)
    raise Refused("clock.unknown", words=words[:_ECHOED])


def _shown(name: str, now: datetime) -> dict[str, str]:
    return {"zone": zones.shown(name), "now": zones.clock_in(name, now)}
