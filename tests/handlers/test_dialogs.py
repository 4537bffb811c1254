"""Dialogs through the real application: what people do, and what they then see."""

from __future__ import annotations

import pytest

from newsroom import errands
from newsroom import intents as i
from newsroom import preferences as p
from newsroom.answer import Action, Answer, Text
from newsroom.intents import Intent
from storage.failures import Unavailable
from tests.botapi import Fault
from tests.botapi.people import CHANNEL
from tests.handlers.answers import answer, heading, notice, quote
from tests.handlers.stage import ADMIN, Stage

ARTICLE = "The minister left the capital on Monday. He returned two days later, officials said. " * 5
GROUP = -1005
_TURNS = {"More": "button.more", "Back": "button.newer", "Earlier": "button.earlier", "Later": "button.later"}


def under(words: str, **buttons: Intent) -> Answer:
    """An answer with buttons."""
    actions = tuple(
        Action.of(Text.of("button.this", words=label), intent) for label, intent in buttons.items()
    )
    return Answer(blocks=(notice(words),), actions=actions)


async def test_question_is_answered(stage: Stage) -> None:
    """A question reaches the desk as an intent with its asker, and the answer is shown with its link."""
    stage.desk.script[i.Who(name="Rutte")] = answer(heading("Mark Rutte"), quote("He spoke."))
    reader = stage.person(100)
    await reader.says("/who Rutte")
    (seen,) = await reader.hears()
    assert seen.text == "Mark Rutte\n\nHe spoke.\n— Sample Wire, 23 Oct 2024 · link"
    assert seen.links == ["https://example.org/a?b=1&c=2"]
    asker = stage.desk.asked[0].asker
    assert (asker.chat_id, asker.user_id, asker.admin) == (100, 100, False)


async def test_link_previews_are_off(stage: Stage) -> None:
    """No message opens a preview of the articles it links to."""
    reader = stage.person(100)
    await reader.says("/latest")
    await reader.hears()
    (call,) = stage.api.made("sendMessage")
    assert '"is_disabled": true' in call.params["link_preview_options"]


async def test_long_answer_comes_in_order(stage: Stage) -> None:
    """An answer over one message's length comes as several, in order, the buttons under the last."""
    blocks = tuple(quote(f"Sentence {n}. " + "word " * 300) for n in range(6))
    more = Action.of(Text.of("button.more"), i.Latest(page=1))
    stage.desk.script[i.Latest()] = Answer(blocks=blocks, actions=(more,))
    reader = stage.person(100)
    await reader.says("/latest")
    seen = await reader.hears(3)
    found = "".join(m.text for m in seen)
    assert [found.index(f"Sentence {n}.") for n in range(6)] == sorted(
        found.index(f"Sentence {n}.") for n in range(6)
    )
    assert [bool(m.buttons) for m in seen] == [False] * (len(seen) - 1) + [True]


async def test_admin_is_known_by_number(stage: Stage) -> None:
    """An admin's question carries that they are one."""
    await stage.admin.says("/stats")
    await stage.admin.hears()
    assert stage.desk.asked[0].asker.admin


@pytest.mark.parametrize(("on", "back"), [("More", "Back"), ("Earlier", "Later")])
async def test_page_takes_the_place_of_the_page_before(stage: Stage, on: str, back: str) -> None:
    """The buttons that turn pages edit the message they are under, there and back."""
    first = Action.of(Text.of(_TURNS[back]), i.Latest())
    second = Action.of(Text.of(_TURNS[on]), i.Latest(page=1))
    stage.desk.script[i.Latest()] = Answer(blocks=(notice("Page one"),), actions=(second,))
    stage.desk.script[i.Latest(page=1)] = Answer(blocks=(notice("Page two"),), actions=(first,))
    reader = stage.person(100)
    await reader.says("/latest")
    (shown,) = await reader.hears()
    await reader.presses(shown, on)
    await stage.api.until(lambda: shown.text == "Page two")
    await reader.presses(shown, back)
    await stage.api.until(lambda: shown.text == "Page one")
    assert len(reader.sees) == 1
    assert stage.api.methods.toasts == ["", ""]


@pytest.mark.parametrize("settle", [errands.Retry, errands.Drop])
@pytest.mark.parametrize("listed", [0, 1])
async def test_settling_takes_the_place_of_what_had_the_button(
    stage: Stage, settle: type[errands.Retry | errands.Drop], listed: int
) -> None:
    """Rows and buttons of what was set aside go with the press, in /inbox and under a receipt."""
    intent = settle(submission_id=5, listed=listed)
    stage.desk.script[i.Latest()] = under("Set aside", Settle=intent)
    stage.desk.script[intent] = answer(notice("5 is settled."))
    await stage.admin.says("/latest")
    (shown,) = await stage.admin.hears()
    await stage.admin.presses(shown, "Settle")
    await stage.api.until(lambda: shown.text == "5 is settled.")
    assert not shown.buttons
    assert len(stage.admin.sees) == 1


async def test_button_that_leads_on_sends_a_message(stage: Stage) -> None:
    """A button that leads to something else leaves the message it is under as it is."""
    stage.desk.script[i.Latest()] = under("Latest", Rutte=i.ShowPerson(person_id=1))
    stage.desk.script[i.ShowPerson(person_id=1)] = answer(heading("Mark Rutte"))
    reader = stage.person(100)
    await reader.says("/latest")
    (shown,) = await reader.hears()
    await reader.presses(shown, "Rutte")
    assert [m.text for m in await reader.hears(2)] == ["Latest", "Mark Rutte"]


async def test_small_thing_done_is_a_toast(stage: Stage) -> None:
    """The answer to following somebody is a line over the chat, not a message."""
    follow = p.Follow(kind="person", key="1")
    stage.desk.script[i.Latest()] = under("Latest", Follow=follow)
    stage.desk.script[follow] = Answer(blocks=(notice("Following Mark Rutte."),), silent=True)
    reader = stage.person(100)
    await reader.says("/latest")
    (shown,) = await reader.hears()
    await reader.presses(shown, "Follow")
    await stage.api.until(lambda: stage.api.methods.toasts)
    assert stage.api.methods.toasts == ["Following Mark Rutte."]
    assert len(reader.sees) == 1


@pytest.mark.parametrize("data", ["nonsense", "article:x", "article:1:2:3", "x" * 64, "start:", "article:١"])
async def test_button_of_an_earlier_version_is_declined(stage: Stage, data: str) -> None:
    """Callback data that no button of ours has is answered politely, and the desk is not asked."""
    reader = stage.person(100)
    await reader.says("/latest")
    (shown,) = await reader.hears()
    await reader.calls_back(stage.api.methods.as_message(shown), data)
    await stage.api.until(lambda: stage.api.methods.toasts)
    assert stage.api.methods.toasts == ["That button no longer works."]
    assert len(stage.desk.asked) == 1


async def test_button_of_a_message_too_old_is_answered_by_a_message(stage: Stage) -> None:
    """A message that Telegram no longer shows the bot cannot be edited; the answer is sent."""
    reader = stage.person(100)
    await reader.calls_back({"chat": reader.chat, "message_id": 5, "date": 0}, "latest:1")
    assert [m.text for m in await reader.hears()] == ["Heard."]


async def test_button_pressed_twice_is_no_error(stage: Stage) -> None:
    """The same page asked for twice is edited once, and the second time is passed over in silence."""
    more = Action.of(Text.of("button.more"), i.Latest(page=1))
    stage.desk.script[i.Latest()] = Answer(blocks=(notice("Page"),), actions=(more,))
    stage.desk.script[i.Latest(page=1)] = stage.desk.script[i.Latest()]
    reader = stage.person(100)
    await reader.says("/latest")
    (shown,) = await reader.hears()
    await reader.presses(shown, "More")
    await stage.api.until(lambda: stage.api.made("editMessageText"))
    await reader.says("/topics")
    assert [m.text for m in await reader.hears(2)] == ["Page", "Heard."]


@pytest.mark.parametrize(
    ("says", "intent"),
    [
        ("/latest@sitrep_bot", i.Latest()),
        ("/latest", i.Latest()),
        ("@Sitrep_Bot who is Rutte?", i.About(name="Rutte", text="who is Rutte?", person=True)),
    ],
)
async def test_group_is_answered_when_it_asks(stage: Stage, says: str, intent: Intent) -> None:
    """In a group, commands and mentions are answered, as a reply to the question."""
    member = stage.person(100, group=GROUP)
    asked = await member.says(says)
    (seen,) = await member.hears()
    assert stage.desk.asked[0].intent == intent
    assert seen.reply_to == asked


async def test_group_is_left_alone_otherwise(stage: Stage) -> None:
    """In a group, talk, other bots' commands, unknown commands and forwards get no answer."""
    member = stage.person(ADMIN, group=GROUP)
    await member.says("What does Rutte say?")
    await member.says("/latest@other_bot")
    await member.says("/roll 6")
    await member.says(ARTICLE)
    await member.forwards(ARTICLE, CHANNEL)
    await member.says("/help")
    await member.hears()
    assert [q.intent for q in stage.desk.asked] == [i.Help()]
    assert len(member.sees) == 1


async def test_chats_do_not_wait_for_each_other(stage: Stage) -> None:
    """Every chat's questions are answered in their order."""
    reader = stage.person(100)
    for n in range(5):
        stage.desk.script[i.Ask(text=f"question {n}")] = answer(notice(f"answer {n}"))
        await reader.says(f"question {n}")
    assert [m.text for m in await reader.hears(5)] == [f"answer {n}" for n in range(5)]


async def test_stranger_cannot_add(stage: Stage) -> None:
    """A forward by somebody who is no admin is declined politely, and nothing is stored."""
    reader = stage.person(100)
    await reader.forwards(ARTICLE, CHANNEL)
    assert [m.text for m in await reader.hears()] == ["Only admins add articles."]
    async with stage.storage.read() as work:
        assert await work.inbox.unreceipted(10) == []
    assert stage.desk.asked == []


async def test_forward_is_stored_and_acknowledged_once(stage: Stage) -> None:
    """An admin's forward is in the inbox with its origin, and acknowledged by a reply."""
    forwarded = await stage.admin.forwards(ARTICLE, CHANNEL)
    (ack,) = await stage.admin.hears()
    assert (ack.text, ack.reply_to) == ("Got it, reading…", forwarded)
    await _settled(stage)
    async with stage.storage.read() as work:
        submission = await work.inbox.get(1)
    assert submission is not None
    assert (submission.key, submission.text) == (f"{ADMIN}:{forwarded}", ARTICLE)
    assert (submission.source, submission.url) == ("Sample Channel", "https://t.me/sample_channel/77")
    assert submission.receipt_id == ack.message_id


async def test_acknowledgement_becomes_the_receipt(stage: Stage) -> None:
    """The receipt takes the acknowledgement's place; what does not fit follows it."""
    await stage.admin.says(ARTICLE)
    (ack,) = await stage.admin.hears()
    undo = Action.of(Text.of("button.undo"), errands.Undo(submission_id=1))
    receipt = Answer(blocks=(notice("Stored. " * 300), notice("Summary. " * 300)), actions=(undo,))
    await stage.post(ADMIN, receipt, receipt_of=1)
    assert await stage.delivery().deliver_due() == 1
    assert ack.history == ["Got it, reading…"]
    assert ack.text.startswith("Stored.")
    assert [m.text[:8] for m in stage.admin.sees] == ["Stored. ", "Summary."]
    assert stage.admin.sees[1].buttons == {"Undo": "undo:1"}


async def test_deleted_acknowledgement_does_not_lose_the_receipt(stage: Stage) -> None:
    """If the admin deleted the acknowledgement, the receipt is sent as a message."""
    await stage.admin.says(ARTICLE)
    (ack,) = await stage.admin.hears()
    del stage.api.methods.messages[ADMIN, ack.message_id]
    await stage.post(ADMIN, answer(notice("Stored.")), receipt_of=1)
    await stage.delivery().deliver_due()
    assert [m.text for m in stage.admin.sees] == ["Stored."]


async def test_file_is_kept_by_its_id(stage: Stage) -> None:
    """A file by an admin is known before it is acknowledged; it is not downloaded while updates wait."""
    await stage.admin.attaches("report.PDF", b"%PDF", caption="See this.")
    assert [m.text for m in await stage.admin.hears()] == ["Got it, reading…"]
    async with stage.storage.read() as work:
        submission = await work.inbox.get(1)
    assert submission is not None
    assert (submission.file_id, submission.file_name, submission.note) == (
        "file-0",
        "report.PDF",
        "See this.",
    )
    assert stage.api.made("getFile") == []


@pytest.mark.parametrize("kind", ["sticker", "photo"])
async def test_what_is_not_text_is_declined(stage: Stage, kind: str) -> None:
    """A sticker or a picture without words is answered politely."""
    file = {"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}
    sticker = {**file, "type": "regular", "is_animated": False, "is_video": False}
    reader = stage.person(100)
    await reader.sends(**{kind: sticker if kind == "sticker" else [file]})
    assert [m.text for m in await reader.hears()] == ["I can only read text."]


async def test_bug_gets_a_number(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A bug is told by a number alone; the log has the number and the trace, and nobody's words."""
    stage.desk.script[i.Ask(text="secret words")] = RuntimeError("secret words")
    reader = stage.person(100)
    await reader.says("secret words")
    (seen,) = await reader.hears()
    number = seen.text.removeprefix("Something went wrong, number ").removesuffix(".")
    assert len(number) == 8
    assert f"bug {number}" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


async def test_small_thing_done_too_late_is_a_message(stage: Stage) -> None:
    """What a button did after Telegram stopped waiting, as after a stop of the bot, is told all the same."""
    follow = Action.of(Text.of("button.help"), i.Help())
    stage.desk.script[i.Latest()] = Answer(blocks=(notice("Latest"),), actions=(follow,))
    stage.desk.script[i.Help()] = Answer(blocks=(notice("Done."),), silent=True)
    reader = stage.person(100)
    await reader.says("/latest")
    (shown,) = await reader.hears()
    pressed = await reader.presses(shown, "Help")
    stage.api.methods.queries[pressed] -= 31
    assert (await reader.hears(2))[1].text == "Done."
    stage.desk.script[i.Help()] = Answer(blocks=(notice("Not you."),), silent=True, refused=True)
    pressed = await reader.presses(shown, "Help")
    stage.api.methods.queries[pressed] -= 31
    await _settled(stage)
    assert len(reader.sees) == 2


async def test_bug_behind_a_button_is_a_toast(stage: Stage) -> None:
    """A bug behind a button is told over the chat."""
    stage.desk.script[i.Latest(page=1)] = RuntimeError()
    reader = stage.person(100)
    await reader.calls_back({"chat": reader.chat, "message_id": 5, "date": 0}, "latest:1")
    await stage.api.until(lambda: stage.api.methods.toasts)
    assert stage.api.methods.toasts[0].startswith("Something went wrong")


async def test_lost_database_is_trouble(stage: Stage) -> None:
    """When the database is away the person is asked to try again, and gets no number."""
    stage.desk.script[i.Latest()] = Unavailable("gone")
    reader = stage.person(100)
    await reader.says("/latest")
    assert [m.text for m in await reader.hears()] == ["Please try again later."]


async def test_who_blocks_the_bot_is_stopped(stage: Stage) -> None:
    """An answer that is refused because the bot is blocked puts the chat on record as stopped."""
    reader = await stage.known(100)
    stage.api.faults.append(Fault.blocked(100))
    await reader.says("/latest")
    await stage.api.until(lambda: stage.api.made("sendMessage"))
    await _settled(stage)
    assert await _stopped(stage, 100) == "blocked"


async def test_blocking_and_coming_back_is_noted(stage: Stage) -> None:
    """Blocking stops a chat, unblocking starts it again; unknown chats stay unknown."""
    for user_id in (await stage.known(100)).chat_id, 101:
        await _membership(stage, user_id, "kicked")
    assert await _stopped(stage, 100) == "blocked"
    assert await _stopped(stage, 101) == "unknown"
    await _membership(stage, 100, "member")
    assert await _stopped(stage, 100) is None


async def test_group_that_became_a_supergroup_is_followed(stage: Stage) -> None:
    """The service message about a group's new id swaps it on record."""
    await stage.known(-5)
    await stage.person(100, group=-5).sends(migrate_to_chat_id=-1005)
    await _settled(stage)
    assert await _stopped(stage, -5) == "unknown"
    assert await _stopped(stage, -1005) is None


async def test_dropped_connection_does_not_lose_an_answer(stage: Stage) -> None:
    """An answer whose connection breaks is sent again."""
    stage.api.faults.append(Fault(drop="before"))
    reader = stage.person(100)
    await reader.says("/latest")
    assert [m.text for m in await reader.hears()] == ["Heard."]


async def test_flood_control_is_waited_out(stage: Stage) -> None:
    """An answer that meets flood control comes after the time that Telegram asks for."""
    stage.api.faults.append(Fault.flood(1))
    reader = stage.person(100)
    await reader.says("/latest")
    await reader.hears()
    first, second = stage.api.made("sendMessage")
    assert second.at - first.at >= 1.0


async def _membership(stage: Stage, user_id: int, status: str) -> None:
    person = stage.person(user_id)
    old, new = ({"user": stage.api.methods.me, "status": s, "until_date": 0} for s in ("left", status))
    change = {"chat": person.chat, "from": person.user, "date": 1, "old_chat_member": old}
    await stage.api.push("my_chat_member", {**change, "new_chat_member": new})
    await _settled(stage)


async def _settled(stage: Stage) -> None:
    """Waits until all updates are handled."""
    await stage.api.until(lambda: not stage.api.waiting)
    await stage.application.update_queue.join()


async def _stopped(stage: Stage, chat_id: int) -> str | None:
    async with stage.storage.read() as work:
        chat = await work.chats.get(chat_id)
    return chat.stopped if chat else "unknown"


async def test_updates_are_known_by_number(stage: Stage) -> None:
    """What is typed and what is pressed come with the update's number, by which a second delivery is told."""
    stage.desk.script[i.Latest()] = under("Latest", Back=errands.TakeBack(correction_id=1))
    await stage.admin.says("/latest")
    (shown,) = await stage.admin.hears()
    await stage.admin.presses(shown, "Back")
    await stage.api.until(lambda: len(stage.desk.asked) == 2)
    typed, pressed = (question.update_id for question in stage.desk.asked)
    assert typed is not None
    assert pressed is not None
    assert typed != pressed
