"""Broadcasts on the true way to Telegram: shown, confirmed, sent to every chat once, stopped, counted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from handlers.broadcasting import Progressing
from handlers.pace import Pace
from newsroom.broadcasts import LONGEST, PREVIEWED, Broadcasts
from newsroom.errands import Broadcast, SendBroadcast, StopBroadcast
from newsroom.question import Asker
from storage.chat_values import ChatKind
from storage.database import Storage
from tests.botapi import Fault
from tests.botapi.methods import Shown
from tests.botapi.people import Person
from tests.handlers.stage import ADMIN, Stage, now, opened, playing, settled
from tests.newsroom.house import House

MARK = "From the operators of this bot, not from a news report:\n\n"
READERS = (-1005, 100, 101, 102)


@dataclass(kw_only=True)
class Station:
    """A stage on which the newsroom answers, and what an operator does there."""

    stage: Stage
    house: House
    broadcasts: Broadcasts = field(init=False)
    progress: Progressing = field(init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """What a process remembers is forgotten."""
        self.broadcasts = Broadcasts(storage=self.stage.storage, clock=self.house.now)
        self.progress = Progressing(broadcasts=self.broadcasts, speaker=self.stage.speaker)

    async def asks(self, words: str, admin: Person | None = None, **more: object) -> Shown:
        """An admin asks for a broadcast; the message with the buttons."""
        admin = admin or self.stage.admin
        before = len(admin.sees)
        await admin.says(words, **more)
        await settled(self.stage)
        assert len(admin.sees) > before
        return admin.sees[-1]

    async def press(self, message: Shown, label: str, by: Person | None = None) -> str:
        """Presses a button, what the message says then."""
        await (by or self.stage.admin).presses(message, label)
        await settled(self.stage)
        return message.text

    async def writes(self) -> None:
        """Writes all parcels, or takes out those of what is stopped, and ends what is over."""
        while await self.broadcasts.go_on():
            pass

    async def sends(self, times: int = 1000) -> None:
        """Delivers what is due, that many times at most."""
        sender = self.stage.delivery()
        for _ in range(times):
            if not await sender.deliver_due():
                break

    async def all_of_it(self) -> None:
        """Until it is over, and the admin was told."""
        for _ in range(2):
            await self.writes()
            await self.sends()

    async def shows(self) -> None:
        """Edits what shows the progress."""
        await self.progress.show()

    def seen(self, *chat_ids: int) -> list[list[str]]:
        """What each chat has been sent."""
        return [[shown.text for shown in self.stage.api.shown(chat_id)] for chat_id in chat_ids]


@pytest.fixture
async def station(storage: Storage) -> AsyncIterator[Station]:
    """Four readers are known, one of them a group, and the admin is not."""
    house = House(storage=storage, at=now())
    async with opened(storage, front=house.desk) as on, playing(on):
        async with storage.write() as work:
            for chat_id in READERS:
                on.person(100 if chat_id < 0 else chat_id, group=chat_id if chat_id < 0 else None)
                await work.chats.touch(chat_id, ChatKind.PRIVATE if chat_id > 0 else ChatKind.SUPERGROUP)
        yield Station(stage=on, house=house)


async def test_shown_confirmed_sent_and_counted(station: Station) -> None:
    """An admin sees the message as readers get it, confirms, sees it go out, and is told when it is over."""
    asked = await station.asks("/broadcast We are away on <Sunday>.")
    shown = station.stage.admin.sees[-2]
    assert shown.text == f"{MARK}We are away on <Sunday>."
    assert shown.keyboard == []
    assert asked.text.startswith("The message above goes to 4 chats, just as you see it.")
    assert list(asked.buttons) == ["Send", "Cancel"]
    await station.all_of_it()
    assert station.seen(*READERS) == [[]] * 4
    assert await station.press(asked, "Send") == "Sending: 0 of 4 chats have it."
    assert list(asked.buttons) == ["Stop"]
    await station.writes()
    await station.sends(1)
    await station.writes()
    await station.shows()
    assert asked.text in {"Sending: 4 of 4 chats have it.", "Sent: 4 of 4 chats have it."}
    await station.all_of_it()
    await station.shows()
    assert station.seen(*READERS) == [[shown.text]] * 4
    assert asked.text == "Sent: 4 of 4 chats have it."
    assert asked.keyboard == []
    assert station.stage.admin.sees[-1].text == "The broadcast is over\n\nSent: 4 of 4 chats have it."
    edits = len(station.stage.api.made("editMessageText"))
    await station.all_of_it()
    await station.shows()
    assert len(station.stage.api.made("editMessageText")) == edits
    assert station.seen(*READERS) == [[shown.text]] * 4
    assert await station.stage.states() == {"done": 5}


async def test_looks_are_kept(station: Station) -> None:
    """Bold, italic and links of the admin's message stay; what is inside another, and code, is left plain."""
    text = "/broadcast 😀 Bold, a link, code and more"
    at = {word: len(text[: text.index(word)].encode("utf-16-le")) // 2 for word in ("Bold", "a link", "code")}
    looks = [
        {"type": "bot_command", "offset": 0, "length": 10},
        {"type": "bold", "offset": at["Bold"], "length": 4},
        {"type": "italic", "offset": at["Bold"] + 1, "length": 2},
        {"type": "text_link", "offset": at["a link"], "length": 6, "url": "https://example.org/?a&b"},
        {"type": "underline", "offset": at["a link"], "length": 6},
        {"type": "code", "offset": at["code"], "length": 4},
    ]
    admin = station.stage.admin
    await admin.sends(text=text, entities=looks)
    await settled(station.stage)
    shown = admin.sees[-2]
    units = shown.text.encode("utf-16-le")
    found = {
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"), e["url"])
        for e in shown.entities
    }
    assert shown.text == f"{MARK}😀 Bold, a link, code and more"
    link = "https://example.org/?a&b"
    bold = {("b", MARK.strip(), None), ("b", "Bold", None)}
    assert found == {*bold, ("a", "a link", link), ("u", "a link", None)}
    await station.press(admin.sees[-1], "Send")
    await station.all_of_it()
    [got] = station.stage.api.shown(100)
    assert (got.text, got.entities) == (shown.text, shown.entities)


async def test_a_reply_takes_the_message_it_replies_to(station: Station) -> None:
    """What is replied to is broadcast, or the quoted part of it; words after the command come first."""
    admin = station.stage.admin
    before = {"message_id": 5, "date": 1, "chat": admin.chat, "from": admin.user, "text": "All of it."}
    await station.asks("/broadcast", reply_to_message=before)
    assert admin.sees[-2].text == f"{MARK}All of it."
    quote = {"text": "of it", "position": 4, "is_manual": True}
    await station.asks("/broadcast", reply_to_message=before, quote=quote)
    assert admin.sees[-2].text == f"{MARK}of it"
    await station.asks("/broadcast@sitrep_bot Other words", reply_to_message=before)
    assert admin.sees[-2].text == f"{MARK}Other words"


USAGE = "/broadcast needs something after it.\n\n/broadcast — a message of yours to all readers"
PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "/broadcast"}, USAGE),
        ({"text": "/broadcast   \n "}, USAGE),
        ({"text": "/broadcast " + "x" * (LONGEST + 1)}, "That is 1 character too long."),
        ({"text": "/broadcast " + "😀" * 2001}, "That is 2 characters too long."),
        ({"caption": "/broadcast Look", "photo": PHOTO}, "Only text can be broadcast"),
        ({"text": "/broadcast", "reply_to_message": {"photo": PHOTO}}, "Only text can be broadcast"),
        ({"text": "/broadcast", "reply_to_message": {"photo": PHOTO, "caption": "a"}}, "Only text"),
    ],
)
async def test_what_cannot_be_broadcast_is_told(
    station: Station, fields: dict[str, object], said: str
) -> None:
    """Nothing, too much, more than text: a sentence says what is wrong, and there is no button."""
    admin = station.stage.admin
    if isinstance(before := fields.get("reply_to_message"), dict):
        fields["reply_to_message"] = {
            "message_id": 5,
            "date": 1,
            "chat": admin.chat,
            "from": admin.user,
            **before,
        }
    await admin.sends(**fields)
    await settled(station.stage)
    assert [m.text[: len(said)] for m in admin.sees] == [said]
    assert admin.sees[0].keyboard == []


async def test_the_longest_is_one_message(station: Station) -> None:
    """A text of the greatest length, with looks beyond what Telegram takes, goes out as one plain message."""
    words = ("<b>" * LONGEST)[:LONGEST]
    looks = [{"type": "bold", "offset": 11 + 20 * n, "length": 3} for n in range(120)]
    await station.stage.admin.sends(text=f"/broadcast {words}", entities=looks)
    await settled(station.stage)
    shown = station.stage.admin.sees[-2]
    assert shown.text == MARK + words
    assert len(shown.entities) == 1


async def test_strangers_and_groups_cannot_ask(station: Station) -> None:
    """Who is no admin is told so; an admin in a group is sent to the private chat; nothing is kept."""
    stranger = station.stage.person(100)
    asked = await station.asks("/broadcast Free money", stranger)
    assert asked.text == "Only admins can do that."
    await stranger.calls_back(station.stage.api.methods.as_message(asked), "bsend:1")
    await settled(station.stage)
    assert stranger.sees[-1].text == "Only admins can do that."
    group = station.stage.person(ADMIN, group=-1005)
    asked = await station.asks("/broadcast Hello", group)
    assert asked.text == "A broadcast is written in a private chat with me in Telegram."
    async with station.stage.storage.read() as work:
        assert await work.broadcasts.get(1) is None


async def test_a_second_tap_and_old_buttons_say_what_happened(station: Station) -> None:
    """A preview is confirmed once: what is pressed again, or late, tells what came of it, sends nothing."""
    admin = station.stage.admin
    first = await station.asks("/broadcast First")
    second = await station.asks("/broadcast Second")
    assert await station.press(first, "Send") == "Nothing of this was sent: a newer preview took its place."
    data = second.buttons
    assert await station.press(second, "Cancel") == "Cancelled. Nothing was sent."
    await admin.calls_back(station.stage.api.methods.as_message(second), data["Send"])
    await settled(station.stage)
    assert admin.sees[-1].text == "Cancelled. Nothing was sent."
    late = await station.asks("/broadcast Late")
    station.house.at += PREVIEWED + timedelta(seconds=1)
    assert (await station.press(late, "Send")).startswith("Nothing was sent: this preview is too old.")


async def test_buttons_of_what_was_sent_send_nothing_again(station: Station) -> None:
    """Send pressed twice, and Cancel after it, change nothing; nor do they once it is forgotten."""
    admin = station.stage.admin
    third = await station.asks("/broadcast Third")
    data = third.buttons
    await station.press(third, "Send")
    await admin.calls_back(station.stage.api.methods.as_message(third), data["Send"])
    await admin.calls_back(station.stage.api.methods.as_message(third), data["Cancel"])
    await station.all_of_it()
    await settled(station.stage)
    assert station.seen(*READERS) == [[f"{MARK}Third"]] * 4
    station.house.at += timedelta(days=31)
    await station.broadcasts.expire()
    await admin.calls_back(station.stage.api.methods.as_message(third), data["Send"])
    await settled(station.stage)
    assert admin.sees[-1].text == "That broadcast is no longer on record."


async def test_an_edited_request_is_another_preview(station: Station) -> None:
    """Who edits what they asked for sees the new words, and can send those alone."""
    admin = station.stage.admin
    asked_by = await admin.says("/broadcast\nFrist words")
    await settled(station.stage)
    words, asked = admin.sees
    before = asked.buttons["Send"]
    assert words.text == f"{MARK}Frist words"
    await admin.edits(asked_by, "/broadcast\nFirst words")
    await settled(station.stage)
    assert words.text == f"{MARK}First words"
    assert admin.sees == [words, asked]
    assert asked.buttons["Send"] != before
    await station.press(asked, "Send")
    await station.all_of_it()
    assert station.seen(*READERS) == [[f"{MARK}First words"]] * 4


async def test_an_admin_who_has_themselves_forgotten_stops_nothing(station: Station) -> None:
    """What they confirmed goes on; nobody is told of it, and Stop would still end it."""
    asked = await station.asks("/broadcast Hello")
    stop = await station.press(asked, "Send") and asked.buttons["Stop"]
    await station.writes()
    await station.sends(1)
    async with station.stage.storage.write() as work:
        await work.chats.forget(ADMIN)
    await station.all_of_it()
    await station.shows()
    assert station.seen(*READERS) == [[f"{MARK}Hello"]] * 4
    assert await station.stage.states() == {"done": 4}
    await station.stage.admin.calls_back(station.stage.api.methods.as_message(asked), stop)
    await settled(station.stage)
    assert asked.text == "Sent: 4 of 4 chats have it."


async def test_another_admins_preview_cannot_be_sent(station: Station) -> None:
    """Only who asked can confirm or cancel."""
    asked = await station.asks("/broadcast Mine")
    async with station.stage.storage.write() as work:
        await work.broadcasts.ask(8, "another's", 4, station.house.now())
    for data in ("bsend:2", "bcancel:2", "bstop:2"):
        await station.stage.admin.calls_back(station.stage.api.methods.as_message(asked), data)
        await settled(station.stage)
    said = [shown.text for shown in station.stage.admin.sees[-3:]]
    assert said[:2] == ["Only the admin who asked for this broadcast can send or cancel it."] * 2
    assert said[2] == "That broadcast is no longer on record."
    async with station.stage.storage.read() as work:
        assert await work.broadcasts.running() == []


async def test_one_at_a_time(station: Station) -> None:
    """While one is being sent a second is refused, keeps its buttons, and can be sent after."""
    first = await station.asks("/broadcast First")
    await station.press(first, "Send")
    await station.writes()
    second = await station.asks("/broadcast Second")
    assert (await station.press(second, "Send")).startswith("The message above goes to")
    assert list(second.buttons) == ["Send", "Cancel"]
    assert station.stage.api.methods.toasts[-1].startswith("Another broadcast is being sent (0 of 4).")
    running = await station.asks("/broadcast")
    assert (running.text, list(running.buttons)) == ("Sending: 0 of 4 chats have it.", ["Stop"])
    await station.all_of_it()
    await station.press(second, "Send")
    await station.all_of_it()
    assert station.seen(*READERS) == [[f"{MARK}First", f"{MARK}Second"]] * 4


async def test_stop_leaves_the_rest_unsent(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    """After Stop nobody else gets it, whether their parcels were written or not, and that is told."""
    monkeypatch.setattr("newsroom.broadcasts._BATCH", 2)
    monkeypatch.setattr("handlers.delivery._AT_ONCE", 1)
    asked = await station.asks("/broadcast Wrong words")
    await station.press(asked, "Send")
    assert await station.broadcasts.go_on()
    await station.sends(1)
    said = await station.press(asked, "Stop")
    assert said.startswith("Stopping: 1 of 4 chats have it.")
    assert asked.keyboard == []
    await station.all_of_it()
    await station.shows()
    assert station.seen(*READERS) == [[f"{MARK}Wrong words"], [], [], []]
    assert asked.text == "Stopped: 1 of 4 chats have it, the others do not get it."
    summary = station.stage.admin.sees[-1].text
    assert summary == (
        "The broadcast was stopped\n\nStopped: 1 of 4 chats have it, the others do not get it."
    )
    assert await station.stage.states() == {"done": 2}


async def test_stop_calls_back_what_waits_for_its_turn(storage: Storage) -> None:
    """Of what a sender has in hands already, nothing more goes out than is on the line."""
    clock = [0.0]
    pace = Pace(overall=1, chat=0, group=0, clock=lambda: clock[0])
    admin = Asker(chat_id=ADMIN, kind=ChatKind.PRIVATE, user_id=ADMIN, admin=True)
    async with opened(storage, pace=pace) as stage:
        for chat_id in range(100, 105):
            await stage.known(chat_id)
        broadcasts, sender = Broadcasts(storage=storage, clock=now), stage.delivery()
        await broadcasts.answer(Broadcast(text="Wrong words"), admin, None)
        await broadcasts.answer(SendBroadcast(number=1), admin, 5)
        while await broadcasts.go_on():
            pass
        async with asyncio.TaskGroup() as group:
            sending = group.create_task(sender.deliver_due())
            clock[0] = 100.0
            await stage.api.until(lambda: stage.api.made("sendMessage"))
            await sender.let_go()
            assert not sending.done()
            await broadcasts.answer(StopBroadcast(number=1), admin, 5)
            while not sending.done():
                await sender.let_go()
                await asyncio.sleep(0.01)
        while await broadcasts.go_on():
            pass
        assert len(stage.api.made("sendMessage")) == 1
        assert await stage.states() == {"done": 1, "pending": 1}


async def test_chats_that_block_are_counted_once(station: Station) -> None:
    """Stopped chats are told apart before and get nothing; failures are told by reason in the summary."""
    async with station.stage.storage.write() as work:
        await work.chats.stop(102, "deactivated")
    station.stage.api.faults.append(Fault.blocked(100))
    refused = Fault(code=400, description="Bad Request: no such luck", chat_id=101, times=9)
    station.stage.api.faults.append(refused)
    asked = await station.asks("/broadcast Hello")
    assert "goes to 3 chats" in asked.text
    assert "Not counted, since nothing can be sent to them:\n\n• 1 account was deleted" in asked.text
    await station.press(asked, "Send")
    await station.writes()
    for _ in range(3):
        await station.sends()
        async with station.stage.storage.write() as work:
            await work.outbox._run(sql("UPDATE outbox SET not_before = '2020-01-01'"))
    await station.writes()
    await station.shows()
    await station.sends()
    assert station.seen(*READERS) == [[f"{MARK}Hello"], [], [], []]
    summary = station.stage.admin.sees[-1].text
    assert summary.startswith("The broadcast is over\n\nSent: 1 of 3 chats have it.")
    assert "• 1 chat blocked the bot; it gets nothing until it writes again" in summary
    assert "• 1 message was refused: No such luck" in summary
    async with station.stage.storage.write() as work:
        assert await work.outbox.noted() == {}


async def test_who_is_gone_meanwhile_does_not_hold_it_up(station: Station) -> None:
    """A chat that blocks before its turn has failed, one that was forgotten is told; the rest is sent."""
    asked = await station.asks("/broadcast Hello")
    await station.press(asked, "Send")
    await station.writes()
    async with station.stage.storage.write() as work:
        await work.chats.stop(100, "blocked")
        await work.chats.forget(101)
    await station.all_of_it()
    assert station.seen(*READERS) == [[f"{MARK}Hello"], [], [], [f"{MARK}Hello"]]
    summary = station.stage.admin.sees[-1].text
    assert "Sent: 2 of 4 chats have it." in summary
    assert "1 chat blocked the bot" in summary
    assert "1 chat had itself forgotten meanwhile" in summary


async def test_a_group_that_moves_meanwhile_gets_it_once(station: Station) -> None:
    """Where Telegram says at the sending that a group has a new number, the message goes there."""
    asked = await station.asks("/broadcast Hello")
    await station.press(asked, "Send")
    await station.writes()
    station.stage.person(100, group=-1006)
    station.stage.api.faults.append(Fault.migrated(-1005, -1006))
    await station.all_of_it()
    assert station.seen(-1005, -1006, 100) == [[], [f"{MARK}Hello"], [f"{MARK}Hello"]]
    assert station.stage.admin.sees[-1].text == "The broadcast is over\n\nSent: 4 of 4 chats have it."


async def test_a_restart_goes_on(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    """What begins anew in the middle writes and sends the rest, each chat's once, and shows it in place."""
    monkeypatch.setattr("newsroom.broadcasts._BATCH", 1)
    asked = await station.asks("/broadcast Hello")
    await station.press(asked, "Send")
    while True:
        station.begin()
        if not await station.broadcasts.go_on():
            break
        await station.sends()
    await station.all_of_it()
    await station.shows()
    assert station.seen(*READERS) == [[f"{MARK}Hello"]] * 4
    assert asked.text == "Sent: 4 of 4 chats have it."


async def test_a_crash_while_writing_loses_and_doubles_none(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch whose transaction breaks after its parcels were written is written again, as a whole."""
    monkeypatch.setattr("newsroom.broadcasts._BATCH", 3)
    asked = await station.asks("/broadcast Hello")
    await station.press(asked, "Send")
    assert await station.broadcasts.go_on()

    async def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("storage.broadcasts.Broadcasts.advance", crash)
        with pytest.raises(KeyboardInterrupt):
            await station.broadcasts.go_on()
    await station.all_of_it()
    assert station.seen(*READERS) == [[f"{MARK}Hello"]] * 4


async def test_progress_is_edited_when_it_has_changed(station: Station) -> None:
    """What says the same stays as it is; an edit that Telegram could not make is made at the next look."""
    asked = await station.asks("/broadcast Hello")
    await station.press(asked, "Send")
    await station.writes()
    await station.shows()
    edits = len(station.stage.api.made("editMessageText"))
    await station.shows()
    assert len(station.stage.api.made("editMessageText")) == edits
    await station.sends(1)
    station.stage.api.faults.append(Fault(method="editMessageText"))
    await station.shows()
    assert asked.text == "Sending: 0 of 4 chats have it."
    await station.shows()
    assert asked.text == "Sending: 4 of 4 chats have it."


async def test_a_chat_that_cannot_be_reached_yet_is_told(station: Station) -> None:
    """Where the rest was tried and waits to be tried again, it says how many that are, and why."""
    asked = await station.asks("/broadcast Hello")
    await station.press(asked, "Send")
    await station.writes()
    stuck = Fault(chat_id=READERS[0], times=10**6)
    station.stage.api.faults.append(stuck)
    await station.sends(3)
    await station.writes()
    await station.shows()
    assert asked.text == (
        "Sending: 3 of 4 chats have it.\n\n"
        "All but 1: it is tried again and again. What came of the last try: NetworkError."
    )
    assert list(asked.buttons) == ["Stop"]


async def test_a_progress_message_that_is_gone_is_let_go(station: Station) -> None:
    """Where the admin deleted the message, it is edited no more; the summary comes all the same."""
    asked = await station.asks("/broadcast Hello")
    await station.press(asked, "Send")
    del station.stage.api.methods.messages[ADMIN, asked.message_id]
    await station.writes()
    await station.sends()
    await station.shows()
    async with station.stage.storage.read() as work:
        assert await work.broadcasts.shown() == []
    await station.all_of_it()
    assert station.stage.admin.sees[-1].text.startswith("The broadcast is over")


async def test_markup_that_telegram_refuses_goes_out_plain(station: Station) -> None:
    """Where Telegram cannot read the markup, the words arrive without."""
    asked = await station.asks("/broadcast Hello")
    await station.press(asked, "Send")
    await station.writes()
    for chat_id in READERS:
        words = "Bad Request: can't parse entities: Unsupported start tag"
        station.stage.api.faults.append(Fault(code=400, description=words, chat_id=chat_id))
    await station.all_of_it()
    assert station.seen(*READERS) == [[f"{MARK}Hello"]] * 4
    assert not any(station.stage.api.shown(chat_id)[0].html for chat_id in READERS)
