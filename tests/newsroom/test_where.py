"""`/where`: the places named with a person, topic, place or story, on a map, each with a sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsroom.answer import Answer, Quote
from newsroom.intents import ShowWhere, Where
from newsroom.question import Question, parse
from storage.database import Storage
from storage.values import Span
from tests.newsroom.correcting import delete
from tests.newsroom.house import ADMIN, READER, House, assert_verbatim, key

WEDNESDAY = datetime(2024, 10, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
async def house(storage: Storage) -> House:
    """A newsroom on each kind of database, with two articles."""
    made = House(storage=storage)
    for title, sentences in ARTICLES.items():
        made.later(hours=1)
        await made.hand_over("\n".join([title, "", *sentences]), source="Sample Wire", sent=WEDNESDAY)
    return made


ARTICLES = {
    "A bridge is opened": [
        "Mayor Olena Hnatiuk of Ukraine opened a bridge near Avdiivka on Tuesday.",
        "Hnatiuk then drove to Kharkiv, Ukraine.",
    ],
    "A road is closed": [
        "Officials in Avdiivka, Ukraine, closed the northern road after the thaw.",
        "Olena Hnatiuk asked for patience.",
    ],
}


def told(house: House, answer: Answer) -> list[tuple[str, str, str]]:
    """What stands beside each sentence, the sentence, and what of it is marked."""
    quotes = [block for block in answer.blocks if isinstance(block, Quote)]
    return [
        (house.texts.say(q.note, UTC) if q.note else "", q.text, "|".join(t for t, m in q.pieces() if m))
        for q in quotes
    ]


async def test_the_map_of_a_person(house: House) -> None:
    """The places in the person's own sentences, no country; points under the numbers that the text has."""
    answer = await house.ask("/where Hnatiuk")
    first, second = ARTICLES["A bridge is opened"]
    assert told(house, answer) == [
        ("1 Avdiivka: 1 article", first, "Avdiivka"),
        ("2 Kharkiv: 1 article", second, "Kharkiv"),
    ]
    await assert_verbatim(house.storage, answer)
    assert answer.map is not None
    assert [(d.number, d.name, round(d.latitude), round(d.longitude)) for d in answer.map.dots] == [
        (1, "Avdiivka", 48, 38),
        (2, "Kharkiv", 50, 36),
    ]


@pytest.mark.parametrize("typed", ["/where avdeevka", "/where Avdiivka", "map of Avdiivka"])
async def test_the_map_of_a_place(house: House, typed: str) -> None:
    """Under any of its names; the newest sentence stands behind it."""
    answer = await house.ask(typed)
    newest = ARTICLES["A road is closed"][0]
    assert told(house, answer)[0] == ("1 Avdiivka: 2 articles", newest, "Avdiivka")


async def test_the_maps_of_a_topic_and_a_story(house: House) -> None:
    """The pages of both lead there; what names no place has no button."""
    for typed in ("/topic ukraine", "/story 1"):
        shown = await house.press(await house.ask(typed), "Map")
        assert "where.heading" in key(shown), typed
        assert shown.map is not None
    house.later(hours=1)
    await house.hand_over("A poet reads\n\nDaria Orlova reads her poems.\nThe hall is large.", sent=WEDNESDAY)
    assert "Map" not in house.labels(await house.ask("/story 3"))


async def test_what_is_not_there(house: House) -> None:
    """What nobody knows, what has no place, what is gone: each is said."""
    assert "where.unknown" in key(await house.ask("/where qwertz uiop"))
    assert key(await house.ask("/where")) >= {"usage.missing"}
    assert key(await house.ask("/where 99")) == {"story.unknown"}
    none = await house.ask("/where ghana")
    assert (key(none), none.answered, none.map) == ({"where.none"}, False, None)
    for kind, at in (("p", "99"), ("s", "99"), ("g", "1-x"), ("g", ""), ("t", "zzz"), ("x", "1")):
        gone = await house.desk.answer(Question(intent=ShowWhere(kind=kind, key=at), asker=READER))
        assert gone.refused, (kind, at)
    beyond = ShowWhere(kind="t", key="ukraine", page=5)
    assert "page.end" in key(await house.desk.answer(Question(intent=beyond, asker=READER)))


async def test_a_place_that_the_gazetteer_lost_is_on_no_map(house: House) -> None:
    """A number that an older gazetteer gave stands for nothing, and breaks nothing."""
    async with house.storage.write() as work:
        await work.places.record(1, [(1, Span(position=0, start=0, end=5))])
        await work.topics.record(1, [("ghana", 0, 0.5)])
    assert all("Mayor" not in mark for *_, mark in told(house, await house.ask("/where ghana")))


async def test_a_deleted_article_is_on_no_map(house: House) -> None:
    """Its places go with it, and come back with it."""

    async def first() -> str:
        return told(house, await house.ask("/where Avdiivka"))[0][0]

    done = await delete(house, 2)
    assert await first() == "1 Avdiivka: 1 article"
    await house.press(done, "Take back", ADMIN)
    assert await first() == "1 Avdiivka: 2 articles"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Map of North Korea", "North Korea"),
        ("show me a map of the West Bank", "West Bank"),
        ("Where is Rutte mentioned?", "Rutte"),
        ("where was Kursk in the news", "Kursk"),
    ],
)
def test_maps_in_plain_words(typed: str, words: str) -> None:
    """A map is asked for in words."""
    assert parse(typed) == Where(words=words)


def test_where_alone_is_a_question() -> None:
    """Where something is, is asked of the articles."""
    assert not isinstance(parse("Where is Putin?"), Where)
    assert not isinstance(parse("Where are the troops?"), Where)
