"""Corrections in a chat: a reply with an article's new text, and what is no such reply."""

from __future__ import annotations

import pytest

from newsroom import intents as i
from newsroom.answer import Action, Answer, Text
from newsroom.intents import Intent
from tests.botapi.methods import Shown
from tests.botapi.people import Person
from tests.handlers.answers import notice
from tests.handlers.stage import Stage, settled

PASTE = "The minister left on Monday. He returned on Wednesday.\nOfficials said so. It rained.\n" * 4


async def asked(stage: Stage, person: Person, intent: Intent) -> Shown:
    """The bot's message with a button, to an admin or a reader."""
    action = Action.of(Text.of("button.this", words="Leave its text"), intent)
    stage.desk.script[i.Latest()] = Answer(blocks=(notice("/edit 12 text: as ever"),), actions=(action,))
    await person.says("/latest")
    (shown,) = await person.hears()
    return shown


async def replies(stage: Stage, person: Person, to: Shown, text: str) -> list[Intent]:
    """Answers a message; what the desk was asked after the first question."""
    await person.says(text, reply_to_message=stage.api.methods.as_message(to))
    await settled(stage)
    return [question.intent for question in stage.desk.asked[1:]]


async def submissions(stage: Stage) -> int:
    """How many things were handed over."""
    async with stage.storage.read() as work:
        return await work.inbox.waiting()


async def test_reply_is_the_new_text(stage: Stage) -> None:
    """What answers the question for a text is that text, whatever its form, and nothing handed over."""
    shown = await asked(stage, stage.admin, i.KeepText(article_id=12))
    for text in (PASTE, "title: no field\nhere", "https://news.example/a"):
        found = await replies(stage, stage.admin, shown, text)
        assert found[-1] == i.Edit(words=f"12 text:\n{text}")
    assert stage.desk.asked[-1].update_id is not None
    assert await submissions(stage) == 0


async def test_edited_reply_corrects_anew(stage: Stage) -> None:
    """An edited reply is another new text."""
    admin = stage.admin
    shown = await asked(stage, admin, i.KeepText(article_id=12))
    sent = await admin.says("A first text.", reply_to_message=stage.api.methods.as_message(shown))
    await settled(stage)
    await admin.edits(sent, "A second text.")
    await settled(stage)
    assert [q.intent for q in stage.desk.asked[1:]] == [
        i.Edit(words="12 text:\nA first text."),
        i.Edit(words="12 text:\nA second text."),
    ]


async def test_only_the_bots_own_button_asks(stage: Stage) -> None:
    """Words that look like the question, in whatever article, make no reply a correction."""
    shown = await asked(stage, stage.admin, i.ShowArticle(article_id=12))
    assert await replies(stage, stage.admin, shown, PASTE) == []
    assert await submissions(stage) == 1


async def test_commands_are_commands(stage: Stage) -> None:
    """A command that answers the question is carried out."""
    shown = await asked(stage, stage.admin, i.KeepText(article_id=12))
    assert await replies(stage, stage.admin, shown, "/undo") == [i.Undo()]


async def test_readers_correct_nothing(stage: Stage) -> None:
    """A reader's reply is a question."""
    reader = stage.person(100)
    shown = await asked(stage, reader, i.KeepText(article_id=12))
    assert await replies(stage, reader, shown, "Who is Rutte?") == [
        i.About(name="Rutte", text="Who is Rutte?", person=True)
    ]


@pytest.mark.parametrize("command", ["", "/edit 12 text: "])
async def test_text_that_may_be_cut(stage: Stage, command: str) -> None:
    """A text so long that its rest may be in another message is not taken for the whole."""
    shown = await asked(stage, stage.admin, i.KeepText(article_id=12))
    text = f"{command}{'word ' * 780}"
    if command:
        await stage.admin.says(text)
        await settled(stage)
    else:
        assert await replies(stage, stage.admin, shown, text) == []
    assert len(stage.desk.asked) == 1
    assert "may have cut it" in (await stage.admin.hears(2))[-1].text
    assert await submissions(stage) == 0
