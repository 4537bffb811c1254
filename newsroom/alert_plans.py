"""How a chat's alerts are set, in words, and its buttons."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from newsroom import alert_words, zones
from newsroom.answer import Action, Moment, Text
from newsroom.preferences import Alerts, Following, Resume
from storage.chat_values import AlertPlan
from storage.values import Precision

HOURLY = 3
"""Alerts in an hour, where a chat does not say."""

MOST = 20
"""Alerts in an hour that a chat can ask for."""

QUIET = alert_words.NIGHT
"""When there are none, where a chat does not say."""

CHOICES = (1, HOURLY, 6)
"""Alerts in an hour that there are buttons for."""


def usual(chat_id: int) -> AlertPlan:
    """How alerts are set until a chat says otherwise: off."""
    return AlertPlan(chat_id=chat_id, hourly=HOURLY, quiet=QUIET)


def is_quiet(quiet: tuple[time, time] | None, now: datetime, zone: str) -> bool:
    """Whether the clock in an IANA zone shows a time from the first to before the second one.

    It is the clock that counts: quiet hours end when it shows so, on the day that it is changed too.
    """
    if quiet is None:
        return False
    begin, end = quiet
    there = now.astimezone(ZoneInfo(zone)).time()
    return begin <= there < end if begin <= end else there >= begin or there < end


def told(plan: AlertPlan, now: datetime, zone: str) -> list[Text]:
    """How they are set, and what becomes of the rest."""
    hours = _hours(plan, now, zone)
    if plan.since is None:
        return [Text.of("alerts.off"), Text.of("alerts.would", count=plan.hourly, hours=hours)]
    lines = [Text.of("alerts.on", count=plan.hourly, hours=hours)]
    if plan.paused is not None and plan.paused > now:
        lines.append(Text.of("alerts.paused", until=Moment(at=plan.paused, precision=Precision.MINUTE)))
    return lines


def in_short(plan: AlertPlan | None, now: datetime, zone: str) -> Text:
    """The same in a line."""
    if plan is None or plan.since is None:
        return Text.of("alerts.short_off")
    return Text.of("alerts.short_on", count=plan.hourly, hours=_hours(plan, now, zone))


def actions(plan: AlertPlan, now: datetime) -> tuple[Action, ...]:
    """The buttons that change it."""
    followed = Action.of(Text.of("button.following"), Following())
    if plan.since is None:
        return (Action.of(Text.of("button.alerts_on"), Alerts(words="on")), followed)
    paused = plan.paused is not None and plan.paused > now
    quiet = "22-7" if plan.quiet is None else "off"
    key = "button.alerts_quiet" if plan.quiet is None else "button.alerts_loud"
    return (
        *([Action.of(Text.of("button.resume_digest"), Resume())] if paused else []),
        Action.of(Text.of("button.alerts_off"), Alerts(words="off")),
        *(
            Action.of(Text.of(f"button.alerts_{count}"), Alerts(words=f"{count} an hour"))
            for count in CHOICES
            if count != plan.hourly
        ),
        Action.of(Text.of(key), Alerts(words=f"quiet {quiet}")),
        followed,
    )


def offered(plan: AlertPlan | None) -> list[Action]:
    """A button that switches them on, where they are off."""
    if plan is not None and plan.since is not None:
        return []
    return [Action.of(Text.of("button.alert_me"), Alerts(words="on"))]


def _hours(plan: AlertPlan, now: datetime, zone: str) -> Text:
    if plan.quiet is None:
        return Text.of("alerts.any_time")
    begin, end = plan.quiet
    return Text.of(
        "alerts.hours",
        begin=f"{begin:%H:%M}",
        end=f"{end:%H:%M}",
        zone=zones.shown(zone),
        now=zones.clock_in(zone, now),
    )
