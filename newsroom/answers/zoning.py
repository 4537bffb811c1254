"""`/zone`: whose clock the digest goes by, asked in a way that people can answer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from newsroom import plans, schedule, wishes, zones
from newsroom.answer import Action, Answer, Notice, Prompt, Text
from newsroom.errors import Refused
from newsroom.offload import Offload
from newsroom.preferences import ChooseZone, Located
from newsroom.question import Asker
from storage.chat_values import ChatKind
from storage.database import Work

ASKS = "/zone"
"""What is noted as asked last in a private chat that was asked for its zone."""

_ECHOED = 40  # characters that are said back
_UNKNOWN = ("clock.unknown", "clock.unknown_close")
_CLOCK = re.compile(  # what is written as a time, whether a clock shows it or not
    r"\d{1,3}\s?[:.h]\s?\d{1,3}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?", re.IGNORECASE
)
_LONGEST = 60  # characters of an answer to the question
_BEFORE = re.compile(
    r"(?:(?:keep|now|in|near|at|from|(?:i(?:'m| am)|we(?:'re| are))(?: (?:living|based))?|i live"
    r"|it(?:'s| is)|(?:my|the) (?:time ?zone|time|clock|phone)(?:(?:'s| is| shows| says))?)\s+)+",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:\s+(?:now|time|here|right now))+", re.IGNORECASE)


async def choose(work: Work, intent: ChooseZone, *, asker: Asker, now: datetime, zone: str) -> Answer:
    """Sets the chat's zone by a city, a zone's name or what its clock shows now; asks for it without words.

    Where clocks that agree now will not agree all year, the others are offered as buttons.
    """
    if asker.kind is ChatKind.TERMINAL:
        raise Refused("subscribe.terminal")
    if not intent.words.strip():
        chat = await work.chats.get(asker.chat_id)
        own = (chat.zone if chat else None) or zone
        said = Notice(text=Text.of("clock.is", **_shown(own, now)))
        return Answer(blocks=(said,), prompt=await prompt(work, own, asker=asker, now=now))
    found = _meant(_bare(intent.words), now)
    await work.chats.touch(asker.chat_id, asker.kind)
    await work.chats.set_zone(asker.chat_id, found[0])
    await work.asked.drop(asker.chat_id, ASKS)
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
    return Answer(blocks=tuple(blocks), actions=tuple(others), settles=True)


async def prompt(work: Work, zone: str, *, asker: Asker, now: datetime) -> Prompt:
    """The question for the zone. In a private chat the next message may answer it, in others a reply."""
    private = asker.kind is ChatKind.PRIVATE
    if private:
        await work.asked.remember(asker.chat_id, ASKS, now, user_id=asker.user_id, thread_id=asker.thread_id)
    keep = Action.of(Text.of("button.keep_zone", zone=zones.shown(zone)), ChooseZone(words=zones.shown(zone)))
    return Prompt(text=Text.of("clock.ask" if private else "clock.ask_reply"), keep=keep)


async def located(offload: Offload, intent: Located) -> ChooseZone:
    """The choice of the zone of a place. Raises Refused at sea."""
    name = await offload(zones.covering, intent.latitude, intent.longitude)
    if name is None:
        raise Refused("clock.at_sea")
    return ChooseZone(words=name)


def answers(words: str, now: datetime, *, next_: bool = True) -> bool:
    """Whether a message can be an answer to the question.

    Of one that is not the ``next_`` a country is what it is about, and what is like a place no slip.
    """
    if len(words) > _LONGEST or words.rstrip().endswith("?"):
        return False
    bare = _bare(words)
    if not next_ and bare == words.strip().rstrip(".!") and wishes.is_topic(bare):
        return False
    try:
        _meant(bare, now)
    except Refused as error:
        return error.text.key not in (_UNKNOWN[:1] if next_ else _UNKNOWN)
    return True


def over(answer: Answer, zone: str) -> Answer:
    """An answer that comes after the question was left open for too long: it is asked no more."""
    return replace(
        answer,
        blocks=(Notice(text=Text.of("clock.over", zone=zones.shown(zone))), *answer.blocks),
        settles=True,
    )


def _bare(words: str) -> str:
    """The place or time in what people say: "It's 14:35 here", "I am in Kyiv", "Kyiv time"."""
    words = words.strip().rstrip(".!").replace("’", "'")
    begun = _BEFORE.match(words)
    rest = words[begun.end() :] if begun else words
    if zones.find(rest) is not None:
        return rest
    ended = [found for found in _AFTER.finditer(rest) if found.end() == len(rest)]
    return rest[: ended[0].start()] if ended else rest


def _meant(words: str, now: datetime) -> list[str]:
    """The zone that is meant, and others that may be. Raises Refused where it is none."""
    ways = (words, words.partition(",")[0], f"{words} time")  # "Eastern"
    if (name := next(filter(None, map(zones.find, ways)), None)) is not None:
        return [name]
    if (at := schedule.clock(words)) is not None:
        if found := zones.showing(at, now):
            return found
        raise Refused("clock.nobodys", at=f"{at:%H:%M}", now=f"{now:%H:%M}")
    if _CLOCK.fullmatch(words.strip()):
        raise Refused("clock.impossible", words=words[:_ECHOED])
    if (close := zones.closest(words)) is not None:
        raise Refused("clock.unknown_close", words=words[:_ECHOED], closest=close)
    raise Refused("clock.unknown", words=words[:_ECHOED])


def _shown(name: str, now: datetime) -> dict[str, str]:
    return {"zone": zones.shown(name), "now": zones.clock_in(name, now)}
