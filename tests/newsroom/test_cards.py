"""Cards for inline queries: what is offered for what is typed, honest and verbatim."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom import deeplinks
from newsroom import intents as i
from newsroom.answer import Answer, Heading, Quote
from newsroom.answers import cards
from newsroom.answers.cards import Card
from newsroom.question import Question
from storage.database import Storage
from tests.newsroom.house import READER, House, assert_verbatim, key

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
TYPED = st.one_of(
    st.sampled_from(["", "Rutte", "Rut", "Ruten", "zel", "north", "nato", "Natto", "kyiv", "Mark", "the"]),
    st.sampled_from(
        ["How many North Korean troops?", "Who may supply weapons?", "Rutte on the moon", "xyzzy"]
    ),
    st.text(max_size=40),
)


async def assert_card(storage: Storage, card: Card) -> None:
    """Every verbatim piece of a card is of the stored article it credits, and its parts are Telegram's."""
    pieces = [piece for piece in (card.title, card.line) if isinstance(piece, Quote)]
    await assert_verbatim(storage, card.answer)
    assert await assert_verbatim(storage, Answer(blocks=tuple(pieces))) == len(pieces)
    assert KEY.fullmatch(card.key)
    assert deeplinks.linked(card.opens) is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED, offset=st.sampled_from(["", "8", "16", "80"]) | st.text(max_size=70))
async def test_every_piece_of_a_card_is_verbatim(library: House, typed: str, offset: str) -> None:
    """Whatever is typed, every card keeps the promise, cards are few and their keys differ."""
    page = await library.desk.cards(typed, offset)
    assert page.trouble is None
    for card in page.found:
        await assert_card(library.storage, card)
    keys = [card.key for card in page.found]
    assert len(keys) == len(set(keys)) <= 50
    assert len(page.following.encode()) <= 64
    assert deeplinks.linked(page.opens) is not None
    if not offset:
        assert keys


@pytest.mark.parametrize(("typed", "size"), [("", 2), ("Rutte", 1)])
async def test_stories_come_page_by_page(
    library: House, typed: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stories follow page by page, each once; what the words name is on the first page alone."""
    whole = [card.key for card in (await library.desk.cards(typed)).found]
    monkeypatch.setattr(cards, "_STORIES", size)
    shown: list[str] = []
    offset, pages = "", 0
    while pages == 0 or offset:
        page = await library.desk.cards(typed, offset)
        shown += [card.key for card in page.found]
        offset, pages = page.following, pages + 1
        assert pages < 9
    assert pages == 2
    assert shown == whole


async def test_nothing_typed_is_the_latest(library: House) -> None:
    """An empty query offers the stories, newest first."""
    async with library.storage.read() as work:
        stories = [f"story_{story.id}_0" for story in await work.stories.page(8)]
    assert [card.key for card in (await library.desk.cards("")).found] == stories


async def test_person_first_then_stories(library: House) -> None:
    """A name offers the person with a role from an article, then the stories that name them."""
    page = await library.desk.cards("Rutte")
    person, *stories = page.found
    assert person.key.startswith("person_")
    assert page.opens == person.opens
    assert isinstance(person.line, Quote)
    assert {card.key.split("_")[0] for card in stories} == {"story"}
    assert key(person.answer) >= {"who.heading"}


@pytest.mark.parametrize("typed", ["Rut", "rutt", "Mark R"])
async def test_name_is_completed(library: House, typed: str) -> None:
    """A name that is being typed offers the person, without a word about misspelling, and stories."""
    person, *stories = (await library.desk.cards(typed)).found
    assert person.key.startswith("person_")
    assert isinstance(person.line, Quote)
    assert stories


@pytest.mark.parametrize(("typed", "meant"), [("Ruten", "Mark Rutte"), ("Zelensko", "Volodymyr Zelensky")])
async def test_misspelt_name_offers_the_closest(library: House, typed: str, meant: str) -> None:
    """The closest name is offered, and that it was not typed so is said."""
    person = (await library.desk.cards(typed)).found[0]
    assert not isinstance(person.line, Quote)
    assert person.line.key == "who.meant_one"
    assert person.line.args == {"name": meant}


@pytest.mark.parametrize("typed", ["north korea", "North K", "NATO", "the Nato"])
async def test_topic_is_offered(library: House, typed: str) -> None:
    """A topic is offered by name, alias or beginning, with a sentence that names it."""
    found = (await library.desk.cards(typed)).found
    topic = next(card for card in found if card.key.startswith("topic_"))
    assert isinstance(topic.line, Quote)


async def test_question_is_answered_by_a_card(library: House) -> None:
    """A question offers its answer; the message says the question, and the link asks it again."""
    typed = "How many North Korean troops?"
    card = next(c for c in (await library.desk.cards(typed)).found if c.key == "answer")
    assert isinstance(card.line, Quote)
    first = card.answer.blocks[0]
    assert isinstance(first, Heading)
    assert first.text.args == {"question": typed}
    assert deeplinks.linked(card.opens) == i.Ask(text=typed)
    opened = await library.desk.answer(Question(intent=i.Start(payload=card.opens), asker=READER))
    assert [b for b in opened.blocks if isinstance(b, Quote)] == [
        b for b in card.answer.blocks if isinstance(b, Quote)
    ]


async def test_long_question_opens_an_article(library: House) -> None:
    """A question too long for a deep link opens the article that answers it first."""
    typed = "How many North Korean troops have been sent to Russia by the government in Pyongyang?"
    card = next(c for c in (await library.desk.cards(typed)).found if c.key == "answer")
    assert isinstance(card.line, Quote)
    assert deeplinks.linked(card.opens) == i.ShowArticle(article_id=card.line.source.article_id)


@pytest.mark.parametrize("typed", ["xyzzy", "Who won the chess championship in Reykjavik?"])
async def test_not_in_my_articles_is_a_card(library: House, typed: str) -> None:
    """Where no article answers, a card says so and what was looked through, in its message as well."""
    card = next(c for c in (await library.desk.cards(typed)).found if c.key == "answer")
    assert not isinstance(card.title, Quote)
    assert not isinstance(card.line, Quote)
    assert (card.title.key, card.line.key) == ("card.none", "archive.none")
    assert "archive.none" in key(card.answer)


async def test_empty_archive_says_so(empty_house: House) -> None:
    """Before the first article there is one card that says so."""
    for typed in ("", "Rutte"):
        (card,) = (await empty_house.desk.cards(typed)).found
        assert "archive.empty" in key(card.answer)


async def test_cards_are_quick(library: House) -> None:
    """Cards for a keystroke take a small part of the thirty seconds that a query is open."""
    await library.desk.cards("")
    for typed in ("", "Rutte", "How many North Korean troops?"):
        started = time.perf_counter()
        await library.desk.cards(typed)
        assert time.perf_counter() - started < 3
