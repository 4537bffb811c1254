"""A story's card and pages: who told it, when, in how many accounts, and of whom."""

from __future__ import annotations

import re
from datetime import UTC, timedelta

from newsroom import story
from newsroom.answer import Quote
from newsroom.story import Facts
from storage.chat_values import Follow, FollowKind, Stance
from storage.database import Storage
from storage.values import Precision
from tests.newsroom.house import House, assert_verbatim
from tests.storage.making import NOON, add, article, copy_of

HOUR = timedelta(hours=1)


def at(hours: int, **changes: object) -> dict[str, object]:
    """When an article came out, and other changes."""
    return {"published": NOON + hours * HOUR, **changes}


async def facts_of(storage: Storage, *ids: int) -> Facts:
    """The facts of a story made of articles."""
    async with storage.write() as work:
        one, *others = ids
        number = await work.stories.start(one)
        for each in others:
            await work.stories.attach(each, number)
        [facts] = await story.read(work, [number, 999])
    return facts


def said(house: House, facts: Facts) -> tuple[str, str]:
    """Its counts and its course in words."""
    return house.texts.say(story.told(facts), UTC), house.texts.say(story.course(facts), UTC)


async def test_outlets_and_accounts(empty_house: House) -> None:
    """Copies add outlets and no accounts, an outlet's later reports neither; first and last are named."""
    storage = empty_house.storage
    wire, later, own = await add(
        storage,
        article(**at(0, source="Wire")),
        article(**at(6, source="Wire")),
        article(**at(2, source="Courier")),
    )
    await add(storage, *(copy_of(wire, **at(n, source=name)) for n, name in enumerate("ABCDE", start=1)))
    facts = await facts_of(storage, own, wire, later)
    assert [account.outlet for account in facts.accounts] == ["Wire", "Courier"]
    assert facts.outlets == ["Wire", "A", "Courier", "B", "C", "D", "E"]
    told, course = said(empty_house, facts)
    assert told == "7 outlets, 2 accounts"
    assert course == "First reported by Wire, 21 Jan 2026, 12:00; latest by Wire, 21 Jan 2026, 18:00"


async def test_a_copy_can_have_been_the_first(empty_house: House) -> None:
    """Who published first is told, whatever arrived first and is taken for the original."""
    [wire] = await add(empty_house.storage, article(**at(3, source="Wire")))
    await add(empty_house.storage, copy_of(wire, **at(1, source="Herald")))
    _, course = said(empty_house, await facts_of(empty_house.storage, wire))
    assert course.startswith("First reported by Herald, 21 Jan 2026, 13:00; latest by Wire")


async def test_who_was_first_is_not_claimed_where_days_alone_are_known(empty_house: House) -> None:
    """A report known to the day may be earlier than one of that noon, and later: both are named."""
    day = {"published": NOON.replace(hour=0), "precision": Precision.DAY}
    ids = await add(
        empty_house.storage,
        article(**at(0, source="Wire")),
        article(source="Herald", **day),
        article(**at(4, source="Gazette")),
    )
    _, course = said(empty_house, await facts_of(empty_house.storage, *ids))
    assert course.startswith("First reported on 21 Jan 2026 by one of: Herald, Wire; latest by Gazette")


async def test_undated_reports_claim_nothing(empty_house: House) -> None:
    """A report without a date is not the first; of such alone the first to arrive is named."""
    undated = {"published": None, "precision": None}
    passed_on = {"published": NOON - 9 * HOUR, "precision": Precision.SENT}
    facts = await facts_of(
        empty_house.storage,
        *await add(empty_house.storage, article(**passed_on), article(**at(0, source="Wire"))),
    )
    assert said(empty_house, facts)[1].startswith("First reported by Wire, 21 Jan 2026, 12:00;")
    early, dated = await add(
        empty_house.storage,
        article(**undated, arrived=NOON - 9 * HOUR, source="Courier"),
        article(**at(0, source="Wire")),
    )
    facts = await facts_of(empty_house.storage, early, dated)
    assert said(empty_house, facts)[1].startswith("First reported by Wire, 21 Jan 2026, 12:00;")
    ids = await add(
        empty_house.storage,
        article(**undated, arrived=NOON, source="Courier"),
        article(**undated, arrived=NOON + HOUR, source=None),
    )
    facts = await facts_of(empty_house.storage, *ids)
    told, course = said(empty_house, facts)
    assert told == "1 outlet"
    assert course.startswith("First to arrive was Courier, 21 Jan 2026, 12:00; last to arrive was source not")
    [alone] = await add(empty_house.storage, article(**undated, arrived=NOON, source="Courier"))
    facts = await facts_of(empty_house.storage, alone)
    assert said(empty_house, facts)[1] == "Reported by Courier, not dated, here since 21 Jan 2026, 12:00"


async def test_unnamed_sources_are_articles(empty_house: House) -> None:
    """Where nobody says who they are, articles are counted."""
    ids = await add(empty_house.storage, *(article(**at(n, source=None)) for n in range(3)))
    assert said(empty_house, await facts_of(empty_house.storage, *ids))[0] == "3 articles"


async def test_the_headline_that_leads(empty_house: House) -> None:
    """Among some reports it is the one that the others bear out, no teaser and not just the newest."""
    titles = ["Dam near Orlen breaks", "Broken dam near Orlen floods 14 villages", "Why Orlen was flooded"]
    house = empty_house
    for title in titles:
        await house.hand_over(
            f"{title}\n\nA dam near Orlen broke and 14 villages are flooded, {title}, said Falk."
        )
    async with house.storage.read() as work:
        reports = [each for of in (await work.reports.of([1, 2, 3])).values() for each in of]
        assert {each.title for each in reports} == set(titles)
        assert (await story.leading(work, reports)).title == titles[1]


async def test_the_card(library: House) -> None:
    """Headline, counts and course, a few sentences of several sources; its pages are a press away."""
    card = await library.ask("/story 1")
    headline, _, *sentences = card.blocks
    assert isinstance(headline, Quote)
    quotes = [block for block in sentences if isinstance(block, Quote)]
    assert 3 <= len(quotes) <= 5
    assert len({quote.source.name for quote in quotes}) > 1
    assert len({quote.text for quote in quotes}) == len(quotes)
    assert library.labels(card) == [
        "More",
        "Sources",
        "What's new",
        "People",
        "Timeline",
        "Map",
        "Follow this story",
        "Mute",
    ]
    more = await library.press(card, "More")
    fresh = [block.text for block in more.blocks if isinstance(block, Quote)]
    assert fresh
    assert not {quote.text for quote in quotes} & set(fresh)
    await assert_verbatim(library.storage, more)


async def test_its_people_lead_to_their_pages(library: House) -> None:
    """Each person with the stated role and in how many reports; a press opens the person."""
    people = await library.press(await library.ask("/story 1"), "People")
    words = library.words(people)
    assert "Mark Rutte: named in 5 of 6 reports" in words
    assert "NATO Secretary General" in words
    opened = await library.press(people, "Mark Rutte")
    assert library.words(opened).startswith("Mark Rutte\nNATO Secretary General")


async def test_sources_stand_by_account(empty_house: House) -> None:
    """Accounts in order of arrival; under each its later reports and the copies, marked as such."""
    storage = empty_house.storage
    wire, later, own = await add(
        storage,
        article(title="Dam breaks", **at(0, source="Wire")),
        article(title="More on the dam", **at(5, source="Wire")),
        article(title="Orlen flooded", **at(2, source="Courier")),
    )
    await add(storage, copy_of(wire, **at(1, source="Herald")), copy_of(wire, **at(6, source="Gazette")))
    facts = await facts_of(storage, own, wire, later)
    card = await empty_house.ask(f"/story {facts.id}")
    sources = await empty_house.press(card, "Sources")
    assert empty_house.words(sources).splitlines() == [
        f"Story {facts.id}: 4 outlets, 2 accounts",
        "An account is what one outlet wrote itself. Copies of it in others are listed under it.",
        "1. Wire, also in 2",
        "Dam breaks",
        "Herald (sample data), 21 Jan 2026, 13:00 (copy)",
        "Wire (sample data), 21 Jan 2026, 17:00 (later report)",
        "Gazette (sample data), 21 Jan 2026, 18:00 (copy)",
        "2. Courier",
        "Orlen flooded",
    ]


async def test_sources_have_pages(empty_house: House) -> None:
    """However many reports there are, a page holds a few, under the heading of their account, each once."""
    ids = await add(
        empty_house.storage, *(article(title=f"Report {n}", **at(n, source="Wire")) for n in range(23))
    )
    facts = await facts_of(empty_house.storage, *ids)
    page = await empty_house.press(await empty_house.ask(f"/story {facts.id}"), "Sources")
    words = [empty_house.words(page)]
    while "More" in empty_house.labels(page):
        page = await empty_house.press(page, "More")
        words.append(empty_house.words(page))
    assert [each.count("1. Wire") for each in words] == [1, 1, 1]
    times = [line for each in words for line in each.splitlines() if "later report" in line]
    assert len(times) == len(set(times)) == 22


async def test_what_is_followed_comes_first(house: House) -> None:
    """A story on what a reader follows is put forward and says so, for that reader alone."""
    async with house.storage.read() as work:
        stories = [each.id for each in await work.stories.page(9)]
    dated = await house.ask("/latest")
    assert "you follow it" not in house.words(dated)
    await house.press(await house.ask("/who Budanov"), "Follow Kyrylo Budanov")
    words = house.words(await house.ask("/latest")).splitlines()
    assert [line for line in words if "(you follow it)" in line] == [words[3]]
    assert len(stories) == len(house.labels(dated))


async def test_what_is_muted_is_left_out(house: House) -> None:
    """A muted story, or one with something muted, is not listed, and that is said; a followed story stays."""
    card = await house.ask("/story 2")
    await house.press(card, "Mute")
    words = house.words(await house.ask("/latest"))
    assert "Story 2:" not in words
    assert "1 story is left out" in words
    await house.ask("/mute Trump")
    assert "2 stories are left out" in house.words(await house.ask("/latest"))
    await house.press(await house.ask("/story 4"), "Follow this story")
    assert "Story 4 (you follow it):" in house.words(await house.ask("/latest"))
    await house.ask("/mute source: Sample Gazette")
    assert "Story 3:" in house.words(await house.ask("/latest"))  # others tell it too


async def test_pages_with_much_muted(empty_house: House) -> None:
    """However many stories of a block are muted, every other one is on a page, once."""
    house = empty_house
    ids = await add(house.storage, *(article(**at(n, title=f"Number {n}")) for n in range(130)))
    async with house.storage.write() as work:
        stories = [await work.stories.start(each) for each in ids]
    muted = stories[72:]
    await house.ask("/start")
    async with house.storage.write() as work:
        for each in muted:
            await work.follows.put(100, Follow(kind=FollowKind.STORY, key=str(each)), Stance.MUTE)
    seen: list[int] = []
    page = await house.ask("/latest")
    for _ in range(40):
        seen += [int(each) for each in re.findall(r"Story (\d+):", house.words(page))]
        if "More" not in house.labels(page):
            break
        page = await house.press(page, "More")
    assert seen == sorted(set(stories) - set(muted), reverse=True)


async def test_old_numbers_say_where_they_lead(empty_house: House) -> None:
    """A story that went up in another opens that one and says so."""
    a, b = await add(empty_house.storage, article(**at(0)), article(**at(1)))
    async with empty_house.storage.write() as work:
        one, two = [await work.stories.start(each) for each in (a, b)]
        await work.stories.attach(a, two)
        await work.stories.merge(one, two)
    words = empty_house.words(await empty_house.ask(f"/story {one}"))
    assert words.startswith(f"Story {one} is part of story {two} now.")
    assert f"Story {two}: 1 outlet." in words
