"""An edited message: the article keeps its number, gets the new text, and the receipt tells."""

from __future__ import annotations

from dataclasses import replace

from newsroom.intents import ShowArticle
from newsroom.question import Question
from storage.inbox_values import NewSubmission
from storage.values import Article
from tests.newsroom.house import ADMIN, House, assert_verbatim, key

TALKS = (
    "Talks open in Exampleton\n\n"
    "Delegates of both sides met Maria Example in Exampleton on Monday. They stay a week. It rained."
)
REVISED = (
    "Talks open in Exampleton\n\n"
    "Delegates of both sides met Maria Example in Exampleton on Tuesday. They stay a week. "
    "Three of them left early."
)
OTHER = "The bridge reopens\n\nThe bridge of Sampleville reopened on Monday, the mayor Jan Sample said."


async def stored(house: House) -> list[Article]:
    """All articles."""
    async with house.storage.read() as work:
        return [article async for article in work.articles.export()]


async def hand_over(house: House, text: str, **more: object) -> NewSubmission:
    """Something handed over and stored."""
    new = NewSubmission(key="7:1", text=text, received=house.at, user_id=7)
    await house.intake.hand_over(replace(new, **more))  # type: ignore[arg-type]  # named as the fields are
    return new


async def edit(house: House, new: NewSubmission, text: str) -> int:
    """The message is edited, and what it says now is read; the submission's id."""
    async with house.storage.write() as work:
        revised = await work.inbox.revise(replace(new, text=text))
    assert revised is not None
    assert await house.intake.work_off()
    assert not await house.intake.work_off()
    return revised


async def receipt_of(house: House, new: NewSubmission) -> object:
    """The receipt of handing the same over again."""
    return await house.intake.hand_over(new)


async def test_an_edit_replaces_the_text(empty_house: House) -> None:
    """The article has its number and arrival still, and is found by its new words alone."""
    house = empty_house
    new = await hand_over(house, TALKS)
    [before] = await stored(house)
    house.later(hours=1)
    await edit(house, new, REVISED)
    [after] = await stored(house)
    assert (after.id, after.arrived, after.submission_id) == (before.id, before.arrived, before.submission_id)
    assert "Three of them left early." in after.body
    assert "rained" not in after.body
    assert after.story_id is not None
    async with house.storage.read() as work:
        assert [s.text for s in await work.articles.sentences(after.id)][-1] == "Three of them left early."
        assert (await work.articles.reach()).articles == 1
        assert await work.stories.count() == 1
    found = await house.ask("/search left early")
    assert await assert_verbatim(house.storage, found)
    assert "search.none" in key(await house.ask("/search rained"))


async def test_an_edit_of_the_words_beside_a_link(empty_house: House) -> None:
    """The note is what the admin wrote last; the same words again change nothing."""
    house, link = empty_house, "https://news.example/ferry"
    house.pages = {link: f"<h1>Ferry</h1><p>{'The ferry sails again, the mayor said. ' * 3}</p>"}
    new = await hand_over(house, link, note="Ferri sails")
    await edit(house, replace(new, note="Ferry sails"), link)
    [article] = await stored(house)
    shown = await house.desk.answer(Question(intent=ShowArticle(article_id=article.id), asker=ADMIN))
    assert "alone: Ferry sails" in house.words(shown)
    async with house.storage.write() as work:
        assert await work.inbox.revise(replace(new, note="Ferry sails")) is None


async def test_people_are_the_same_after_an_edit(empty_house: House) -> None:
    """Who is named before and after keeps their page; who is named no more is gone."""
    house = empty_house
    new = await hand_over(house, TALKS)
    async with house.storage.read() as work:
        [(_, before)] = (await work.people.names_in([1])).items()
    await edit(house, new, REVISED)
    async with house.storage.read() as work:
        [(_, after)] = (await work.people.names_in([1])).items()
        assert after == before
        person = await work.people.get(1)
    assert person is not None
    assert (person.name, person.articles) == ("Maria Example", 1)
    await edit(house, new, OTHER)
    async with house.storage.read() as work:
        assert await work.people.get(1) is None


async def test_the_receipt_says_what_changed(empty_house: House) -> None:
    """It counts the sentences that are new and gone, and shows new ones, word for word."""
    house = empty_house
    new = await hand_over(house, TALKS, chat_id=None)
    async with house.storage.write() as work:
        submission_id = await work.inbox.revise(replace(new, text=REVISED))
        assert submission_id is not None
    receipt = await house.intake.hand_over(replace(new, text=REVISED))
    words = house.words(receipt)
    assert "Updated #1" in words
    assert "2 sentences are new." in words
    assert "2 sentences are gone." in words
    assert "Three of them left early." in words
    assert "receipt.new_headline" not in key(receipt)
    assert "Undo" in house.labels(receipt)
    assert await assert_verbatim(house.storage, receipt)


async def test_several_articles_keep_their_numbers(empty_house: House) -> None:
    """Each of two articles is replaced by its own new version; one that is gone is deleted."""
    house = empty_house
    links = [f"https://news.example/{n}" for n in (1, 2)]
    pages = {
        url: f"<html><body><article><h1>{text.splitlines()[0]}</h1><p>{text.splitlines()[2]}</p>"
        f"<p>{'More was not known on that day, officials of the town said. ' * 3}</p></article></body></html>"
        for url, text in zip(links, (TALKS, OTHER), strict=True)
    }
    house.pages = pages
    new = await hand_over(house, "\n".join(links))
    first, second = await stored(house)
    await edit(house, new, "\n".join(links[::-1]))
    assert [(a.id, a.title) for a in await stored(house)] == [
        (first.id, first.title),
        (second.id, second.title),
    ]
    await edit(house, new, links[1])
    assert [a.id for a in await stored(house)] == [second.id]


async def test_an_edit_that_holds_no_article_takes_nothing_away(empty_house: House) -> None:
    """Where nothing can be made of the new text the stored one stays, which is said."""
    house = empty_house
    new = await hand_over(house, TALKS)
    async with house.storage.write() as work:
        assert await work.inbox.revise(replace(new, text="Share\n\nPrint")) is not None
    receipt = await house.intake.hand_over(new)
    assert receipt.refused
    assert "stays as it is: #1" in house.words(receipt)
    [article] = await stored(house)
    assert "rained" in article.body


async def test_an_edit_of_what_others_repeat(empty_house: House) -> None:
    """An original that another source repeats gets its new text, and the copy stays filed under it."""
    house = empty_house
    new = await hand_over(house, TALKS, source="Sample Wire")
    house.later(minutes=1)
    await house.hand_over(TALKS, source="Sample Courier")
    await edit(house, replace(new, source="Sample Wire"), REVISED)
    original, copy = await stored(house)
    assert "Three of them left early." in original.body
    assert copy.original_id == original.id


async def test_undo_after_an_edit(empty_house: House) -> None:
    """What was edited is taken back as a whole; an edit after that brings nothing back."""
    house = empty_house
    new = await hand_over(house, TALKS)
    await edit(house, new, REVISED)
    assert "Taken back" in house.words(await house.ask("/undo", ADMIN))
    assert await stored(house) == []
    async with house.storage.write() as work:
        assert await work.inbox.revise(replace(new, text=TALKS)) is None
    assert not await house.intake.work_off()
