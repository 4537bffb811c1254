"""What a chat's digest is set to, in words, and its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from newsroom import things, zones
from newsroom.answer import Action, Moment, Text
from newsroom.preferences import Adjust, DigestNow, Pause, Resume, Unsubscribe
from newsroom.wishes import EVERY_DAY, WEEKDAYS, WEEKEND
from storage.chat_values import DigestLength, Follow, FollowKind, Plan, Quiet, Subscription
from storage.database import Work
from storage.values import Precision

_DAYS = {EVERY_DAY: "days.daily", WEEKDAYS: "days.weekdays", WEEKEND: "days.weekends"}


async def told(work: Work, subscription: Subscription, now: datetime) -> list[Text]:
    """Everything that is set, in a line or two, and when the next digest comes."""
    plan = subscription.plan
    there = now.astimezone(ZoneInfo(plan.zone)).strftime("%H:%M")
    lines = [
        Text.of(
            "plan.when" if subscription.title is None else "plan.channel",
            name=subscription.title,
            days=_days(plan.days),
            times=clock_times(plan),
            zone=zones.shown(plan.zone),
            now=there,
            digest=Text.of(f"length.{plan.length.value}"),
        )
    ]
    if plan.about:
        names = [await name(work, what) for what in plan.about]
        lines.append(Text.of("plan.about", names=listed(names)))
    if plan.quiet is not Quiet.ONCE:
        lines.append(Text.of(f"plan.quiet_{plan.quiet.value}"))
    due = Moment(at=subscription.due, precision=Precision.MINUTE)
    if subscription.paused is not None and subscription.paused > now:
        until = Moment(at=subscription.paused, precision=Precision.MINUTE)
        lines.append(Text.of("plan.paused", until=until, due=due))
    else:
        lines.append(Text.of("plan.due", due=due))
    return lines


def clock_times(plan: Plan) -> str:
    """ "08:00, 20:00"."""
    return ", ".join(f"{at:%H:%M}" for at in plan.times)


def listed(names: Sequence[Text]) -> Text:
    """Texts one after another, with commas."""
    first, *rest = names
    return Text.of("list.and", first=first, rest=listed(rest)) if rest else first


async def name(work: Work, what: Follow) -> Text:
    """What a digest is about, as it is called now."""
    if what.kind is FollowKind.STORY:
        return Text.of("button.story", number=int(what.key))
    return (await things.named(work, what)).text


def actions(subscription: Subscription, now: datetime) -> tuple[Action, ...]:
    """The buttons that change it."""
    plan = subscription.plan
    lengths = [each for each in DigestLength if each is not plan.length]
    days = "daily" if plan.days != EVERY_DAY else "weekdays"
    paused = subscription.paused is not None and subscription.paused > now
    return (
        *(
            Action.of(Text.of(f"button.length_{each.value}"), Adjust(setting="length", value=each.value))
            for each in lengths
        ),
        Action.of(Text.of(f"button.days_{days}"), Adjust(setting="days", value=days)),
        Action.of(Text.of("button.resume_digest"), Resume())
        if paused
        else Action.of(Text.of("button.pause_digest"), Pause(words="1w")),
        Action.of(Text.of("button.digest_now"), DigestNow()),
        Action.of(Text.of("button.unsubscribe"), Unsubscribe()),
    )


def _days(days: Sequence[int]) -> Text:
    key = _DAYS.get(tuple(days))
    return (
        Text.of(key) if key else Text.of("days.some", names=listed([Text.of(f"day.{day}") for day in days]))
    )
