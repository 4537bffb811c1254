"""`/timeline`: what was done on which day, of a person, a topic, a story or words, in verbatim sentences."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsroom.answer import Answer, Quote
from newsroom.intents import ShowTimeline, Timeline
from newsroom.question import Question, parse
from storage.database import Storage
from tests.newsroom.correcting import delete
from tests.newsroom.house import ADMIN, READER, House, assert_verbatim, key

WEDNESDAY = datetime(2024, 10, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
async def house(storage: Storage) -> House:
    """A newsroom on each kind of database."""
    return House(storage=storage)


async def tell(house: House, title: str, sentences: list[str], source: str = "Sample Wire") -> None:
    """An article of Wednesday, 23 October 2024."""
    house.later(hours=1)
    await house.hand_over("\n".join([title, "", *sentences]), source=source, sent=WEDNESDAY)


def told(house: House, answer: Answer) -> list[tuple[str, str]]:
    """The day beside each sentence, and the sentence."""
    quotes = [block for block in answer.blocks if isinstance(block, Quote)]
    return [(house.texts.say(q.note, UTC) if q.note else "", q.text) for q in quotes]


BRIDGE = [
    "Mayor Olena Hnatiuk opened the new bridge in Kursk on Tuesday.",
    "The old bridge was blown up on 8 October 2022.",
    "Hnatiuk will travel to North Korea on Friday.",
    "Rain is expected all week.",
    "North Korea sent soldiers to the town on Monday.",
]


async def test_in_order_of_the_day(house: House) -> None:
    """Each sentence with its day beside it, in the order of the days, whatever the article's order."""
    await tell(house, "A bridge is opened", BRIDGE)
    answer = await house.ask("/timeline 1")
    assert told(house, answer) == [
        ("8 Oct 2022", BRIDGE[1]),
        ("Monday: 21 Oct 2024", BRIDGE[4]),
        ("Tuesday: 22 Oct 2024", BRIDGE[0]),
    ]
    assert await assert_verbatim(house.storage, answer) == 3
    assert await house.ask("timeline of story 1") == await house.ask("/timeline #1") == answer


async def test_of_a_person_a_topic_and_words(house: House) -> None:
    """A name leads to the person or topic that has it; other words to the sentences that hold them all."""
    await tell(house, "A bridge is opened", BRIDGE)
    person = await house.ask("/timeline Hnatiuk")
    assert told(house, person) == [("Tuesday: 22 Oct 2024", BRIDGE[0])]
    assert await house.ask("show me a timeline of Olena Hnatiuk") == person
    assert told(house, await house.ask("timeline for DPRK")) == [("Monday: 21 Oct 2024", BRIDGE[4])]
    words = await house.ask("/timeline bridges")
    assert [day for day, _ in told(house, words)] == ["8 Oct 2022", "Tuesday: 22 Oct 2024"]
    assert told(house, await house.ask("/timeline bridge of Kursk")) == [("Tuesday: 22 Oct 2024", BRIDGE[0])]


async def test_the_same_sentence_once(house: House) -> None:
    """Of several articles that have it, with the same day, it is shown once and the others are named."""
    await tell(house, "A bridge is opened", BRIDGE)
    more = ["Hotels in the city are full.", BRIDGE[0], "Buses run again, the town said.", "Shops are open."]
    await tell(house, "Hotels are full", more, "Sample Courier")
    answer = await house.ask("/timeline Hnatiuk")
    [quote] = [block for block in answer.blocks if isinstance(block, Quote)]
    assert [other.name for other in quote.others] == ["Sample Courier"]
    await delete(house, 1)
    [quote] = [b for b in (await house.ask("/timeline Hnatiuk")).blocks if isinstance(b, Quote)]
    assert (quote.source.name, quote.others) == ("Sample Courier", ())


async def test_pages(house: House) -> None:
    """The first page has the latest days, the next ones earlier; each runs forward in time."""
    days = [f"The army of North Korea crossed the river on {day} September 2024." for day in range(1, 9)]
    await tell(house, "Crossings of a river", [*days[::-1], "Nobody was hurt, the army said."])
    first = await house.ask("/timeline north-korea")
    assert [text for _, text in told(house, first)] == days[2:]
    earlier = await house.press(first, "Earlier")
    assert [text for _, text in told(house, earlier)] == days[:2]
    assert await house.press(earlier, "Later") == first
    assert "Earlier" not in house.labels(earlier)
    beyond = ShowTimeline(kind="t", key="north-korea", page=5)
    assert "page.end" in key(await house.desk.answer(Question(intent=beyond, asker=READER)))


async def test_ways_there(house: House) -> None:
    """The pages of what has a timeline have a button to it; those of what has none do not."""
    await tell(house, "A bridge is opened", BRIDGE)
    await tell(house, "A poet reads", ["Daria Orlova reads her poems in Ghana.", "The hall is large."])
    for typed in ("/who Hnatiuk", "/topic north-korea", "/story 1"):
        shown = await house.press(await house.ask(typed), "Timeline")
        assert "timeline.heading" in key(shown), typed
    for typed in ("/who Orlova", "/topic ghana", "/story 2"):
        assert "Timeline" not in house.labels(await house.ask(typed)), typed


async def test_a_sentence_that_points_back(house: House) -> None:
    """One that opens with a pronoun comes with the one before it, and is marked."""
    await tell(
        house, "A general resigns", ["General Ann Reyes led the army for years.", "She resigned on Monday."]
    )
    [quote] = [b for b in (await house.ask("/timeline 1")).blocks if isinstance(b, Quote)]
    assert quote.text == "General Ann Reyes led the army for years.\nShe resigned on Monday."
    assert [text for text, marked in quote.pieces() if marked] == ["She resigned on Monday."]


async def test_nothing_to_tell(house: House) -> None:
    """What has no dated sentence, what nobody knows, and what is gone: each is said, with a way on."""
    await tell(house, "A poet reads", ["Daria Orlova reads her poems in Ghana.", "The hall is large."])
    none = await house.ask("/timeline Orlova")
    assert key(none) == {"timeline.none"}
    assert (house.labels(none), none.answered) == (["Daria Orlova"], False)
    assert "who.meant_one" in key(await house.ask("/timeline Orlowa"))
    close = await house.ask("/timeline ghanna")
    assert "Ghana" in house.labels(close)
    unknown = await house.ask("/timeline qwertz uiop")
    assert "timeline.unknown" in key(unknown)
    assert not unknown.answered
    assert key(await house.ask("/timeline")) >= {"usage.missing"}
    assert key(await house.ask("/timeline 99")) == {"story.unknown"}
    for kind, at in (("p", "99"), ("s", "99"), ("w", "99"), ("t", "zzz"), ("x", "1")):
        gone = await house.desk.answer(Question(intent=ShowTimeline(kind=kind, key=at), asker=READER))
        assert gone.refused, kind


async def test_two_of_a_name_are_asked_about(house: House) -> None:
    """A name that fits several people is a choice, whose buttons lead to their timelines."""
    await tell(house, "A poet", ["Daria Orlova read her poems on Monday.", "The hall was large."])
    await tell(house, "A judge", ["Judge Iryna Orlova opened the court on Tuesday.", "Few came to see it."])
    choice = await house.ask("/timeline Orlova")
    assert set(house.labels(choice)) == {"Daria Orlova", "Iryna Orlova"}
    shown = await house.press(choice, "Iryna Orlova")
    assert told(house, shown) == [("Tuesday: 22 Oct 2024", "Judge Iryna Orlova opened the court on Tuesday.")]


async def test_corrections_are_followed(house: House) -> None:
    """A corrected text or date changes the days; what is taken back has those of before."""
    await tell(house, "A bridge is opened", BRIDGE)
    before = await house.ask("/timeline 1")
    edited = await house.ask("/edit 1 date: 30 October 2024", ADMIN)
    assert [day for day, _ in told(house, await house.ask("/timeline 1"))] == [
        "8 Oct 2022",
        "Monday: 28 Oct 2024",
        "Tuesday: 29 Oct 2024",
    ]
    await house.press(edited, "Take back", ADMIN)
    assert await house.ask("/timeline 1") == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("timeline of Kursk", "Kursk"),
        ("Timeline for the North Korea?", "North Korea"),
        ("please show me a timeline about Rutte", "Rutte"),
        ("time line of story 3", "story 3"),
    ],
)
def test_in_plain_words(typed: str, words: str) -> None:
    """A timeline can be asked for without its command."""
    assert parse(typed) == Timeline(words=words)
