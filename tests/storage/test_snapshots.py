"""Articles put back row by row: nothing that hangs on one is forgotten."""

from __future__ import annotations

from dataclasses import replace

from storage import snapshots
from storage.chat_values import ChatKind, Follow, FollowKind, Stance
from storage.database import Storage
from storage.inbox_values import CorrectionKind, NewCorrection
from storage.kept import Kept
from storage.models import Row
from storage.values import Moves
from tests.dumping import counted, dump
from tests.storage.making import NOON, add, article, copy_of, span

NEW = NewCorrection(
    kind=CorrectionKind.DELETE, at=NOON, admin_id=7, update_id=1, articles=(1, 2), said="words"
)


def test_every_table_of_articles_is_kept() -> None:
    """A table that refers to articles is part of what is kept, or what it holds would be lost."""
    kept = {model.__tablename__ for model in snapshots.KEPT}
    referring = {
        table.name
        for table in Row.metadata.sorted_tables
        if any(key.column.table.name in {"article", "person"} for key in table.foreign_keys)
    }
    assert len(referring) > 8
    assert referring <= kept


async def test_rows_go_and_come_back(storage: Storage, database_url: str) -> None:
    """An original with its copy, their people and topics are deleted, and back they are the same rows."""
    marks = (1, 2**32 - 1)
    [one] = await add(storage, article(terms="port strike", marks=marks, signature="s"))
    [other] = await add(storage, copy_of(one, source=None))
    async with storage.write() as work:
        person = await work.people.add("Anna Stone", ["Stone"], ["stone"])
        await work.people.record(one, mentions=[(person, span(0))], roles=[(person, span(1))])
        await work.topics.record(one, [("kyiv", 0, 0.1 + 0.2), ("kyiv", 1, 1.0)])
        await work.stories.start(one)
    before = dump(database_url)
    async with storage.write() as work:
        rows = await work.snapshots.take([one, other, 99])
        places = await work.stories.places([one, other])
        await work.articles.delete(one)
        moves = await work.stories.moves(places)
    assert dump(database_url) != before
    async with storage.write() as work:
        assert work.snapshots.fits(rows)
        await work.snapshots.clear([one, other], rows)
        await work.snapshots.put(rows, {})
        await work.stories.move_back(moves, [one, other])
    assert dump(database_url) == before
    counted(database_url)


async def test_marks(storage: Storage) -> None:
    """An article's mark changes with its text, and not with its story."""
    [one] = await add(storage, article())
    async with storage.write() as work:
        before = await work.snapshots.marks([one, 99])
        await work.stories.start(one)
        assert await work.snapshots.marks([one]) == before
        await work.articles.replace(one, replace(article(), title="Another"))
        assert await work.snapshots.marks([one]) != before


async def test_rows_of_another_version(storage: Storage) -> None:
    """Rows that lack a column, or a table, are told."""
    [one] = await add(storage, article())
    async with storage.read() as work:
        rows = await work.snapshots.take([one])
        assert not work.snapshots.fits({**rows, "quote": []})
        assert not work.snapshots.fits({**rows, "article": [{"id": one}]})


async def test_the_journal(storage: Storage) -> None:
    """A correction is known by the updates that asked for it and took it back, until it is too old."""
    kept = Kept(
        rows={"person": [{"id": 3}]},
        known={},
        taught={},
        moves=Moves(articles={1: (2, None)}, merged=()),
        after={1: None, 2: "mark"},
        submission=(4, "done"),
    )
    async with storage.write() as work:
        number = await work.corrections.note(NEW, kept)
        later = await work.corrections.note(replace(NEW, kind=CorrectionKind.UNDO, update_id=None), kept)
        assert await work.corrections.kept(number) == kept
        last = await work.corrections.last(7, NOON.replace(year=2020))
        assert last is not None
        assert (last.id, last.articles, last.taken_back) == (number, (1, 2), None)
        await work.corrections.taken_back(number, NOON, 2)
        for update_id in (1, 2):
            found = await work.corrections.asked_by(update_id)
            assert found is not None
            assert (found.id, found.taken_back) == (number, NOON)
        assert await work.corrections.asked_by(3) is None
        assert await work.corrections.last(7, NOON.replace(year=2020)) is None
        assert await work.corrections.expire(NOON.replace(year=2020)) == set()
        assert await work.corrections.expire(NOON) == {3}
        assert await work.corrections.get(later) is None


async def test_follows_go_over(storage: Storage) -> None:
    """Who followed one person follows the other instead, once."""
    async with storage.write() as work:
        for chat_id in (1, 2):
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            await work.follows.put(chat_id, Follow(kind=FollowKind.PERSON, key="3"), Stance.FOLLOW)
        await work.follows.put(2, Follow(kind=FollowKind.PERSON, key="4"), Stance.FOLLOW)
        await work.follows.hand_over(3, 4)
        for chat_id in (1, 2):
            assert (await work.follows.tastes([chat_id]))[chat_id].follows == (
                Follow(kind=FollowKind.PERSON, key="4"),
            )
