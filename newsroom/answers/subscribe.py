"""`/subscribe`, `/unsubscribe`, `/digest` and following: what a chat gets, and when."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from newsroom import digest, schedule, zones
from newsroom.answer import Action, Answer, Moment, Notice, Text
from newsroom.errors import Refused
from newsroom.intents import DigestNow, Follow, Settings, Subscribe, Unfollow, Unsubscribe
from newsroom.question import Asker
from storage import chat_values
from storage.chat_values import ChatKind
from storage.database import Work
from storage.values import Precision
from summarizer import topics


async def subscribe(work: Work, intent: Subscribe, *, asker: Asker, now: datetime, zone: str) -> Answer:
    """Sets the chat's daily digest. The zone is the one typed, else the chat's, else the default."""
    if asker.kind is ChatKind.TERMINAL:
        raise Refused("subscribe.terminal")
    chat = await work.chats.get(asker.chat_id)
    fallback = (chat.zone if chat else None) or zone
    at, place = _read(intent.words)
    name = _zone(place, at) if place else fallback
    told = await work.chats.last_digest(asker.chat_id)
    due = schedule.next_due(at, ZoneInfo(name), after=now, told=told)
    await work.chats.touch(asker.chat_id, asker.kind)
    await work.chats.set_zone(asker.chat_id, name)
    await work.chats.subscribe(asker.chat_id, at, name, due)
    clock, there = at.strftime("%H:%M"), now.astimezone(ZoneInfo(name)).strftime("%H:%M")
    first = Moment(at=due, precision=Precision.MINUTE)
    texts = [Text.of("subscribe.done", at=clock, zone=zones.shown(name), now=there, due=first)]
    if zones.offset(place) == name:
        texts.append(Text.of("subscribe.fixed", at=clock))
    actions = (
        Action.of(Text.of("button.digest_now"), DigestNow()),
        Action.of(Text.of("button.settings"), Settings()),
        Action.of(Text.of("button.unsubscribe"), Unsubscribe()),
    )
    return Answer(blocks=tuple(Notice(text=text) for text in texts), actions=actions)


def _read(words: str) -> tuple[time, str]:
    """The clock time and the place in what was typed. Raises Refused with what is wrong."""
    if not words.strip():
        raise Refused("subscribe.when")
    parts = words.split()
    clock_parts = 2 if len(parts) > 1 and parts[1].lower().rstrip(".") in {"am", "pm", "a.m", "p.m"} else 1
    at = schedule.clock(" ".join(parts[:clock_parts]))
    if at is None:
        raise Refused("subscribe.bad_time", words=parts[0][:20])
    return at, " ".join(parts[clock_parts:])


def _zone(place: str, at: time) -> str:
    """The IANA zone of a place. Raises Refused for an unknown one, with the one that was probably meant."""
    if (name := zones.find(place)) is not None:
        return name
    words = place[:40]
    if zones.is_offset(place):
        raise Refused("subscribe.bad_offset", words=words, at=at.strftime("%H:%M"))
    if (close := zones.closest(place)) is not None:
        raise Refused("subscribe.bad_zone_close", words=words, closest=close, at=at.strftime("%H:%M"))
    raise Refused("subscribe.bad_zone", words=words)


async def unsubscribe(work: Work, asker: Asker) -> Answer:
    """Ends the chat's digest."""
    ended = await work.chats.unsubscribe(asker.chat_id)
    key = "subscribe.ended" if ended else "subscribe.none"
    return Answer(blocks=(Notice(text=Text.of(key)),))


async def digest_now(work: Work, *, asker: Asker, now: datetime) -> Answer:
    """The digest as it would come now; nothing is marked as told."""
    subscription = await work.chats.subscription(asker.chat_id)
    follows = await work.chats.follows(asker.chat_id)
    return await digest.compose(
        work, since=subscription.covered if subscription else None, now=now, follows=follows
    )


async def follow(work: Work, intent: Follow, asker: Asker) -> Answer:
    """What the chat follows comes first in its digest."""
    kind, name = await _named(work, intent.kind, intent.key)
    await work.chats.touch(asker.chat_id, asker.kind)
    fresh = await work.chats.follow(asker.chat_id, chat_values.Follow(kind=kind, key=intent.key))
    key = "follow.done" if fresh else "follow.already"
    return Answer(blocks=(Notice(text=Text.of(key, name=name)),), silent=True)


async def unfollow(work: Work, intent: Unfollow, asker: Asker) -> Answer:
    """Ends following."""
    kind, name = await _named(work, intent.kind, intent.key)
    await work.chats.unfollow(asker.chat_id, chat_values.Follow(kind=kind, key=intent.key))
    return Answer(blocks=(Notice(text=Text.of("follow.ended", name=name)),), silent=True)


async def _named(work: Work, kind: str, key: str) -> tuple[chat_values.FollowKind, str]:
    """The kind and shown name of what a button asks to follow. Raises Refused for what is not there."""
    if kind == chat_values.FollowKind.TOPIC and key in topics.TOPICS:
        return chat_values.FollowKind.TOPIC, topics.TOPICS[key].name
    if kind == chat_values.FollowKind.PERSON and key.isascii() and key.isdigit():
        person = await work.people.get(int(key))
        if person is not None:
            return chat_values.FollowKind.PERSON, person.name
    raise Refused("follow.gone")


async def followed_names(work: Work, chat_id: int) -> list[tuple[chat_values.Follow, str]]:
    """What a chat follows, with names to show; what the archive no longer holds is left out."""
    named = []
    for one in await work.chats.follows(chat_id):
        try:
            _, name = await _named(work, one.kind, one.key)
        except Refused:
            continue
        named.append((one, name))
    return named
