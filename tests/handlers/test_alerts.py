"""Alerts on the true way to Telegram: rung once, edited as the story grows, whatever happens between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import alerting
from newsroom.question import Asker
from storage.chat_values import ChatKind, Position
from tests.botapi import Fault
from tests.handlers.stage import Stage, now
from tests.newsroom.house import House
from tests.newsroom.test_alerts import AGAIN, BRIDGE, FERRY, decided, files

READER = Asker(chat_id=100, kind=ChatKind.PRIVATE, user_id=100)


@pytest.fixture
async def paper(quiet_stage: Stage) -> House:
    """A newsroom on the stage's archive; one reader wants alerts at any hour."""
    quiet_stage.person(100)
    house = House(storage=quiet_stage.storage, at=now() - timedelta(minutes=1))
    await house.ask('/follow "bridge", "ferries"', READER)
    await house.ask("/alerts on, no quiet hours", READER)
    house.at = now()
    return house


async def sent(stage: Stage) -> list[str]:
    """Delivers what waits; the messages of the reader's chat as they read then."""
    while await stage.delivery().deliver_due():
        pass
    return [message.text for message in stage.api.shown(100)]


async def test_rings_and_is_edited(quiet_stage: Stage, paper: House) -> None:
    """The story's second account changes the message that was sent for its first; nothing else is sent."""
    await files(paper, BRIDGE)
    [alert] = await sent(quiet_stage)
    assert alert.startswith("Old bridge of Lindow falls")
    assert alert.endswith("You follow “bridge”.")
    await files(paper, AGAIN, "Lindow Post")
    [edited] = await sent(quiet_stage)
    assert "New since you were told" in edited
    assert "fishermen" in edited
    assert len(quiet_stage.api.made("sendMessage", 100)) == 1
    assert len(quiet_stage.api.made("editMessageText", 100)) == 1


async def test_is_not_repeated_after_a_restart(quiet_stage: Stage, paper: House) -> None:
    """Senders and deciders that begin anew have nothing left to do."""
    await files(paper, BRIDGE)
    assert len(await sent(quiet_stage)) == 1
    await decided(House(storage=quiet_stage.storage, at=now()))
    assert len(await sent(quiet_stage)) == 1
    assert len(quiet_stage.api.made("sendMessage", 100)) == 1


async def test_deleted_message_stays_deleted(quiet_stage: Stage, paper: House) -> None:
    """Where the reader deleted the alert, the story's growth sends nothing, then or later."""
    await files(paper, BRIDGE)
    assert len(await sent(quiet_stage)) == 1
    fault = Fault(code=400, description="Bad Request: message to edit not found", method="editMessageText")
    quiet_stage.api.faults.append(fault)
    await files(paper, AGAIN, "Lindow Post")
    await sent(quiet_stage)
    assert len(quiet_stage.api.made("sendMessage", 100)) == 1
    assert await quiet_stage.states() == {"done": 2}
    async with quiet_stage.storage.read() as work:
        alert = await work.alerts.get(100, 1)
    assert alert is not None
    assert alert.message_id is None


async def test_growth_that_waits_is_told_in_one_edit(quiet_stage: Stage, paper: House) -> None:
    """New words for an alert take the place of those that were not sent yet."""
    await files(paper, BRIDGE)
    await sent(quiet_stage)
    await files(paper, AGAIN, "Lindow Post")
    async with quiet_stage.storage.write() as work:
        await work.alerts.advance(Position(article_id=1))
    await decided(paper)
    assert (await quiet_stage.states())["pending"] == 1


async def test_blocked_reader_is_stopped(quiet_stage: Stage, paper: House) -> None:
    """A reader who blocked the bot gets no further alert."""
    fault = Fault.blocked(100)
    fault.times = 1
    quiet_stage.api.faults.append(fault)
    await files(paper, BRIDGE)
    assert await sent(quiet_stage) == []
    await files(paper, FERRY)
    assert await sent(quiet_stage) == []
    assert await quiet_stage.states() == {"failed": 1}


@pytest.mark.parametrize("typed", ["/alerts off", "later"])
async def test_late_or_unwanted_is_not_sent(quiet_stage: Stage, paper: House, typed: str) -> None:
    """An alert that waited for half an hour, or is wanted no more, is left to the digest."""
    if typed == "later":
        paper.at -= alerting.LATE + timedelta(minutes=1)
        async with quiet_stage.storage.write() as work:
            plan = await work.alerts.plan(100)
            assert plan is not None
            await work.alerts.put(replace(plan, since=paper.at - timedelta(minutes=1)))
    await files(paper, BRIDGE)
    if typed != "later":
        await paper.ask(typed, READER)
    assert await sent(quiet_stage) == []
    assert await quiet_stage.states() == {"done": 1}


async def test_corrected_meanwhile_is_not_sent(quiet_stage: Stage, paper: House) -> None:
    """Of an article that an admin deleted before the alert was sent nothing is told."""
    await files(paper, BRIDGE)
    admin = Asker(chat_id=7, kind=ChatKind.PRIVATE, user_id=7, admin=True)
    deleted = await paper.press(await paper.ask("/delete 1", admin), "Yes, delete it", admin)
    assert not deleted.refused
    assert await sent(quiet_stage) == []


async def test_corrected_later_is_edited(quiet_stage: Stage, paper: House) -> None:
    """A sent alert becomes one line when its article is deleted, whatever its reader wants, and returns."""
    await files(paper, BRIDGE)
    [alert] = await sent(quiet_stage)
    await paper.ask("/alerts off", READER)
    admin = Asker(chat_id=7, kind=ChatKind.PRIVATE, user_id=7, admin=True)
    deleted = await paper.press(await paper.ask("/delete 1", admin), "Yes, delete it", admin)
    await decided(paper)
    assert await sent(quiet_stage) == ["The article that this alert told of was withdrawn by the editors."]
    await paper.press(deleted, "Take back", admin)
    await decided(paper)
    assert await sent(quiet_stage) == [alert]
    assert len(quiet_stage.api.made("sendMessage", 100)) == 1


async def test_supergroup_keeps_its_alerts(quiet_stage: Stage, paper: House) -> None:
    """A group that became a supergroup wants alerts as before, and is not alerted twice of a story."""
    await files(paper, BRIDGE)
    await sent(quiet_stage)
    async with quiet_stage.storage.write() as work:
        await work.chats.migrate(100, -1005)
        plan = await work.alerts.plan(-1005)
        assert await work.alerts.told(1, [-1005, 100]) == {-1005}
    assert plan is not None
    assert plan.since is not None
    await files(paper, AGAIN, "Lindow Post")
    assert (await quiet_stage.states()) == {"done": 1}
