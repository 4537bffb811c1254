"""`/subscribe`, `/pause`, `/resume`, `/unsubscribe` and `/digest`: what a chat gets, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from newsroom import digest, pauses, plans, schedule, wishes, zones
from newsroom.answer import Answer, Notice, Text
from newsroom.answers import alerts, zoning
from newsroom.errors import Refused
from newsroom.offload import Offload
from newsroom.preferences import Adjust, Pause, Subscribe, Unsubscribe
from newsroom.question import Asker
from newsroom.wanted import understood
from storage.chat_values import (
    AlertPlan,
    ChatKind,
    DigestLength,
    Plan,
    Quiet,
    Subscription,
)
from storage.database import Work
from summarizer.terms import terms

ASKS = "/subscribe"
"""What is noted as asked last in a private chat that was asked when it wants its digest."""

_ECHOED = 40  # characters that are said back
_LONGEST = timedelta(days=366)  # of a pause
_NORMAL = Plan(times=(), zone="")  # what is set where nothing is said


async def subscribe(work: Work, intent: Subscribe, *, asker: Asker, now: datetime, zone: str) -> Answer:
    """Sets the digest of the chat, in a forum of the topic.

    The zone is the one typed, else the chat's, of a channel that of who asks, else the default ``zone``; that
    a channel has it from there is said.
    Length and what is said on quiet days stay as they were where the line does not name them.
    """
    if asker.kind is ChatKind.TERMINAL:
        raise Refused("subscribe.terminal")
    before = await work.subscriptions.get(asker.spot)
    if not intent.words.strip() and before is not None:
        return await _shown(work, before, now)
    own = await _own_zone(work, asker)
    if not intent.words.strip() and asker.kind is ChatKind.PRIVATE:
        await work.asked.remember(asker.chat_id, ASKS, now, user_id=asker.user_id, thread_id=asker.thread_id)
        return Answer(blocks=(Notice(text=Text.of("subscribe.when")),), refused=True)
    wanted = await understood(work, intent.words, before.plan if before else None)
    wish = wanted.wish
    plan = Plan(
        times=tuple(sorted(set(wish.times))),
        days=tuple(sorted(wish.days)) or wishes.EVERY_DAY,
        zone=wish.zone or own or (before.plan.zone if before else zone),
        length=wish.length or (before.plan.length if before else _NORMAL.length),
        quiet=wish.quiet or (before.plan.quiet if before else _NORMAL.quiet),
        about=tuple(wanted.about),
    )
    await work.chats.touch(asker.chat_id, asker.kind)
    await work.asked.drop(asker.chat_id, ASKS)
    if wish.zone is not None or asker.channel is not None:
        await work.chats.set_zone(asker.chat_id, plan.zone)
    due = schedule.next_due(plan, after=now)
    await work.subscriptions.put(asker.spot, plan, due, title=asker.channel, by=asker.user_id)
    last = list(wanted.notes)
    if wish.fixed:
        last.append(Text.of("subscribe.fixed", at=plans.clock_times(plan)))
    if wish.zone is None and asker.channel is not None and before is None:
        last.append(Text.of("channel.clock", name=asker.channel, zone=zones.shown(plan.zone)))
    unknown = wish.zone is None and own is None and asker.channel is None
    if unknown and before is not None:  # who was asked for it before and has not said
        last.append(Text.of("subscribe.which_zone"))
    answer = await _now(work, asker, now, first=[Text.of("subscribe.done")], last=last)
    if wish.zone is not None and await work.asked.open(asker.chat_id, asker.user_id, [zoning.ASKS]):
        await work.asked.drop(asker.chat_id, zoning.ASKS)
        answer = replace(answer, settles=True)
    if not unknown or before is not None:
        return answer
    return replace(answer, prompt=await zoning.prompt(work, zone, asker=asker, now=now))


async def _own_zone(work: Work, asker: Asker) -> str | None:
    """The zone that the chat has set; of a channel that has none, that of who asks."""
    for chat_id in (asker.chat_id, asker.user_id if asker.channel else None):
        chat = await work.chats.get(chat_id) if chat_id is not None else None
        if chat is not None and chat.zone is not None:
            return chat.zone
    return None


async def adjust(work: Work, intent: Adjust, *, asker: Asker, now: datetime) -> Answer:
    """One thing about the digest is changed by a button."""
    subscription = await _held(work, asker)
    plan = _adjusted(subscription.plan, intent)
    paused = subscription.paused if subscription.paused and subscription.paused > now else None
    due = schedule.next_due(plan, after=paused or now)
    await work.subscriptions.put(asker.spot, plan, due)
    await work.subscriptions.pause(asker.spot, paused, due)
    return await _now(work, asker, now)


def _adjusted(plan: Plan, intent: Adjust) -> Plan:
    match intent.setting, intent.value:
        case "length", value if value in set(DigestLength):
            return replace(plan, length=DigestLength(value))
        case "quiet", value if value in set(Quiet):
            return replace(plan, quiet=Quiet(value))
        case "days", "daily":
            return replace(plan, days=wishes.EVERY_DAY)
        case "days", "weekdays":
            return replace(plan, days=wishes.WEEKDAYS)
        case _:
            raise Refused("subscribe.none")


async def pause(work: Work, intent: Pause, *, asker: Asker, now: datetime, zone: str) -> Answer:
    """No digest and no alerts for some time; the first digest after it tells what is new since the last."""
    subscription = await work.subscriptions.get(asker.spot)
    alerted = await _alerted(work, asker)
    if subscription is None and alerted is None:
        raise _none(asker)
    chat = await work.chats.get(asker.chat_id)
    own = subscription.plan.zone if subscription else (chat.zone if chat else None) or zone
    until = pauses.until(intent.words, now, own)
    if until is None:
        raise Refused("pause.unclear", words=intent.words[:_ECHOED])
    if until <= now:
        raise Refused("pause.past", words=intent.words[:_ECHOED])
    if until - now > _LONGEST:
        raise Refused("pause.long")
    return await _paused(work, subscription, alerted, until, asker=asker, now=now, zone=zone)


async def resume(work: Work, *, asker: Asker, now: datetime, zone: str) -> Answer:
    """The pause is over."""
    subscription = await work.subscriptions.get(asker.spot)
    alerted = await _alerted(work, asker)
    return await _paused(work, subscription, alerted, None, asker=asker, now=now, zone=zone)


async def _alerted(work: Work, asker: Asker) -> AlertPlan | None:
    """How alerts are set that come to where somebody asks; None where none do."""
    plan = await work.alerts.plan(asker.chat_id)
    return plan if plan and plan.since and (plan.chat_id, plan.thread_id) == asker.spot else None


async def _paused(
    work: Work,
    subscription: Subscription | None,
    alerted: AlertPlan | None,
    until: datetime | None,
    *,
    asker: Asker,
    now: datetime,
    zone: str,
) -> Answer:
    """Pauses what there is until a time, or (None) ends its pause."""
    if subscription is None and alerted is None:
        raise _none(asker)
    if alerted is not None:
        alerted = replace(alerted, paused=until)
        await work.alerts.put(alerted)
    if subscription is None:
        assert alerted is not None  # noqa: S101  # asked above
        return await alerts.shown(work, alerted, asker=asker, now=now, zone=zone)
    due = schedule.next_due(subscription.plan, after=until or now)
    await work.subscriptions.pause(asker.spot, until, due)
    also = [Text.of("alerts.paused_too" if until else "alerts.resumed")] if alerted else []
    return await _now(work, asker, now, last=also)


async def unsubscribe(work: Work, intent: Unsubscribe, asker: Asker) -> Answer:
    """Ends the digest of the chat, in a forum of the topic, or that of a channel which its asker set."""
    if intent.words.startswith("@") and asker.user_id is not None:
        name, *words = intent.words.casefold().split()
        for each in await work.subscriptions.of_channels(asker.user_id):
            if (each.title or "").casefold() == name:
                _all_of_it(each, " ".join(words))
                await work.subscriptions.end(each.spot)
                return Answer(blocks=(Notice(text=Text.of("channel.ended", name=each.title)),))
        raise Refused("channel.not_ended", name=name[:_ECHOED])
    _nothing_else(intent.words)
    if (subscription := await work.subscriptions.get(asker.spot)) is not None:
        _all_of_it(subscription, intent.words)
    ended = await work.subscriptions.end(asker.spot)
    alerted = [Text.of("alerts.still_on")] if await _alerted(work, asker) is not None else []
    if not ended and not alerted:
        raise _none(asker)
    told = Text.of("channel.ended", name=asker.channel) if asker.channel else Text.of("subscribe.ended")
    said = [*([told] if ended else []), *alerted]
    return Answer(blocks=tuple(Notice(text=each) for each in said), refused=not ended)


def _nothing_else(words: str) -> None:
    """Raises Refused for words that name something else than times of a digest, as a channel's name does."""
    wish = wishes.read(words)
    named = [each for each in wish.about if not isinstance(each, list) or terms(" ".join(each))]
    if named or wish.zone or wish.wrong or wish.unwanted:
        raise Refused("subscribe.ends_what", words=words[:_ECHOED])


def _all_of_it(subscription: Subscription, words: str) -> None:
    """Raises Refused where the words name some times, and the digest comes at others, too."""
    _nothing_else(words)
    named = set(wishes.read(words).times)
    if named and not set(subscription.plan.times) <= named:
        raise Refused("subscribe.not_all", times=plans.clock_times(subscription.plan))


def _none(asker: Asker) -> Refused:
    """What to say where there is no digest."""
    if asker.channel is not None:
        return Refused("channel.none", name=asker.channel)
    return Refused("subscribe.none")


async def digest_now(work: Work, offload: Offload, *, asker: Asker, now: datetime) -> Answer:
    """The digest as it would come now; nothing is marked as told."""
    subscription = await work.subscriptions.get(asker.spot)
    if subscription is None and asker.channel is not None:
        raise _none(asker)
    tastes = (await work.follows.tastes([asker.chat_id]))[asker.chat_id]
    shown = await digest.preview(work, offload, subscription=subscription, tastes=tastes, now=now)
    if subscription is None or asker.channel is None:
        return shown
    led = Notice(text=Text.of("channel.preview", name=asker.channel))
    return replace(shown, blocks=(led, *shown.blocks), zone=subscription.plan.zone)


async def _held(work: Work, asker: Asker) -> Subscription:
    subscription = await work.subscriptions.get(asker.spot)
    if subscription is None:
        raise _none(asker)
    return subscription


async def _now(
    work: Work, asker: Asker, now: datetime, *, first: Sequence[Text] = (), last: Sequence[Text] = ()
) -> Answer:
    """The digest as it is set from now on."""
    shown = await _shown(work, await _held(work, asker), now)
    blocks = (*(Notice(text=each) for each in first), *shown.blocks, *(Notice(text=each) for each in last))
    return replace(shown, blocks=blocks)


async def _shown(work: Work, subscription: Subscription, now: datetime) -> Answer:
    lines = await plans.told(work, subscription, now)
    if subscription.title is not None:
        lines.append(Text.of("channel.how", name=subscription.title))
        blocks = tuple(Notice(text=line) for line in lines)
        return Answer(blocks=blocks, zone=subscription.plan.zone)
    return Answer(blocks=tuple(Notice(text=line) for line in lines), actions=plans.actions(subscription, now))
