"""What a chat asks for itself: digests, follows, alerts, its times, and what is stored of it."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from newsroom import preferences as p
from newsroom.answer import Answer
from newsroom.answers import alerts, follows, settings, subscribe, zoning
from newsroom.offload import Offload
from newsroom.question import Asker
from storage.database import Work

Wish = (
    p.DigestNow
    | p.Subscribe
    | p.Adjust
    | p.ChooseZone
    | p.Pause
    | p.Resume
    | p.Unsubscribe
    | p.FollowNamed
    | p.MuteNamed
    | p.Follow
    | p.Mute
    | p.Unfollow
    | p.UnfollowNamed
    | p.Following
    | p.Alerts
    | p.Settings
    | p.Privacy
    | p.MyData
    | p.ForgetMe
)


async def answer(  # noqa: C901, PLR0911, PLR0912  # a flat table
    work: Work, intent: Wish, asker: Asker, offload: Offload, *, now: datetime, zone: str, most: int
) -> Answer:
    """The answer to a wish. ``zone`` is that of chats without one, ``most`` what one may follow and mute."""
    match intent:
        case p.DigestNow():
            return await subscribe.digest_now(work, offload, asker=asker, now=now)
        case p.Subscribe():
            return await subscribe.subscribe(work, intent, asker=asker, now=now, zone=zone)
        case p.Adjust():
            return await subscribe.adjust(work, intent, asker=asker, now=now)
        case p.ChooseZone():
            return await zoning.choose(work, intent, asker=asker, now=now, zone=zone)
        case p.Pause():
            return await subscribe.pause(work, intent, asker=asker, now=now, zone=zone)
        case p.Resume():
            return await subscribe.resume(work, asker=asker, now=now, zone=zone)
        case p.Unsubscribe():
            return await subscribe.unsubscribe(work, intent, asker)
        case p.FollowNamed(alert=True):
            return await alerts.about(work, intent, asker=asker, now=now, zone=zone, most=most)
        case p.FollowNamed() | p.MuteNamed():
            return await follows.named(work, intent, asker, most=most)
        case p.Follow() | p.Mute():
            return await follows.pressed(work, intent, asker, most=most)
        case p.Unfollow():
            return await follows.unfollow(work, intent, asker)
        case p.UnfollowNamed():
            return await follows.unfollow_named(work, intent, asker)
        case p.Following():
            return await follows.listed(work, intent, asker)
        case p.Alerts():
            return await alerts.alerts(work, intent, asker=asker, now=now, zone=zone)
        case p.Settings():
            return await settings.settings(work, asker, zone, now=now)
        case p.Privacy():
            return settings.privacy()
        case p.MyData():
            return await settings.my_data(work, asker, now=now)
        case p.ForgetMe():
            return await settings.forget_me(work, intent, asker)
        case _:
            assert_never(intent)
