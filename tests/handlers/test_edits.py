"""Edited messages through the real application: questions in place, articles read anew."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from newsroom import errands
from newsroom import intents as i
from newsroom.answer import Action, Answer, Prompt, Text
from storage.database import Storage
from storage.failures import Unavailable
from tests.botapi.methods import Shown
from tests.handlers.answers import answer, notice, quote
from tests.handlers.stage import ADMIN, Stage, now, opened, playing, settled

ARTICLE = "The minister left the capital on Monday. He returned two days later, officials said." * 5
LONG = Answer(blocks=tuple(quote(f"Sentence {n}. " + "word " * 300) for n in range(4)))


@pytest.mark.parametrize("group", [None, -1005])
async def test_edited_question_is_answered_in_place(stage: Stage, group: int | None) -> None:
    """The answer becomes the answer to the edited question, as often as it is edited."""
    for name in ("Rutte", "Kim", "Yoon"):
        stage.desk.script[i.Who(name=name)] = answer(notice(f"This is {name}."))
    asker = stage.person(100, group=group)
    asked = await asker.says("/who Rutte")
    (seen,) = await asker.hears()
    for name in ("Kim", "Yoon"):
        await asker.edits(asked, f"/who {name}")
        await stage.api.until(partial(_says, seen, f"This is {name}."))
    assert seen.history == ["This is Rutte.", "This is Kim."]
    assert len(asker.sees) == 1
    assert [q.message_id for q in stage.desk.asked] == [asked] * 3


def _says(seen: Shown, words: str) -> bool:
    return seen.text == words


async def test_edit_is_found_after_a_restart(stage: Stage) -> None:
    """Which message answers which is in the database, and nothing of it after it is forgotten."""
    asker = stage.person(100)
    asked = await asker.says("who is Rutte?")
    (seen,) = await asker.hears()
    await settled(stage)
    async with stage.storage.write() as work:
        replied = await work.asked.answer_to(100, asked)
        assert replied is not None
        assert (replied.text, replied.answer_ids) == ("who is Rutte?", (seen.message_id,))
        assert await work.asked.last(100, 100, datetime(2020, 1, 1, tzinfo=UTC)) is None
        await work.chats.forget(100)
        assert await work.asked.answer_to(100, asked) is None


async def test_longer_answer_goes_on_below(stage: Stage) -> None:
    """What does not fit into the first message follows, in a forum in the same topic."""
    stage.desk.script[i.Ask(text="x" * 60)] = LONG
    member = stage.person(100, group=-1006, topic=33)
    asked = await member.says("@sitrep_bot who?")
    (seen,) = await member.hears()
    await member.edits(asked, "@sitrep_bot " + "x" * 60)
    first, second = await member.hears(2)
    assert first is seen
    assert (seen.history, second.thread, second.reply_to) == (["Heard."], 33, asked)


async def test_every_part_of_the_answer_is_replaced(stage: Stage) -> None:
    """Further messages of an answer become those of the next one, and what it has no use for is deleted."""
    stage.desk.script[i.Ask(text="b?")] = LONG
    stage.desk.script[i.Ask(text="c?")] = LONG
    asker = stage.person(100)
    asked = await asker.says("b?")
    first, second = await asker.hears(2)
    await asker.edits(asked, "c?")
    await settled(stage)
    assert asker.sees == [first, second]
    await asker.edits(asked, "d?")
    await stage.api.until(lambda: first.text == "Heard.")
    await settled(stage)
    assert asker.sees == [first]
    await asker.edits(asked, "b?")
    await asker.hears(2)
    assert asker.sees[0] is first


async def test_part_that_is_gone_is_sent_in_its_order(stage: Stage) -> None:
    """Where an answer's first message was deleted, the new one is sent, and nothing of the old stays."""
    stage.desk.script[i.Ask(text="b?")] = LONG
    asker = stage.person(100)
    asked = await asker.says("b?")
    first, second = await asker.hears(2)
    await settled(stage)
    del stage.api.methods.messages[100, first.message_id]
    await asker.edits(asked, "c?")
    await stage.api.until(lambda: [m.text for m in asker.sees] == ["Heard."])
    await settled(stage)
    assert second not in asker.sees


async def test_left_over_part_too_old_to_delete_stays(stage: Stage) -> None:
    """What Telegram no longer deletes is left, and the question is answered all the same."""
    stage.desk.script[i.Ask(text="b?")] = LONG
    asker = stage.person(100)
    asked = await asker.says("b?")
    first, second = await asker.hears(2)
    await settled(stage)
    second.at -= 49 * 3600
    await asker.edits(asked, "c?")
    await stage.api.until(lambda: first.text == "Heard.")
    await settled(stage)
    assert asker.sees == [first, second]
    assert stage.api.made("deleteMessage")[0].code == 400


async def test_answer_with_a_menu_is_sent(stage: Stage) -> None:
    """A message with a menu cannot be edited, nor get one by an edit: it takes the other's place anew."""
    keep = Action.of(Text.of("button.help"), i.Help())
    asks = Answer(blocks=(notice("Set."),), prompt=Prompt(text=Text.of("clock.ask"), keep=keep))
    stage.desk.script[i.Ask(text="b?")] = replace(asks, blocks=())
    asker = stage.person(100)
    asked = await asker.says("a?")
    await asker.hears()
    await settled(stage)
    await asker.edits(asked, "b?")
    await stage.api.until(lambda: asker.menu and len(asker.sees) == 1)
    await settled(stage)
    await asker.edits(asked, "c?")
    await stage.api.until(lambda: [m.text for m in asker.sees] == ["Heard."])


async def test_deleted_answer_is_sent_anew(stage: Stage) -> None:
    """Where the answer was deleted, the new one is sent, and further edits find that one."""
    stage.desk.script[i.Ask(text="b?")] = answer(notice("B."))
    asker = stage.person(100)
    asked = await asker.says("a?")
    (seen,) = await asker.hears()
    await settled(stage)
    del stage.api.methods.messages[100, seen.message_id]
    await asker.edits(asked, "b?")
    (new,) = await asker.hears()
    assert new.text == "B."
    await settled(stage)
    await asker.edits(asked, "c?")
    await stage.api.until(lambda: new.text == "Heard.")
    assert len(asker.sees) == 1


async def test_edit_that_changes_nothing_does_nothing(stage: Stage) -> None:
    """A first reaction comes as an edit too: no command is carried out twice by it."""
    asker = stage.person(ADMIN)
    for says in ("/undo", "who is Rutte?"):
        asked = await asker.says(says)
        await settled(stage)
        await asker.edits(asked, says)
    await settled(stage)
    assert [q.intent for q in stage.desk.asked] == [
        errands.Undo(),
        i.About(name="Rutte", text="who is Rutte?", person=True),
    ]
    assert len(asker.sees) == 2


async def test_talk_edited_into_a_question_is_new_for_two_minutes(stage: Stage) -> None:
    """A message that was for others is answered when it is edited soon, and left alone later."""
    member = stage.person(100, group=-1005)
    late = await member.says("who is Kim?", date=int(time.time()) - 130)
    soon = await member.says("who is Rutte?", date=int(time.time()) - 60)
    await settled(stage)
    await member.edits(late, "@sitrep_bot who is Kim?")
    await member.edits(soon, "@sitrep_bot who is Rutte?")
    (seen,) = await member.hears()
    await settled(stage)
    assert seen.reply_to == soon
    assert len(member.sees) == 1


async def test_question_edited_into_talk_keeps_its_answer(stage: Stage) -> None:
    """An edit that is no longer for the bot, or a picture's changed caption, changes nothing."""
    member = stage.person(100, group=-1005)
    asked = await member.says("@sitrep_bot who is Kim?")
    (seen,) = await member.hears()
    await member.edits(asked, "never mind")
    await settled(stage)
    assert seen.history == []
    assert len(stage.desk.asked) == 1


async def test_edited_article_is_read_anew(stage: Stage) -> None:
    """The new text of what an admin handed over is stored in its place; nothing more is said or asked."""
    admin = stage.admin
    pasted = await admin.says(ARTICLE)
    await admin.hears()
    await settled(stage)
    for text in (ARTICLE, ARTICLE + "It rained.", "Is it a question?"):
        async with stage.storage.write() as work:
            for claimed in await work.inbox.claim(now() + timedelta(hours=1), lease=timedelta(0)):
                assert await work.inbox.done(claimed) is not None
        await admin.edits(pasted, text)
        await settled(stage)
        async with stage.storage.read() as work:
            kept = await work.inbox.get(1)
            assert kept is not None
            assert kept.text == text
            assert await work.inbox.get(2) is None
    async with stage.storage.write() as work:
        assert len(await work.inbox.claim(now() + timedelta(hours=1), lease=timedelta(0))) == 1
    assert len(admin.sees) == 1
    assert stage.desk.asked == []


async def test_edit_that_says_the_same_opens_nothing(stage: Stage) -> None:
    """A reaction to what was handed over, which comes as an edit too, has it not read a second time."""
    admin = stage.admin
    pasted = await admin.says(ARTICLE)
    await settled(stage)
    async with stage.storage.write() as work:
        [claimed] = await work.inbox.claim(now() + timedelta(hours=1), lease=timedelta(0))
        assert await work.inbox.done(claimed) is not None
    await admin.edits(pasted, ARTICLE)
    await settled(stage)
    async with stage.storage.write() as work:
        assert await work.inbox.claim(now() + timedelta(hours=1), lease=timedelta(0)) == []


async def test_edit_of_one_part_is_an_edit_of_the_whole(stage: Stage) -> None:
    """Of a paste that was cut, each message can be edited."""
    admin = stage.admin
    first = await admin.says("x" * 4096)
    second = await admin.says("y" * 10)
    await settled(stage)
    await admin.edits(second, "z" * 10)
    await admin.edits(first, "w" * 4096)
    await settled(stage)
    async with stage.storage.read() as work:
        kept = await work.inbox.get(1)
    assert kept is not None
    assert kept.text == "w" * 4096 + "z" * 10


async def test_edit_is_stored_before_it_is_confirmed(archive: Storage) -> None:
    """An edit that came while the bot was down is stored before anything is said."""
    async with opened(archive) as on:
        admin = on.admin
        pasted = await admin.says(ARTICLE)
        await admin.edits(pasted, ARTICLE + "It rained.")
        async with playing(on):
            await settled(on)
        async with archive.read() as work:
            kept = await work.inbox.get(1)
    assert kept is not None
    assert kept.text.endswith("It rained.")


async def test_question_edited_into_an_article_is_not_stored(stage: Stage) -> None:
    """An edit hands nothing over, which is said."""
    admin = stage.admin
    asked = await admin.says("who is Rutte?")
    await admin.hears()
    await settled(stage)
    await admin.edits(asked, ARTICLE)
    assert "changes nothing in the archive" in (await admin.hears(2))[1].text
    async with stage.storage.read() as work:
        assert await work.inbox.get(1) is None


async def test_bug_in_an_edit_is_told(stage: Stage) -> None:
    """A bug while an edit is answered gets its number like any other; trouble is told."""
    asker = stage.person(100)
    stage.desk.script[i.Ask(text="b?")] = RuntimeError()
    stage.desk.script[i.Ask(text="c?")] = Unavailable("gone")
    asked = await asker.says("a?")
    await asker.hears()
    await settled(stage)
    await asker.edits(asked, "b?")
    assert (await asker.hears(2))[1].text.startswith("Something went wrong")
    await asker.edits(asked, "c?")
    assert (await asker.hears(3))[2].text == "Please try again later."
