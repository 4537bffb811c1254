"""Corrections in a chat: a reply with an article's new text, and what is no such reply."""

from __future__ import annotations

import pytest

from newsroom import errands, quoting
from newsroom import intents as i
from newsroom.answer import Action, Answer, Text
from newsroom.intents import Intent
from storage.inbox_values import CorrectionKind, NewCorrection
from storage.kept import Kept
from tests.botapi.methods import Shown
from tests.botapi.people import Person
from tests.handlers.answers import heading, notice
from tests.handlers.stage import Stage, now, settled
from tests.storage.making import article

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
    shown = await asked(stage, stage.admin, errands.KeepText(article_id=12))
    for text in (PASTE, "title: no field\nhere", "https://news.example/a"):
        found = await replies(stage, stage.admin, shown, text)
        assert found[-1] == errands.Edit(words=f"12 text:\n{text}")
    assert stage.desk.asked[-1].update_id is not None
    assert await submissions(stage) == 0


async def test_edited_reply_corrects_anew(stage: Stage) -> None:
    """An edited reply is another new text."""
    admin = stage.admin
    shown = await asked(stage, admin, errands.KeepText(article_id=12))
    sent = await admin.says("A first text.", reply_to_message=stage.api.methods.as_message(shown))
    await settled(stage)
    await admin.edits(sent, "A second text.")
    await settled(stage)
    assert [q.intent for q in stage.desk.asked[1:]] == [
        errands.Edit(words="12 text:\nA first text."),
        errands.Edit(words="12 text:\nA second text."),
    ]


async def test_only_the_bots_own_button_asks(stage: Stage) -> None:
    """Words that look like the question, in whatever article, make no reply a correction."""
    shown = await asked(stage, stage.admin, i.ShowArticle(article_id=12))
    assert await replies(stage, stage.admin, shown, PASTE) == []
    assert await submissions(stage) == 1


async def test_commands_are_commands(stage: Stage) -> None:
    """A command that answers the question is carried out."""
    shown = await asked(stage, stage.admin, errands.KeepText(article_id=12))
    assert await replies(stage, stage.admin, shown, "/undo") == [errands.Undo()]


async def test_readers_correct_nothing(stage: Stage) -> None:
    """A reader's reply is a question."""
    reader = stage.person(100)
    shown = await asked(stage, reader, errands.KeepText(article_id=12))
    assert await replies(stage, reader, shown, "Who is Rutte?") == [
        i.About(name="Rutte", text="Who is Rutte?", person=True)
    ]


@pytest.mark.parametrize("command", ["", "/edit 12 text: "])
async def test_text_that_may_be_cut(stage: Stage, command: str) -> None:
    """A text so long that its rest may be in another message is not taken for the whole."""
    shown = await asked(stage, stage.admin, errands.KeepText(article_id=12))
    text = f"{command}{'word ' * 780}"
    if command:
        await stage.admin.says(text)
        await settled(stage)
    else:
        assert await replies(stage, stage.admin, shown, text) == []
    assert len(stage.desk.asked) == 1
    assert "may have cut it" in (await stage.admin.hears(2))[-1].text
    assert await submissions(stage) == 0


async def test_what_was_corrected_is_not_delivered(stage: Stage) -> None:
    """A digest that waits loses quotes that stand in no article any more; others have their new source."""
    bodies = ("He left. She stayed.", "They met. It rained.")
    reader = await stage.known(100)
    async with stage.storage.write() as work:
        ids = [await work.articles.add(article(body, title=body[:7])) for body in bodies]
        articles = await work.articles.many(ids)
        quotes = [quoting.stretch(each, 0, 8) for each in articles]
    digest = Answer(blocks=(heading("Your digest"), *quotes, quoting.headline(articles[1])))
    await stage.post(100, digest)
    await stage.delivery().deliver_due()
    assert "He left" in (await reader.hears())[0].text
    await stage.post(100, digest)
    async with stage.storage.write() as work:
        before = await work.snapshots.take(ids)
        await work.articles.delete(ids[0])
        await work.articles.replace(ids[1], article(bodies[1], title="Another", source="Sample Post"))
        kept = Kept(
            rows=before, known={}, taught={}, moves=await work.stories.moves({}), after={}, submission=None
        )
        kind = CorrectionKind.DELETE
        new = NewCorrection(kind=kind, at=now(), admin_id=7, update_id=1, articles=(), said="")
        await work.corrections.note(new, kept)
    await stage.delivery().deliver_due()
    shown = (await reader.hears(2))[-1].text
    assert "He left" not in shown
    assert "They met\n— Sample Post" in shown
    assert shown.count("They me") == 1
    assert "was corrected since and is left out" in shown
