"""People are found by keys and beginnings, and their pages are read newest first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from storage import passages
from storage.chat_values import ChatKind, Follow, FollowKind, Stance
from storage.database import Storage
from storage.models import SentenceRow
from storage.values import KnownPerson, Naming, Reach
from tests.storage.making import NOON, add, article, span


async def test_a_person_is_known_by_every_form(storage: Storage) -> None:
    """The shown name is the first form; forms are learnt in order and once."""
    async with storage.write() as work:
        rutte = await work.people.add("Mark Rutte", ["Rutte", "Mark Rutte"], ["mrk", "rt"])
        known = await work.people.get(rutte)
        assert known is not None
        more = Naming(name="Rutte", forms=("Mr. Rutte", "Rutte"), keys=frozenset(["rt", "rtt"]))
        await work.people.learn([(known, more)])
    async with storage.read() as work:
        got = await work.people.get(rutte)
        assert [each.id for each in await work.people.candidates(["rtt"])] == [rutte]
        assert await work.people.get(rutte + 1) is None
    assert got == KnownPerson(
        id=rutte, name="Mark Rutte", forms=("Mark Rutte", "Rutte", "Mr. Rutte"), articles=0
    )


async def test_candidates_share_most_keys_then_are_most_covered(storage: Storage) -> None:
    """Who shares more keys comes first, then who is in more articles; words of names are no keys."""
    [article_id] = await add(storage, article())
    async with storage.write() as work:
        one = await work.people.add("Kim Jong Un", [], ["km", "jng"])
        two = await work.people.add("Kim Yo Jong", [], ["km", "y", "jng2"])
        three = await work.people.add("Kim", [], ["km"])
        await work.people.record(article_id, mentions=[(three, span(0))], roles=[])
    async with storage.read() as work:
        assert [each.id for each in await work.people.candidates(["km", "jng"])] == [one, three, two]
        assert [each.id for each in await work.people.candidates(["km"], limit=1)] == [three]
        assert await work.people.candidates(["kim"]) == []
        assert await work.people.candidates([]) == []


@pytest.mark.parametrize("prefix", ["rut", "Rut", "mar", "mrk", "müh", "Muh", "митя", "%", "_", "ru_"])
async def test_near_finds_beginnings_of_keys_and_words(storage: Storage, prefix: str) -> None:
    """A prefix finds keys and words of names that begin with it, and is never a pattern."""
    async with storage.write() as work:
        rutte = await work.people.add("Mark Rutte", [], ["mrk", "rt"])
        muehl = await work.people.add("Jörg Mühl", [], ["jrg"])
        mitya = await work.people.add("Митя", [], [])
    expected = {"rut": rutte, "Rut": rutte, "mar": rutte, "mrk": rutte}
    expected |= {"müh": muehl, "Muh": muehl, "митя": mitya}
    async with storage.read() as work:
        assert [each.id for each in await work.people.near([prefix])] == [
            expected[each] for each in [prefix] if each in expected
        ]
        assert await work.people.near([]) == []
        assert await work.people.near([""]) == []


async def test_near_knows_an_end(storage: Storage) -> None:
    """At most so many are looked at, the most covered."""
    [article_id] = await add(storage, article())
    async with storage.write() as work:
        ids = [await work.people.add(f"Ann{number}", [], []) for number in range(4)]
        await work.people.record(article_id, mentions=[(ids[2], span(0))], roles=[])
    async with storage.read() as work:
        assert [each.id for each in await work.people.near(["ann"], limit=2)] == [ids[2], ids[0]]


async def test_a_page_is_newest_first_and_names_each_sentence_once(storage: Storage) -> None:
    """Sentences come by date, then in order; one that names the person twice is there once."""
    old, new, twin = await add(storage, article(), article(day=2), article(day=2))
    async with storage.write() as work:
        who = await work.people.add("X", [], [])
        other = await work.people.add("Y", [], [])
        for article_id in (old, new, twin):
            await work.people.record(
                article_id,
                mentions=[
                    (who, span(2, 20, 21)),
                    (who, span(0, 4, 5)),
                    (who, span(0, 0, 1)),
                    (other, span(1, 10, 11)),
                ],
                roles=[],
            )
    async with storage.read() as work:
        page = await work.people.sentences(who, 10)
        places = [(each.article.id, each.position) for each in page]
        assert places == [(twin, 0), (twin, 2), (new, 0), (new, 2), (old, 0), (old, 2)]
        assert [each.text for each in page[:2]] == ["One came.", "Three stayed."]
        for offset in range(6):
            part = await work.people.sentences(who, 2, offset)
            assert [(each.article.id, each.position) for each in part] == places[offset : offset + 2]
        assert [each.id for each in await work.people.articles(who, 2)] == [twin, new]
        assert [each.id for each in await work.people.articles(who, 9, 1)] == [new, old]
        assert await work.people.reach(who) == Reach(
            articles=3, sources=1, first=NOON, last=NOON + timedelta(days=2)
        )
        assert await work.people.reach(10**9) == Reach(articles=0, sources=0, first=None, last=None)


async def test_a_page_does_not_lean_on_the_order_of_a_join(storage: Storage) -> None:
    """Whatever order the database finds them in, sentences are newest first and in the order of the body."""
    old, new = await add(storage, article(), article(day=1))
    async with storage.read() as work:
        columns = (col(SentenceRow.article_id), col(SentenceRow.position))
        for order in (columns, [each.desc() for each in columns]):
            places = select(*columns).order_by(*order).limit(99).subquery()
            page = await passages.sentence_page(work.people._session, places)
            places_read = [(each.article.id, each.position) for each in page]
            assert places_read == [(new, 0), (new, 1), (new, 2), (old, 0), (old, 1), (old, 2)]


async def test_roles_are_verbatim_and_newest_first(storage: Storage) -> None:
    """A role is a piece of its article's body, the latest article's first."""
    old, new = await add(storage, article("Envoy X spoke."), article("Former envoy X left.", day=1))
    async with storage.write() as work:
        who = await work.people.add("X", [], [])
        await work.people.record(old, mentions=[(who, span(0, 6, 7))], roles=[(who, span(0, 0, 5))])
        await work.people.record(new, mentions=[(who, span(0, 13, 14))], roles=[(who, span(0, 0, 12))])
    async with storage.read() as work:
        roles = await work.people.roles(who, 5)
        assert [(each.text, each.article.id) for each in roles] == [("Former envoy", new), ("Envoy", old)]
        assert len(await work.people.roles(who, 1)) == 1


async def test_counts_follow_what_is_recorded(storage: Storage) -> None:
    """An article counts once for a person, however often it is recorded."""
    a, b = await add(storage, article(), article())
    async with storage.write() as work:
        x = await work.people.add("X", [], [])
        y = await work.people.add("Y", [], [])
        await work.people.add("Z", [], [])
        for _ in range(2):
            await work.people.record(a, mentions=[(y, span(1, 9)), (x, span(0)), (x, span(2, 30))], roles=[])
        await work.people.record(b, mentions=[(y, span(0))], roles=[])
    async with storage.read() as work:
        assert [(each.id, each.articles) for each in await work.people.top(9)] == [(y, 2), (x, 1)]
        assert [each.id for each in await work.people.of_article(a)] == [x, y]
        assert await work.people.of_article(10**9) == []
        assert await work.people.ids_in([a, b, 10**9]) == {a: {x, y}, b: {y}, 10**9: set()}


async def test_recording_needs_the_article(storage: Storage) -> None:
    """Mentions of an article that is not there are a bug, not rows."""
    async with storage.write() as work:
        with pytest.raises(ValueError, match="no such article"):
            await work.people.record(1, mentions=[], roles=[])
        with pytest.raises(ValueError, match="no such article"):
            await work.topics.record(1, [])
        with pytest.raises(ValueError, match="no such article"):
            await work.stories.start(1)


async def test_nobody_follows_who_is_gone(storage: Storage) -> None:
    """When a person's last article goes, so do the follows of that person, and only those."""
    [gone, kept] = await add(storage, article(), article())
    async with storage.write() as work:
        lone = await work.people.add("Lone", [], [])
        known = await work.people.add("Known", [], [])
        await work.people.record(gone, mentions=[(lone, span(0)), (known, span(0))], roles=[])
        await work.people.record(kept, mentions=[(known, span(0))], roles=[])
        await work.chats.touch(5, ChatKind.PRIVATE)
        topic = Follow(kind=FollowKind.TOPIC, key=str(lone))
        person = Follow(kind=FollowKind.PERSON, key=str(known))
        for follow in (Follow(kind=FollowKind.PERSON, key=str(lone)), topic, person):
            await work.follows.put(5, follow, Stance.FOLLOW)
        await work.articles.delete(gone)
        assert (await work.follows.tastes([5]))[5].follows == (person, topic)
