"""`/alerts`: whether a chat is told at once of what it follows, how often and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from newsroom import alert_plans, alert_words
from newsroom.answer import Action, Answer, Block, Notice, Text
from newsroom.answers import follows
from newsroom.errors import Refused
from newsroom.preferences import Alerts, FollowNamed
from newsroom.question import Asker
from storage.chat_values import AlertPlan, ChatKind, Stance
from storage.database import Work

_LINE = 100  # characters of what is typed
_ECHOED = 40  # characters that are said back


async def alerts(work: Work, intent: Alerts, *, asker: Asker, now: datetime, zone: str) -> Answer:
    """Shows how alerts are set, or sets them; in a forum they go to the topic in which they are switched on.

    Whoever says how often or when wants them on.
    """
    if asker.kind is ChatKind.TERMINAL:
        raise Refused("alerts.terminal")
    plan = await work.alerts.plan(asker.chat_id) or alert_plans.usual(asker.chat_id)
    if intent.words.strip():
        plan = _changed(plan, intent.words, asker, now)
        await work.chats.touch(asker.chat_id, asker.kind)
        await work.alerts.put(plan)
    return await shown(work, plan, asker=asker, now=now, zone=zone)


async def about(
    work: Work, intent: FollowNamed, *, asker: Asker, now: datetime, zone: str, most: int
) -> Answer:
    """Follows what was typed, and switches alerts on. Raises Refused where that is nothing to be followed."""
    if asker.kind is ChatKind.TERMINAL:
        followed = await follows.named(work, intent, asker, most=most)
        told = [Text.of("alerts.terminal")]
    else:
        plan = await work.alerts.plan(asker.chat_id) or alert_plans.usual(asker.chat_id)
        plan = _changed(plan, "on", asker, now)
        await work.chats.touch(asker.chat_id, asker.kind)
        await work.alerts.put(plan)
        followed = await follows.named(work, intent, asker, most=most)
        chat = await work.chats.get(asker.chat_id)
        told = alert_plans.told(plan, now, (chat.zone if chat else None) or zone)
    settings = Action.of(Text.of("button.alerts"), Alerts())
    blocks = (*followed.blocks, *(Notice(text=line) for line in told))
    return replace(followed, blocks=blocks, actions=(*followed.actions, settings))


async def shown(work: Work, plan: AlertPlan, *, asker: Asker, now: datetime, zone: str) -> Answer:
    """How alerts are set, what they are for, and the buttons that change it."""
    chat = await work.chats.get(asker.chat_id)
    zone = (chat.zone if chat else None) or zone
    lines = alert_plans.told(plan, now, zone)
    followed = await follows.in_short(work, asker, [Stance.FOLLOW])
    nothing = Notice(text=Text.of("alerts.nothing"))
    blocks: list[Block] = [*(Notice(text=line) for line in lines), *(followed or [nothing])]
    if plan.since is not None and plan.quiet is not None and (chat is None or chat.zone is None):
        blocks.append(Notice(text=Text.of("subscribe.which_zone")))
    if plan.since is not None and await work.subscriptions.get(asker.spot) is None:
        blocks.append(Notice(text=Text.of("alerts.no_digest")))
    return Answer(blocks=tuple(blocks), actions=alert_plans.actions(plan, now))


def _changed(plan: AlertPlan, line: str, asker: Asker, now: datetime) -> AlertPlan:
    """The plan as a line asks for it. Raises Refused for a line that says something else."""
    wish = alert_words.read(line[: _LINE + 1])
    if wish.rest or len(line) > _LINE:
        raise Refused("alerts.unclear", words=line[:_ECHOED])
    if wish.hourly is not None and not 1 <= wish.hourly <= alert_plans.MOST:
        raise Refused("alerts.many", count=alert_plans.MOST)
    if wish.on is False:
        return replace(plan, since=None, paused=None)
    return replace(
        plan,
        hourly=wish.hourly or plan.hourly,
        quiet=None if wish.loud else wish.quiet or plan.quiet,
        thread_id=asker.spot[1] if plan.since is None else plan.thread_id,
        since=plan.since or (None if wish.spares else now),
        paused=None if wish.on else plan.paused,
    )
