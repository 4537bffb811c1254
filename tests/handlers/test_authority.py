"""Who may change in a group what is set for all of it."""

from __future__ import annotations

import pytest

from newsroom import intents as i
from newsroom import preferences as p
from tests.botapi import Fault
from tests.botapi.people import Person
from tests.handlers.stage import Stage

GROUP = -1005
MEMBER, CHIEF, OWNER, GONE = 100, 101, 102, 103
FOR_ALL = [
    "/unsubscribe",
    "/subscribe 08:00",
    "/forgetme",
    "/follow Rutte",
    "/mute NATO",
    "/unfollow Rutte",
    "/unmute NATO",
]
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def member(stage: Stage, user_id: int) -> Person:
    """Somebody in the group, which Telegram knows them to be."""
    person = stage.person(user_id, group=GROUP)
    stage.api.methods.members |= {
        (GROUP, MEMBER): "member",
        (GROUP, CHIEF): "administrator",
        (GROUP, OWNER): "creator",
    }
    return person


@pytest.mark.parametrize("words", FOR_ALL)
@pytest.mark.parametrize("user_id", [MEMBER, GONE])
async def test_members_change_nothing_for_all(stage: Stage, user_id: int, words: str) -> None:
    """A member of a group, or somebody who left it, is told that its admins do that; nothing is asked."""
    person = member(stage, user_id)
    await person.says(words)
    (seen,) = await person.hears()
    assert "Only this group's admins" in seen.text
    assert stage.desk.asked == []


@pytest.mark.parametrize("words", FOR_ALL)
@pytest.mark.parametrize("user_id", [CHIEF, OWNER])
async def test_admins_do(stage: Stage, user_id: int, words: str) -> None:
    """The group's owner and admins do."""
    person = member(stage, user_id)
    await person.says(words)
    assert [m.text for m in await person.hears()] == ["Heard."]


async def test_anonymous_admins_do(stage: Stage) -> None:
    """Only admins can write in the group's name, by a bot of Telegram's (Bot API, Message.sender_chat)."""
    person = member(stage, MEMBER)
    group = {"id": GROUP, "type": "supergroup", "title": "A group"}
    await person.says("/unsubscribe", **{"from": ANONYMOUS, "sender_chat": group})
    assert [m.text for m in await person.hears()] == ["Heard."]


async def test_everybody_asks(stage: Stage) -> None:
    """Questions are anybody's, and cost no look at who asks."""
    person = member(stage, MEMBER)
    await person.says("/latest")
    await person.says("/settings")
    assert [m.text for m in await person.hears(2)] == ["Heard."] * 2
    assert stage.api.made("getChatMember") == []


async def test_private_chats_are_their_own(stage: Stage) -> None:
    """In a private chat everybody decides for themselves."""
    person = stage.person(MEMBER)
    await person.says("/forgetme")
    assert [m.text for m in await person.hears()] == ["Heard."]


async def test_buttons_too(stage: Stage) -> None:
    """A member's press of a button that changes something for all is a line over the chat."""
    person = member(stage, MEMBER)
    message = {"chat": person.chat, "message_id": 5, "date": 0}
    await person.calls_back(message, "follow:topic:gaza")
    await stage.api.until(lambda: stage.api.methods.toasts)
    assert "Only this group's admins" in stage.api.methods.toasts[0]
    assert stage.desk.asked == []
    chief = member(stage, CHIEF)
    await chief.calls_back(message, "follow:topic:gaza")
    await stage.api.until(lambda: stage.desk.asked)
    assert stage.desk.asked[0].intent == p.Follow(kind="topic", key="gaza")


async def test_who_is_admin_is_not_guessed(stage: Stage) -> None:
    """While Telegram cannot say who is an admin, nothing is changed."""
    stage.api.faults.append(Fault(method="getChatMember", code=502, times=10**6))
    person = member(stage, CHIEF)
    await person.says("/forgetme")
    await stage.api.until(lambda: stage.api.made("getChatMember"))
    await person.says("/latest")
    await person.hears()
    assert [q.intent for q in stage.desk.asked] == [i.Latest()]
