"""What is found in stored articles is found anew; texts, stories, numbers and corrections stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from newsroom.answer import Answer
from newsroom.intents import ShowPerson
from newsroom.reanalysis import Again, Outcome, Reanalysis
from storage.chat_values import Follow, FollowKind, Stance
from storage.database import Storage
from storage.values import Article
from summarizer.model import Analysis
from summarizer.pipeline import VERSION, analyze
from tests.dumping import dump
from tests.newsroom.correcting import SOURCES, add, delete, family, merge, say, stored
from tests.newsroom.house import ADMIN, READER, House, in_place

Changed = Callable[[Analysis], Analysis]
YOON = [
    "President Yoon Suk Yeol said on Tuesday that the border stays shut.",
    "Yoon Suk Yeol's office gave no date for its opening.",
]


@pytest.fixture
async def house(storage: Storage) -> House:
    """A newsroom on each kind of database."""
    return House(storage=storage)


async def again(house: House, *, changed: Changed = lambda found: found, version: int = VERSION) -> list[Any]:
    """Reads all articles again, by an analyser of some version that finds what is ``changed``."""
    reanalysis = Reanalysis(storage=house.storage)
    await reanalysis.everything()
    outcomes = []
    for copies in (False, True):
        for article in await reanalysis.next(100, after=0, copies=copies):
            analysis = await in_place(analyze, article.body, article.title, article.stated)
            found = replace(changed(analysis), version=version)
            outcomes += await reanalysis.file([Again(article=article, analysis=found)])
    return outcomes


def cut_short(analysis: Analysis) -> Analysis:
    """The second name of three is taken for the last."""
    cut = {
        at: replace(each, name="Yoon Suk", forms=("Yoon Suk",))
        for at, each in enumerate(analysis.people)
        if each.name == "Yoon Suk Yeol"
    }
    return replace(analysis, people=tuple(cut.get(at, each) for at, each in enumerate(analysis.people)))


async def person(house: House, name: str) -> int:
    """The number of the one person of a name."""
    async with house.storage.read() as work:
        [found] = [each for each in await work.people.top(100) if each.name == name]
    return found.id


async def test_the_same_analyser_changes_nothing(house: House, database_url: str) -> None:
    """Read again by the same version, an archive with copies and corrections is what it was, row by row."""
    await family(house)
    await house.fill()
    await say(house, "/edit 5 source: The Ledger", update_id=1)
    before = dump(database_url)
    outcomes = await again(house)
    assert set(outcomes) == {Outcome.RENEWED}
    assert len(outcomes) == len(await stored(house))
    assert dump(database_url) == before


async def test_people_keep_their_numbers_and_what_leads_to_them(house: House) -> None:
    """Who is now named in full keeps follows and links of whoever was named in their place."""
    await add(house, "The border stays shut", YOON)
    await again(house, changed=cut_short, version=1)
    was = await person(house, "Yoon Suk")
    async with house.storage.write() as work:
        await work.chats.touch(READER.chat_id, READER.kind)
        what = Follow(kind=FollowKind.PERSON, key=str(was))
        await work.follows.put(READER.chat_id, what, Stance.FOLLOW)
    await again(house)
    now = await person(house, "Yoon Suk Yeol")
    assert now != was
    async with house.storage.read() as work:
        follows = await work.follows.of_chat(READER.chat_id)
        assert [each.what.key for each in follows] == [str(now)]
        assert await work.people.missing([was]) == {was}
    page = await say(house, ShowPerson(person_id=was), asker=READER)
    assert page == await say(house, ShowPerson(person_id=now), asker=READER)
    assert "border stays shut" in house.words(page)
    await again(house)
    assert await person(house, "Yoon Suk Yeol") == now


async def test_somebody_known_by_a_surname_stays_so(house: House, database_url: str) -> None:
    """A lone surname of an earlier article does not go over to a namesake who came later."""
    await add(house, "A mayor speaks", ["Mayor Orlova said on Monday that the bridge is open."])
    await add(
        house, "A poet is heard", ["Daria Orlova read her poems in the old library of Arden."], SOURCES[1]
    )
    before = dump(database_url)
    await again(house)
    assert dump(database_url) == before


async def test_corrections_hold_and_can_be_taken_back(house: House) -> None:
    """What was deleted stays so, merged articles are one report, and both come back when asked for."""
    await family(house)
    await add(house, "The border stays shut", YOON)
    gone = await delete(house, 6)
    merged = await merge(house, "5 1")
    corrected = await stored(house)
    await again(house)
    assert await stored(house) == corrected

    async def back(answer: Answer) -> None:
        await house.press(answer, "Take back", ADMIN)

    await back(merged)
    await back(gone)
    assert [each.original_id for each in await stored(house)] == [None, 1, 1, 1, None, None]
    assert await person(house, "Yoon Suk Yeol")


async def test_what_changes_meanwhile_is_left(house: House) -> None:
    """An article that is deleted, edited or read by somebody else before its findings are filed is left."""
    await add(house, "The border stays shut", YOON)
    reanalysis = Reanalysis(storage=house.storage)
    await reanalysis.everything()
    [article] = await reanalysis.next(5, after=0, copies=False)
    analysis = await in_place(analyze, article.body, article.title, article.stated)
    edited = replace(article, body=f"{article.body} It was said.")
    assert await reanalysis.file([Again(article=edited, analysis=analysis)]) == [Outcome.LEFT]
    assert await reanalysis.count() == 1
    both = [Again(article=article, analysis=analysis)] * 2
    done: list[Any] = []
    while len(done) < len(both):
        done += await reanalysis.file(both[len(done) :])
    assert done == [Outcome.RENEWED, Outcome.LEFT]
    assert await reanalysis.count() == 0
    nobody: Article = replace(article, id=99)
    assert await reanalysis.file([Again(article=nobody, analysis=analysis)]) == [Outcome.LEFT]


async def test_all_are_read_again_once(house: House) -> None:
    """Asked for again before it is done, reading all again goes on where it was."""
    await family(house)
    reanalysis = Reanalysis(storage=house.storage)
    await reanalysis.everything()
    [first, *_] = await reanalysis.next(5, after=0, copies=False)
    analysis = await in_place(analyze, first.body, first.title, first.stated)
    assert await reanalysis.file([Again(article=first, analysis=analysis)]) == [Outcome.RENEWED]
    await reanalysis.everything()
    assert await reanalysis.count() == 4
    await again(house)
    await reanalysis.everything()
    assert await reanalysis.count() == 5


async def test_a_bug_costs_one_article(house: House, database_url: str) -> None:
    """Findings that cannot be stored leave their article as it was, and the others are renewed."""
    await family(house)
    before = dump(database_url)
    reanalysis = Reanalysis(storage=house.storage)
    await reanalysis.everything()
    articles = await reanalysis.next(5, after=0, copies=False)
    found = [
        Again(article=each, analysis=await in_place(analyze, each.body, each.title, each.stated))
        for each in articles
    ]
    bad = replace(found[0], analysis=replace(found[0].analysis, line=(99,)))
    [why] = await reanalysis.file([bad])
    assert not isinstance(why, Outcome)
    assert why.key == "corpus.bug"
    assert await reanalysis.file([found[1]]) == [Outcome.RENEWED]
    await again(house)
    assert dump(database_url) == before
