"""Alerts that were sent, after a correction: nobody goes on reading what no article says any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsroom import retelling
from newsroom.answer import Quote
from newsroom.errands import Undo
from newsroom.parcels import Letter
from storage.chat_values import ChatKind
from tests.newsroom.correcting import back_of, delete, say
from tests.newsroom.house import READER, House, assert_verbatim, key
from tests.newsroom.test_alerts import AGAIN, BRIDGE, FERRY, decided, files, outbox, paper

__all__ = ["paper"]  # a fixture


async def rung(paper: House, *texts: tuple[str, str]) -> None:
    """Alerts of these articles were sent, each by its source."""
    for text, source in texts:
        await files(paper, text, source)
        paper.later(minutes=1)
    assert await outbox(paper)


async def edited(paper: House, chat_id: int = READER.chat_id) -> Letter:
    """The one letter that waits for a chat; it is of the kind that rings nobody."""
    await decided(paper)
    [letter] = [each for parcel, each in await outbox(paper) if parcel.chat_id == chat_id]
    assert letter.edits
    assert letter.corrected
    return letter


@pytest.mark.parametrize("way", ["/delete", "/undo"])
async def test_withdrawn_article_leaves_one_line(paper: House, way: str) -> None:
    """Where nothing else stands, the alert says that it was withdrawn; taken back, it is there again."""
    await rung(paper, (BRIDGE, "Dock News"))
    receipt = await delete(paper, 1) if way == "/delete" else await say(paper, Undo(submission_id=1))
    letter = await edited(paper)
    assert key(letter.answer) == {"alert.withdrawn"}
    assert letter.answer.actions == ()
    assert not (await say(paper, back_of(receipt))).refused
    letter = await edited(paper)
    assert await assert_verbatim(paper.storage, letter.answer) in {2, 3}
    assert "Old bridge of Lindow falls" in paper.words(letter.answer)
    assert paper.labels(letter.answer) == ["More", "Mute"]
    assert not await outbox(paper)


async def test_what_others_report_still_stands(paper: House) -> None:
    """The story's other article takes the place of the one that rang, and gives it back."""
    await rung(paper, (BRIDGE, "Dock News"), (AGAIN, "Lindow Post"))
    receipt = await delete(paper, 1)
    letter = await edited(paper)
    assert await assert_verbatim(paper.storage, letter.answer) >= 2
    assert paper.words(letter.answer).splitlines()[0] == "Lindow bridge falls into river"
    await say(paper, back_of(receipt))
    letter = await edited(paper)
    assert await assert_verbatim(paper.storage, letter.answer) >= 3
    assert paper.words(letter.answer).splitlines()[0] == "Old bridge of Lindow falls"


async def test_what_it_grew_by_goes_too(paper: House) -> None:
    """An article that came later goes out of the alert; both gone, the line is left."""
    await rung(paper, (BRIDGE, "Dock News"), (AGAIN, "Lindow Post"))
    receipt = await delete(paper, 2)
    letter = await edited(paper)
    assert await assert_verbatim(paper.storage, letter.answer) >= 2
    assert "New since" not in paper.words(letter.answer)
    assert "fishermen" not in paper.words(letter.answer)
    await delete(paper, 1)
    assert key((await edited(paper)).answer) == {"alert.withdrawn"}
    await say(paper, back_of(receipt))
    assert paper.words((await edited(paper)).answer).splitlines()[0] == "Lindow bridge falls into river"


async def test_new_text_takes_the_place_of_the_old(paper: House) -> None:
    """An article whose words an admin corrects is told in its new ones."""
    await rung(paper, (BRIDGE, "Dock News"))
    told = await say(paper, f"/edit 1 text: {BRIDGE.replace('Monday morning', 'Sunday night')}")
    assert not told.refused
    letter = await edited(paper)
    assert await assert_verbatim(paper.storage, letter.answer) >= 2
    assert "Sunday night" in paper.words(letter.answer)
    assert "Monday morning" not in paper.words(letter.answer)


async def test_who_wants_no_alerts_any_more_has_the_message(paper: House) -> None:
    """Off or followed no more: what was sent is corrected; what is muted is not put into it."""
    await rung(paper, (BRIDGE, "Dock News"), (AGAIN, "Lindow Post"))
    for typed in ("/unfollow all", "/mute Lindow Post", "/alerts off"):
        await paper.ask(typed)
    await delete(paper, 1)
    letter = await edited(paper)
    assert key(letter.answer) == {"alert.withdrawn"}


async def test_other_alerts_are_left(paper: House) -> None:
    """A correction of what no alert tells of edits none."""
    await rung(paper, (BRIDGE, "Dock News"))
    await files(paper, FERRY)
    await delete(paper, 2)
    await decided(paper)
    assert await outbox(paper) == []


async def test_merged_reports_stay_told(paper: House) -> None:
    """An article filed under another stays in the alert by what stands of it."""
    await rung(paper, (BRIDGE, "Dock News"), (AGAIN, "Lindow Post"))
    await say(paper, "/merge 2 1")
    letter = await edited(paper)
    assert any(isinstance(block, Quote) for block in letter.answer.blocks)
    await assert_verbatim(paper.storage, letter.answer)


async def test_all_chats_are_seen_to_wherever_it_ends(paper: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies between two batches leaves the rest to the next one; nobody is edited twice."""
    monkeypatch.setattr(retelling, "_BATCH", 2)
    async with paper.storage.write() as work:
        plan = await work.alerts.plan(READER.chat_id)
        follow = (await work.follows.of_chat(READER.chat_id))[0]
        assert plan is not None
        for number in range(300, 305):
            await work.chats.touch(number, ChatKind.PRIVATE)
            await work.alerts.put(replace(plan, chat_id=number))
            await work.follows.put(number, follow.what, follow.stance)
    await rung(paper, (BRIDGE, "Dock News"))
    await delete(paper, 1)
    assert await paper.alerts.decide()  # the first batch, after which all begins anew
    again = House(storage=paper.storage, at=paper.at)
    await decided(again)
    found = await outbox(paper)
    assert [parcel.chat_id for parcel, _ in found] == [READER.chat_id, *range(300, 305)]
    assert len({parcel.payload for parcel, _ in found}) == 1
    async with paper.storage.read() as work:
        assert await work.outdated.first() is None
