"""Topics that editors define: by words, for what is stored and what comes, until they are removed."""

from __future__ import annotations

import pytest

from newsroom.defining import Defining
from newsroom.errands import DefineTopic, RemoveTopic
from newsroom.intents import ShowTopic
from storage.database import Storage
from tests.dumping import counted, dump
from tests.newsroom.correcting import SOURCES, add, back_of, delete, family, say
from tests.newsroom.house import ADMIN, READER, House
from tests.newsroom.test_reanalysis import again

ADD = "/topics add arms: weapons, North Korean troops"


@pytest.fixture
async def house(storage: Storage) -> House:
    """A newsroom on each kind of database."""
    return House(storage=storage)


def slowly(house: House) -> Defining:
    """What reads one article in a transaction, and lets nobody wait for it."""
    return Defining(storage=house.storage, patience=0, at_once=1)


async def test_it_is_a_topic_like_any_other(house: House) -> None:
    """It has a page that says whose it is, a place in the list; it is followed, and a digest is about it."""
    await house.fill()
    told = house.words(await house.ask(ADD, ADMIN))
    assert '"arms" is a topic now: sentences with one of these words: weapons, North Korean troops.' in told
    page = await house.ask("/topic Arms")
    words = house.words(page)
    assert "the editors defined: sentences with one of these words: weapons, North Korean troops." in words
    assert "giving weapons to Ukraine directly" in words
    assert "still being looked through" not in words
    listed = house.words(await house.ask("/topics"))
    assert "Defined by the editors" in listed
    assert "(weapons, North Korean troops)" in listed
    assert "Following arms" in house.words(await house.press(page, "Follow arms"))
    assert "arms (topic)" in house.words(await house.ask("/following"))
    assert "arms" in house.words(await house.ask("/subscribe 08:00 Kyiv arms"))
    assert "about arms" in house.words(await house.ask("/quotes Rutte about arms"))
    assert "Did you mean arms?" in house.words(await house.ask("/topic armss"))
    assert "weapons" in house.words(await house.press(page, "In brief"))


async def test_before_or_after_the_articles_is_the_same(house: House, database_url: str) -> None:
    """What the archive is read for, row by row, is what is found in articles that come later; copies too."""
    await house.ask("/topics add own: port, kitchens, Tuesday", ADMIN)
    await family(house)
    await house.fill()
    before = dump(database_url)
    assert [row for row in before["event"] if "own" in row]
    assert len([row for row in before["topic_mention"] if "own" in row]) > 3
    await again(house)
    assert dump(database_url) == before
    answer = await house.ask("/topics remove own", ADMIN)
    await house.press(answer, "Yes, remove it", ADMIN)
    gone = dump(database_url)
    assert not [row for rows in gone.values() for row in rows if "own" in row]
    counted(database_url)
    await house.ask("/topics add own: port, kitchens, Tuesday", ADMIN)
    assert dump(database_url) == before


async def test_a_long_archive_is_read_in_steps(house: House) -> None:
    """Newest first; a run that ends between steps is gone on with, and the page says that it is not done."""
    for number in range(3):
        await add(house, f"Convoy {number}", [f"A convoy of {number + 3} trucks left the mine."])
    await add(house, "A ferry", ["The ferry is late."])
    await slowly(house).answer(DefineTopic(words="lorries: trucks, lorries"))
    counts = []
    more = True
    while more:
        page = await house.ask("/topic lorries")
        going = "Older articles are still being looked through" in house.words(page)
        async with house.storage.read() as work:
            counts.append(((await work.topics.reach("lorries")).articles, going))
        more = await slowly(house).go_on()
    assert counts == [(0, True), (1, True), (2, True), (3, True), (3, False)]
    await add(house, "A convoy again", ["Two trucks came back to the mine."])
    async with house.storage.read() as work:
        assert (await work.topics.reach("lorries")).articles == 4


async def test_a_removal_goes_in_steps_and_hides_it_at_once(house: House, database_url: str) -> None:
    """It is no topic from the first step on; its name is free after the last."""
    for number in range(3):
        await add(house, f"Convoy {number}", [f"A convoy of {number + 3} trucks left the mine."])
    await house.ask("/topics add lorries: trucks", ADMIN)
    page = await house.ask("/topic lorries")
    defining = slowly(house)
    await defining.answer(RemoveTopic(name="lorries", confirmed=1))
    for says in ("/topic lorries", "/follow topic: lorries", "/timeline lorries"):
        assert "lorries" in house.words(await house.ask(says))
        assert "Did you mean" not in house.words(await house.ask(says))
    assert "is a topic" not in house.words(await house.ask("/topic lorries"))
    assert "lorries" not in house.words(await house.ask("/topics"))
    assert (await say(house, ShowTopic(slug="lorries"), asker=READER)).refused
    assert (await house.press(page, "Follow lorries")).refused
    assert "still being taken away" in house.words(await house.ask("/topics add lorries: vans", ADMIN))
    assert await defining.go_on()
    counted(database_url)
    while await defining.go_on():
        pass
    await house.ask("/topics add lorries: vans", ADMIN)
    assert "No stored article names lorries." in house.words(await house.ask("/topic lorries"))


async def test_an_undone_deletion_knows_the_topics_of_now(house: House, database_url: str) -> None:
    """One that was defined meanwhile is named by what comes back; one that was removed is not."""
    await add(house, "Convoy", ["A convoy of 3 trucks left the mine on Monday."])
    await house.ask("/topics add lorries: trucks", ADMIN)
    deleted = await delete(house, 1)
    await house.press(await house.ask("/topics remove lorries", ADMIN), "Yes, remove it", ADMIN)
    await house.ask("/topics add mines: mine", ADMIN)
    await say(house, back_of(deleted))
    assert "Named in 1 article" in house.words(await house.ask("/topic mines"))
    assert "I know no topic" in house.words(await house.ask("/topic lorries"))
    await house.ask("/topics add lorries: vans", ADMIN)
    assert "No stored article names lorries." in house.words(await house.ask("/topic lorries"))
    counted(database_url)


@pytest.mark.parametrize(
    ("says", "hears"),
    [
        ("/topics add", "Write a name, a colon and the words"),
        ("/topics add nuclear", "Write a name, a colon and the words"),
        ("/topics add : IAEA", "Write a name, a colon and the words"),
        ("/topics add nuclear: , ,", "Write a name, a colon and the words"),
        ("/topics add ядро: IAEA", '"ядро" cannot name a topic.'),
        (f"/topics add {'n' * 31}: IAEA", "cannot name a topic."),
        ("/topics add nuclear: the", '"the" holds no word to look for.'),
        ("/topics add nuclear: one two three four five six", "is too long for a phrase: at most 4 words"),
        (f"/topics add nuclear: {', '.join(f'word{n}' for n in range(21))}", "at most 20 words"),
        ("/topics add Kyiv: IAEA", "is a name of the topic Ukraine"),
        ("/topics add north korea: IAEA", "is a name of the topic North Korea"),
        ("/topics remove", "Say which topic"),
        ("/topics remove Kyiv", "Ukraine comes with me and cannot be removed."),
        ("/topics remove qwxzk", 'No topic "qwxzk" was defined.'),
        ("/topics add Sanctions: embargo", "is a name of the topic Sanctions"),
    ],
)
async def test_bad_input_is_told_in_a_sentence(house: House, says: str, hears: str) -> None:
    """What is wrong and what to do; nothing is changed."""
    answer = await house.ask(says, ADMIN)
    assert hears in house.words(answer)
    assert answer.refused
    async with house.storage.read() as work:
        assert await work.defined.every() == []


async def test_only_admins_define(house: House) -> None:
    """Readers neither add nor remove; a name is taken once, and there is an end to how many there are."""
    assert "admin" in house.words(await house.ask(ADD))
    await house.ask(ADD, ADMIN)
    assert "is a topic already, by these words: weapons" in house.words(await house.ask(ADD, ADMIN))
    assert (await house.ask("/topics remove arms")).refused
    assert (await say(house, RemoveTopic(name="arms", confirmed=1), asker=READER)).refused
    asked = await house.ask("/topics remove arms", ADMIN)
    assert "Remove the topic" in house.words(asked)
    await house.press(asked, "No, keep it", ADMIN)
    for number in range(39):
        await house.ask(f"/topics add own {number}: word{number}", ADMIN)
    assert "There can be 40 topics" in house.words(await house.ask("/topics add last: word", ADMIN))


async def test_a_word_of_a_kind_may_be_theirs(house: House) -> None:
    """A word that leads to a kind of events leads to the topic that editors define by it."""
    await add(house, "Inspectors", ["The nuclear plant was closed.", "The IAEA counted two warheads."])
    assert "Nuclear weapons and energy" in house.words(await house.ask("/topic nuclear"))
    await house.ask("/topics add nuclear: IAEA", ADMIN)
    page = house.words(await house.ask("/topic nuclear"))
    assert page.startswith("nuclear\n")
    assert "The IAEA counted" in page
    assert "Nuclear weapons and energy" in house.words(await house.ask("/topic nuclear plant"))


async def test_a_new_text_is_read_anew(house: House) -> None:
    """An edited article names what it says now."""
    await house.ask("/topics add lorries: trucks", ADMIN)
    await add(house, "Convoy", ["A convoy of 3 trucks left the mine."], SOURCES[0])
    await say(house, "/edit 1 text: A convoy of 3 boats left the mine.", update_id=1)
    assert "No stored article names lorries." in house.words(await house.ask("/topic lorries"))
