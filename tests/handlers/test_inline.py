"""Inline queries through the real application: what is offered, kept, paged and dropped."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import offers
from newsroom.answer import Action, Answer, Quote, QuoteKind, Text
from newsroom.answers.cards import Card, Cards
from newsroom.intents import Latest
from tests.botapi import Fault
from tests.botapi.checks import units
from tests.handlers.answers import BLOCKS, HOSTILE, SOURCES, answer, heading, quote
from tests.handlers.stage import PER_USER, Stage, settled
from tests.handlers.words import WORDS


def card(key: str = "person_1_0", *, shown: Answer | None = None, line: Text | Quote | None = None) -> Card:
    """A card of a person."""
    return Card(
        key=key,
        title=Text.of("say.this", words="Mark Rutte"),
        line=line or quote("He spoke."),
        answer=shown or answer(heading("Mark Rutte"), quote("He spoke.")),
        opens=key,
    )


async def test_card_is_a_whole_answer(stage: Stage) -> None:
    """A card shows source, date and sentence in the list, and posts the answer with a way to the bot."""
    under = Answer(
        blocks=(heading("Mark Rutte"), quote("He spoke.")),
        actions=(Action.of(Text.of("button.more"), Latest(page=1)),),
    )
    stage.desk.offers["Rutte", ""] = Cards(found=(card(shown=under),), following="8", opens="ask_UnV0dGU")
    reader = stage.person(100)
    offered = await reader.is_offered(await reader.types("Rutte"))
    (choice,) = offered.choices
    assert (choice.title, choice.description) == ("Mark Rutte", "Sample Wire, 23 Oct 2024: “He spoke.”")
    assert choice.text == "Mark Rutte\n\nHe spoke.\n— Sample Wire, 23 Oct 2024 · link"
    assert choice.keyboard == [
        [{"text": "Open in private", "url": "https://t.me/sitrep_bot?start=person_1_0"}]
    ]
    assert not choice.preview
    assert offered.button == {"text": "Open in private", "start_parameter": "ask_UnV0dGU"}
    assert (offered.next_offset, offered.cache_time, offered.personal) == ("8", 60, False)


async def test_next_page_is_asked_for(stage: Stage) -> None:
    """The offset of a page comes back with the next query."""
    stage.desk.offers["", "8"] = Cards(found=(card("story_9_0"),))
    reader = stage.person(100)
    offered = await reader.is_offered(await reader.types("", "8"))
    assert [c.result_id for c in offered.choices] == ["story_9_0"]
    assert offered.next_offset == ""


async def test_long_card_is_one_message(stage: Stage) -> None:
    """A long answer is cut at the end of a block, and its button leads to the rest."""
    blocks = tuple(quote(f"Sentence {n}. " + "word " * 100) for n in range(9))
    stage.desk.offers["x", ""] = Cards(found=(card(shown=Answer(blocks=blocks)),))
    reader = stage.person(100)
    (choice,) = (await reader.is_offered(await reader.types("x"))).choices
    assert units(choice.text) <= 2048
    assert choice.text.endswith("link")
    assert choice.text.startswith("Sentence 0.")


async def test_page_of_long_cards_goes_on_where_it_was_cut(stage: Stage) -> None:
    """Of cards that are too much for one answer the rest is the next page's, and none is left out."""
    heavy = Answer(blocks=tuple(quote("Он сказал. " * 40) for _ in range(9)))
    stories = [replace(card(f"story_{n}_0", shown=heavy), offset=f"{n}") for n in range(8)]
    subjects = [card(f"person_{n}_0", shown=heavy) for n in range(5)]
    for start in range(8):
        first = subjects if start == 0 else []
        stage.desk.offers["x", f"{start or ''}"] = Cards(found=(*first, *stories[start:]), following="8")
    reader, found, offset = stage.person(100), list[str](), ""
    while offset != "8":
        offered = await reader.is_offered(await reader.types("x", offset))
        assert offered.next_offset != offset
        found += [choice.result_id for choice in offered.choices]
        offset = offered.next_offset
    assert found[0] == "person_0_0"
    assert [key for key in found if key.startswith("story")] == [each.key for each in stories]


async def test_overtaken_queries_are_dropped(stage: Stage) -> None:
    """Of what somebody types while the bot looks something up, only the newest is worked on."""
    gate = stage.desk.gates["R"] = asyncio.Event()
    typist, other = stage.person(100), stage.person(101)
    await typist.types("R")
    await stage.api.until(lambda: stage.desk.looked_up)
    for typed in ("Ru", "Rut", "Rutt"):
        await typist.types(typed)
    newest = await typist.types("Rutte")
    try:
        await other.is_offered(await other.types("Kim"))
    finally:
        gate.set()
    await typist.is_offered(newest)
    assert stage.desk.looked_up == ["R", "Kim", "Rutte"]
    await settled(stage)
    await typist.is_offered(await typist.types("Rutte"))


async def test_too_late_is_no_error(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A query that waited too long for its answer is passed over, and the bot goes on."""
    reader = stage.person(100)
    query = await reader.types("Rutte")
    stage.api.methods.typed[query] -= 31
    await stage.api.until(lambda: stage.api.made("answerInlineQuery"))
    await settled(stage)
    assert stage.api.made("answerInlineQuery")[0].code == 400
    assert "bug" not in caplog.text
    await reader.is_offered(await reader.types("Rutte"))


async def test_unreadable_markup_is_offered_plain(stage: Stage) -> None:
    """If Telegram cannot read a card's markup, the cards are offered without any."""
    stage.api.faults.append(
        Fault(code=400, description="Bad Request: can't parse entities: x", method="answerInlineQuery")
    )
    stage.desk.offers["Rutte", ""] = Cards(found=(card(),))
    reader = stage.person(100)
    (choice,) = (await reader.is_offered(await reader.types("Rutte"))).choices
    assert not choice.html
    assert choice.text.startswith("Mark Rutte\n\nHe spoke.")


async def test_trouble_is_for_who_asked_alone(stage: Stage) -> None:
    """While the archive is away nothing is offered, the button says why, and nobody else is told so."""
    stage.desk.offers["Rutte", ""] = Cards(trouble=Text.of("card.trouble"))
    reader = stage.person(100)
    offered = await reader.is_offered(await reader.types("Rutte"))
    assert offered.choices == []
    assert "archive" in offered.button["text"]
    assert offered.personal
    assert offered.cache_time <= 1


async def test_flood_of_typing_is_told_once(stage: Stage) -> None:
    """Five keystrokes count as one question; past the limit there is one notice, then silence."""
    reader = stage.person(100)
    for n in range(5 * PER_USER):
        await reader.is_offered(await reader.types(f"{n}"))
    refused = await reader.is_offered(await reader.types("more"))
    assert "slower" in refused.button["text"]
    await reader.types("and more")
    await settled(stage)
    assert len(stage.api.made("answerInlineQuery")) == 5 * PER_USER + 1
    assert len(stage.desk.looked_up) == 5 * PER_USER


async def test_own_card_is_not_answered(stage: Stage) -> None:
    """What somebody posts through the bot, in private or in a group, is for others to read."""
    for writer in (stage.person(7), stage.person(100, group=-1005)):
        await writer.says("@sitrep_bot who is Rutte?", via_bot=stage.api.methods.me)
        await writer.says("Mark Rutte spoke. " * 20, via_bot=stage.api.methods.me)
    await settled(stage)
    assert stage.desk.asked == []
    assert stage.api.made("sendMessage") == []


LINES = HOSTILE.map(lambda words: Text.of("say.this", words=words)) | st.builds(
    quote, HOSTILE, kind=st.sampled_from(QuoteKind), of=SOURCES
)


@given(
    st.lists(st.tuples(LINES, LINES, st.lists(BLOCKS, min_size=1, max_size=6)), min_size=1, max_size=4),
)
def test_any_cards_can_be_offered(found: list[tuple[Text | Quote, Text | Quote, list[object]]]) -> None:
    """Whatever articles hold, a result has a title, one message within the limits and its button."""
    cards = [
        Card(key=f"{n}", title=title, line=line, answer=Answer(blocks=tuple(blocks)), opens="latest_0")  # type: ignore[arg-type]  # they are blocks
        for n, (title, line, blocks) in enumerate(found)
    ]
    offer = offers.offer(Cards(found=tuple(cards)), WORDS, UTC, bot_username="sitrep_bot")
    assert len(offer.results) <= len(cards)
    for result in offer.results:
        assert 0 < len(result.title) <= 100
        assert "\n" not in result.title + result.description
        assert len(result.description) <= 200
        assert 0 < units(result.message.text) <= 2048
        assert [b.url for row in result.message.keyboard for b in row] == [
            "https://t.me/sitrep_bot?start=latest_0"
        ]


def test_cut_line_is_still_verbatim() -> None:
    """A sentence too long for the list is cut after a word, and what is left stands in it."""
    said = quote("The minister left the capital on Monday. " * 20)
    cards = Cards(found=(card(line=said),))
    (result,) = offers.offer(cards, WORDS, UTC, bot_username="sitrep_bot").results
    credit, _, shown = result.description.partition(": “")
    assert credit == "Sample Wire, 23 Oct 2024"
    assert shown.endswith("…")
    assert said.text.startswith(shown.removesuffix("…"))
