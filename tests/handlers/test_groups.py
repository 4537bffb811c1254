"""Groups, forums and who writes in them under another name, through the real application."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom import intents as i
from newsroom.answer import Action, Answer, Text
from newsroom.deeplinks import linked
from storage.database import Storage
from tests.botapi import Fault
from tests.botapi.checks import units
from tests.handlers.answers import answer, heading, notice, quote
from tests.handlers.stage import ADMIN, Stage, opened, playing, settled

GROUP, FORUM, TOPIC = -1005, -1006, 33
ARTICLE = "The minister left the capital on Monday. He returned two days later, officials said. " * 5
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
_TOPIC_MADE = {"name": "A topic", "icon_color": 1}
LONG = Answer(blocks=(heading("Latest"), *(quote(f"Sentence {n}. " + "word " * 100) for n in range(9))))


def named(offset: int, length: int, user: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """A mention as Telegram marks it; of a user without a name it carries the user."""
    kind = {"type": "text_mention", "user": user} if user else {"type": "mention"}
    return [{**kind, "offset": offset, "length": length}]


async def test_mentions_of_every_kind_are_heard(stage: Stage) -> None:
    """The bot's name anywhere in a text or caption, or a mention without its name, asks the rest."""
    me = stage.api.methods.me
    member = stage.person(100, group=GROUP)
    await member.says("😀 @SITREP_BOT, who is Rutte?")
    await member.sends(text="Sitrep: who is Kim?", entities=named(0, 6, me))
    await member.sends(photo=[], caption="@sitrep_bot who is Yoon?", caption_entities=named(0, 11))
    await member.says("@sitrep_bot /latest")
    await member.says("@sitrep_bot")
    await member.hears(5)
    assert [q.intent for q in stage.desk.asked] == [
        i.About(name="Rutte", text="😀  who is Rutte?", person=True),
        i.About(name="Kim", text="who is Kim?", person=True),
        i.About(name="Yoon", text="who is Yoon?", person=True),
        i.Latest(),
        i.Ask(text=""),
    ]


async def test_replies_to_the_bot_are_heard(stage: Stage) -> None:
    """A reply to the bot asks, unless it begins with somebody else's name or says nothing."""
    me = stage.api.methods.me
    under = {"reply_to_message": {"message_id": 3, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}}}
    ours = {"reply_to_message": {**under["reply_to_message"], "from": me}}
    member = stage.person(100, group=GROUP)
    await member.says("@alice look at this", **ours)
    await member.sends(text="Alice look", entities=named(0, 5, {**me, "id": 55, "is_bot": False}), **ours)
    await member.sends(sticker=_sticker(), **ours)
    await member.says("who is Rutte?", **under)
    await member.says("alert me about Rutte", **under)
    await member.says("who is Kim?", **ours)
    await member.hears()
    await settled(stage)
    assert [q.intent for q in stage.desk.asked] == [i.About(name="Kim", text="who is Kim?", person=True)]
    assert len(member.sees) == 1


async def test_mention_under_a_question_asks_it(stage: Stage) -> None:
    """The bare name, or /ask, under somebody's message asks what that says, or what is quoted of it."""
    member = stage.person(100, group=GROUP)
    theirs = {"message_id": 3, "date": 1, "chat": member.chat, "from": {**member.user, "id": 101}}

    def under(text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # fields of a message
        return {"reply_to_message": {**theirs, "text": text}, **more}

    await member.says("@sitrep_bot", **under("Who is Rutte?"))
    await member.says("/ask", **under("How many troops?"))
    await member.says("@sitrep_bot?", **under("/forgetme"))
    quoted = {"text": "He left.", "position": 0, "is_manual": True}
    await member.says("@sitrep_bot", **under("He left. It rained.", quote=quoted))
    await member.says("@sitrep_bot", reply_to_message={**theirs, "forum_topic_created": _TOPIC_MADE})
    await member.says("@sitrep_bot", reply_to_message={**theirs, "from": stage.api.methods.me, "text": "A."})
    await member.hears(6)
    assert [q.intent for q in stage.desk.asked] == [
        i.About(name="Rutte", text="Who is Rutte?", person=True),
        i.Ask(text="How many troops?"),
        i.Ask(text="/forgetme"),
        i.Ask(text="He left."),
        i.Ask(text=""),
        i.Ask(text=""),
    ]


@pytest.mark.parametrize("reads_all", [True, False])
async def test_first_words_in_a_group_say_how_to_ask(archive: Storage, *, reads_all: bool) -> None:
    """/start and /help say in a group how to ask there, and what else of it reaches the bot."""
    async with opened(archive, can_read_all_group_messages=reads_all) as stage, playing(stage):
        member = stage.person(100, group=GROUP)
        await member.says("/help")
        await member.says("/start@sitrep_bot")
        for seen in await member.hears(2):
            assert "@sitrep_bot How many troops?" in seen.text
            assert "@sitrep_bot alone, in reply" in seen.text
            assert ("privacy mode" in seen.text) is not reads_all
        reader = stage.person(101)
        await reader.says("/help")
        (seen,) = await reader.hears()
        assert "group" not in seen.text
        assert "In any other chat, write @sitrep_bot" in seen.text


async def test_privacy_mode_is_enough(archive: Storage) -> None:
    """With privacy mode on, as by default, commands, mentions and replies are answered all the same."""
    async with opened(archive, can_read_all_group_messages=False) as stage, playing(stage):
        member = stage.person(100, group=GROUP)
        ours = {"message_id": 3, "date": 1, "chat": member.chat, "from": stage.api.methods.me}
        await member.says("who is Rutte?")
        await member.says("/latest")
        await member.says("@sitrep_bot who is Kim?")
        await member.says("who is Yoon?", reply_to_message=ours)
        await member.hears(3)
        await settled(stage)
        assert len(stage.desk.asked) == 3


async def test_anonymous_admins_and_channels_are_told_apart(stage: Stage) -> None:
    """Who writes in a chat's name is that chat; other bots and the linked channel's posts get no answer."""
    member = stage.person(100, group=GROUP)
    channel = {"id": -1009, "type": "channel", "title": "C"}
    await member.sends(text="/latest", **{"from": ANONYMOUS, "sender_chat": member.chat})
    await member.sends(text="/stats", **{"from": CHANNEL_BOT, "sender_chat": channel})
    await member.sends(text="/latest", **{"from": {**ANONYMOUS, "id": 555, "username": "other_bot"}})
    await member.sends(
        text="/latest",
        is_automatic_forward=True,
        sender_chat=channel,
        forward_origin={"type": "channel", "date": 1, "chat": channel, "message_id": 4},
        **{"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
    )
    await member.hears(2)
    await settled(stage)
    askers = [q.asker for q in stage.desk.asked]
    assert [(a.chat_id, a.user_id, a.admin) for a in askers] == [(GROUP, GROUP, False), (GROUP, -1009, False)]


async def test_answer_stays_in_its_topic(stage: Stage) -> None:
    """In a forum, answers, what buttons bring, and errors go to the topic of the question."""
    more = Action.of(Text.of("button.this", words="Rutte"), i.ShowPerson(person_id=1))
    stage.desk.script[i.Latest()] = Answer(blocks=(notice("Latest"),), actions=(more,))
    stage.desk.script[i.Ask(text="bug")] = RuntimeError()
    member = stage.person(100, group=FORUM, topic=TOPIC)
    await member.says("/latest")
    (shown,) = await member.hears()
    await member.presses(shown, "Rutte")
    await member.hears(2)
    await member.says("@sitrep_bot bug")
    await member.hears(3)
    general = stage.person(100, group=FORUM)
    await general.says("/latest")
    assert [m.thread for m in await general.hears(4)] == [TOPIC, TOPIC, TOPIC, None]


async def test_thread_of_replies_is_no_topic(stage: Stage) -> None:
    """In a group without topics a reply also has a thread number, which cannot be sent to."""
    member = stage.person(100, group=GROUP)
    await member.says("/latest", message_thread_id=12)
    (seen,) = await member.hears()
    assert seen.thread is None


async def test_receipt_stays_in_its_topic(stage: Stage) -> None:
    """What an admin adds in a topic is acknowledged and receipted there, the rest of the receipt too."""
    admin = stage.person(ADMIN, group=FORUM, topic=TOPIC)
    added = await admin.says(f"/add {ARTICLE}")
    (ack,) = await admin.hears()
    assert (ack.thread, ack.reply_to) == (TOPIC, added)
    receipt = Answer(blocks=(notice("Stored. " * 300), notice("Summary. " * 300)))
    await stage.post(FORUM, receipt, receipt_of=1)
    await stage.delivery().deliver_due()
    assert [(m.text[:7], m.thread) for m in admin.sees] == [("Stored.", TOPIC), ("Summary", TOPIC)]
    del stage.api.methods.messages[FORUM, ack.message_id]
    await stage.post(FORUM, answer(notice("Again.")), receipt_of=1)
    await stage.delivery().deliver_due()
    assert [m.thread for m in admin.sees] == [TOPIC, TOPIC]


async def test_long_answer_is_short_in_a_group(stage: Stage) -> None:
    """In a group one message is enough: it ends with a block, and a button opens the rest in private."""
    stage.desk.script[i.Ask(text="who?")] = LONG
    member, reader = stage.person(100, group=GROUP), stage.person(100)
    await member.says("@sitrep_bot who?")
    (seen,) = await member.hears()
    assert units(seen.text) <= 2048
    assert seen.text.endswith("link")
    payload = seen.opens["Open in private"].removeprefix("https://t.me/sitrep_bot?start=")
    assert linked(payload) == i.Ask(text="who?")
    await reader.says("who?")
    whole = await reader.hears(2)
    assert "Sentence 8." in "".join(m.text for m in whole)


async def test_long_answer_no_link_can_carry_is_whole(stage: Stage) -> None:
    """A question too long for a deep link is answered in full, in a group as well."""
    question = "who " * 20 + "?"
    stage.desk.script[i.Ask(text=question)] = LONG
    member = stage.person(100, group=GROUP)
    await member.says(f"@sitrep_bot {question}")
    assert "Sentence 8." in "".join(m.text for m in await member.hears(2))


@pytest.mark.parametrize(
    ("says", "intent"),
    [
        ("@sitrep_bot who is Rutte?", i.About(name="Rutte", text="who is Rutte?", person=True)),
        ("/quotes Rutte about Russia", i.Quotes(words="Rutte about Russia")),
        ("/timeline Putin", i.Timeline(words="Putin")),
        ("/search from:herald troops", i.Search(text="from:herald troops")),
    ],
)
async def test_what_is_typed_is_short_in_a_group(stage: Stage, says: str, intent: i.Intent) -> None:
    """Whatever is asked for in words is one message in a group, whose link opens the same in private."""
    stage.desk.script[intent] = LONG
    member = stage.person(100, group=GROUP)
    await member.says(says)
    (seen,) = await member.hears()
    await settled(stage)
    assert len(member.sees) == 1
    assert linked(seen.opens["Open in private"].partition("?start=")[2]) == intent


async def test_pages_are_short_in_a_group_too(stage: Stage) -> None:
    """A page that a button brings to a group is one message there, in the place of the page before."""
    more = Action.of(Text.of("button.more"), i.Latest(page=1))
    stage.desk.script[i.Latest()] = Answer(blocks=(notice("Page one"),), actions=(more,))
    stage.desk.script[i.Latest(page=1)] = LONG
    member = stage.person(100, group=GROUP)
    await member.says("/latest")
    (shown,) = await member.hears()
    await member.presses(shown, "More")
    await stage.api.until(lambda: shown.history)
    await settled(stage)
    assert len(member.sees) == 1
    assert shown.opens == {"Open in private": "https://t.me/sitrep_bot?start=latest_1"}


async def test_group_where_the_bot_may_not_write(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A closed topic or a group that mutes the bot is nobody's bug, and costs no second try."""
    words = "Bad Request: not enough rights to send text messages to the chat"
    stage.api.faults.append(Fault(code=400, description=words, chat_id=GROUP))
    member = stage.person(100, group=GROUP)
    await member.says("/latest")
    await stage.api.until(lambda: stage.api.made("sendMessage", GROUP))
    await settled(stage)
    assert len(stage.api.made("sendMessage", GROUP)) == 1
    assert "bug " not in caplog.text


def _sticker() -> dict[str, Any]:
    file = {"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}
    return {**file, "type": "regular", "is_animated": False, "is_video": False}
