"""The inbox: nothing handed over is lost, stored twice or worked on twice."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime, timedelta

from storage.database import Storage
from storage.inbox import GRACE
from storage.inbox_values import Lane, Submission
from tests.storage.making import NOON, submission

HOUR = timedelta(hours=1)
LATER = NOON + GRACE  # when the chats of these submissions had their time


async def put(storage: Storage, *keys: str, **changes: object) -> list[int]:
    """Hand over; the numbers."""
    async with storage.write() as work:
        return [(await work.inbox.put(submission(key=key, **changes)))[0] for key in keys]


async def claim(storage: Storage, now: datetime = LATER, limit: int = 9) -> list[Submission]:
    """Lease submissions for an hour."""
    async with storage.write() as work:
        return await work.inbox.claim(now, lease=HOUR, limit=limit)


async def test_every_field_comes_back(storage: Storage) -> None:
    """What was handed over is what the worker reads."""
    new = submission(source="Канал", url="https://t.example/1", sent=NOON - HOUR, sample=True, thread_id=33)
    async with storage.write() as work:
        number, fresh = await work.inbox.put(new)
        got = await work.inbox.get(number)
        assert await work.inbox.get(number + 1) is None
        assert await work.inbox.by_key(new.key) == got
        assert await work.inbox.by_key("7:0") is None
    assert fresh
    assert got is not None
    parts = {"glue", "settles", "stream", "written"}
    kept = {name: value for name, value in asdict(new).items() if name not in parts}
    assert asdict(got) == {
        **kept,
        "id": number,
        "receipt_id": None,
        "attempts": 0,
        "tries": 0,
        "failures": 0,
        "reason": None,
        "progress": None,
    }


async def test_a_redelivered_update_is_stored_once(storage: Storage) -> None:
    """The same key a second time changes nothing and gives the first number."""
    async with storage.write() as work:
        first = await work.inbox.put(submission(key="1:1", text="first"))
        second = await work.inbox.put(submission(key="1:1", text="second"))
        got = await work.inbox.get(first[0])
    assert (first[1], second) == (True, (first[0], False))
    assert got is not None
    assert got.text == "first"


async def test_the_oldest_is_claimed_first_and_leased(storage: Storage) -> None:
    """A claimed submission is nobody else's for the time of the lease, then anybody's again."""
    a, b = await put(storage, "a", "b")
    [first] = await claim(storage, limit=1)
    [second] = await claim(storage)
    assert [(each.id, each.attempts) for each in (first, second)] == [(a, 1), (b, 1)]
    assert await claim(storage, LATER + HOUR - timedelta(seconds=1)) == []
    again = await claim(storage, LATER + HOUR)
    assert [(each.id, each.attempts) for each in again] == [(a, 2), (b, 2)]


async def test_a_chat_has_time_to_be_acknowledged(storage: Storage) -> None:
    """A submission from a chat is claimed once it is acknowledged or a few seconds old; others at once."""
    from_chat, receipted = await put(storage, "a", "b")
    [from_nowhere] = await put(storage, "c", chat_id=None, message_id=None)
    async with storage.write() as work:
        await work.inbox.receipt(receipted, 71)
    assert [each.id for each in await claim(storage, NOON)] == [receipted, from_nowhere]
    assert await claim(storage, LATER - timedelta(microseconds=1)) == []
    assert [each.id for each in await claim(storage, LATER)] == [from_chat]


async def test_a_held_one_is_left_alone(storage: Storage) -> None:
    """Whoever put it in and works on it at once has it to itself for as long as said."""
    [number] = await put(storage, "a")
    async with storage.write() as work:
        await work.inbox.hold(number, LATER + HOUR)
    assert await claim(storage, LATER) == []
    [got] = await claim(storage, LATER + HOUR)
    assert (got.id, got.attempts) == (number, 2)


async def test_finished_stays_finished_and_released_waits(storage: Storage) -> None:
    """Done and refused submissions are not claimed again; a released one is, from the time given."""
    await put(storage, "a", "b", "c")
    done, refused, released = await claim(storage)
    async with storage.write() as work:
        assert await work.inbox.done(done) is not None
        assert await work.inbox.refuse(refused, "intake.empty") is not None
        await work.inbox.release(released, LATER + HOUR / 2)
    assert await claim(storage, LATER + HOUR / 2 - timedelta(seconds=1)) == []
    assert [each.id for each in await claim(storage, LATER + 9 * HOUR)] == [released.id]


async def test_renewed_stays_with_its_worker(storage: Storage) -> None:
    """A lease that is renewed ends that much later."""
    await put(storage, "a")
    [claimed] = await claim(storage)
    async with storage.write() as work:
        await work.inbox.renew(claimed, LATER + 2 * HOUR)
    assert await claim(storage, LATER + HOUR) == []
    assert len(await claim(storage, LATER + 2 * HOUR)) == 1


async def test_only_the_last_claim_counts(storage: Storage) -> None:
    """A worker whose lease ended, and whose submission another took up, can say nothing about it any more."""
    await put(storage, "a")
    [slow] = await claim(storage)
    [quick] = await claim(storage, LATER + HOUR)
    async with storage.write() as work:
        assert await work.inbox.done(slow) is None
        assert await work.inbox.refuse(slow, "x") is None
        await work.inbox.renew(slow, LATER + 9 * HOUR)
        await work.inbox.release(slow, NOON)
        assert await work.inbox.done(quick) is not None
        assert await work.inbox.refuse(quick, "x") is None
    assert await claim(storage, LATER + 9 * HOUR) == []


async def test_done_tells_where_it_belongs_now(storage: Storage) -> None:
    """A chat that moved or was forgotten while its submission was worked on is known by its end."""
    await put(storage, "a")
    await put(storage, "b", chat_id=8, user_id=8)
    moved, forgotten = await claim(storage)
    async with storage.write() as work:
        await work.inbox.swap_chat(7, -1007)
        await work.inbox.forget_chat(8)
        first, second = await work.inbox.done(moved), await work.inbox.refuse(forgotten, "x")
    assert first is not None
    assert second is not None
    assert (first.chat_id, second.chat_id, second.user_id) == (-1007, None, None)


async def test_withdrawn_is_never_stored(storage: Storage) -> None:
    """What is taken back is not claimed, and who had claimed it before learns so at the end."""
    waiting, _claimed, done = await put(storage, "a", "b", "c")
    async with storage.write() as work:
        assert await work.inbox.withdraw(waiting) is not None
        assert await work.inbox.withdraw(waiting) is None
    first, second = await claim(storage)
    async with storage.write() as work:
        assert await work.inbox.withdraw(first.id) is not None
        assert await work.inbox.done(first) is None
        assert await work.inbox.refuse(first, "x") is None
        await work.inbox.release(first, NOON)
        assert await work.inbox.done(second) is not None
        assert await work.inbox.withdraw(done) is None
        assert await work.inbox.withdraw(10**9) is None
    assert await claim(storage, LATER + 9 * HOUR) == []


async def test_withdrawn_or_stored_not_both(storage: Storage, database_url: str) -> None:
    """When a submission is taken back in the moment it is finished, one of both happens."""
    other = Storage.open(database_url)

    async def finish(claimed: Submission) -> bool:
        async with storage.write() as work:
            return await work.inbox.done(claimed) is not None

    async def take_back(claimed: Submission) -> bool:
        async with other.write() as work:
            return await work.inbox.withdraw(claimed.id) is not None

    try:
        await put(storage, *map(str, range(9)))
        for claimed in await claim(storage):
            both = await asyncio.gather(finish(claimed), take_back(claimed))
            assert sorted(both) == [False, True]
    finally:
        await other.close()


async def test_unreceipted_are_those_somebody_waits_for(storage: Storage) -> None:
    """From a chat, unfinished, not acknowledged: oldest first."""
    await put(storage, "d")
    [done] = await claim(storage)
    a, b, receipted = await put(storage, "a", "b", "c")
    await put(storage, "cli", chat_id=None, message_id=None, user_id=None)
    async with storage.write() as work:
        await work.inbox.receipt(receipted, 71)
        await work.inbox.done(done)
    await claim(storage, limit=1)
    async with storage.read() as work:
        assert [each.id for each in await work.inbox.unreceipted(9)] == [a, b]
        assert [each.id for each in await work.inbox.unreceipted(1)] == [a]
        got = await work.inbox.get(receipted)
    assert got is not None
    assert got.receipt_id == 71


async def test_last_of_is_the_newest(storage: Storage) -> None:
    """What an admin takes back is their own newest submission in any state, unless it was taken back."""
    first, _refused, waiting = await put(storage, "a", "b", "c")
    await put(storage, "e", user_id=8)

    async def last() -> int | None:
        async with storage.read() as work:
            found = await work.inbox.last_of(7)
            assert await work.inbox.last_of(9) is None
        return found.id if found else None

    assert await last() == waiting
    done, refused, *_ = await claim(storage)
    async with storage.write() as work:
        await work.inbox.withdraw(waiting)
        await work.inbox.done(done)
        await work.inbox.refuse(refused, "x")
    assert await last() == refused.id
    async with storage.write() as work:
        await work.inbox.taken_back(refused.id)
    assert await last() == first
    async with storage.write() as work:
        await work.inbox.taken_back(first)
    assert await last() is None


async def test_two_workers_never_get_the_same(storage: Storage, database_url: str) -> None:
    """Workers in several processes that claim at the same time share the submissions out."""
    ids = await put(storage, *(str(number) for number in range(20)))
    others = [Storage.open(database_url) for _ in range(4)]
    try:
        claims = await asyncio.gather(*(claim(each, limit=2) for each in others for _ in range(3)))
    finally:
        for each in others:
            await each.close()
    got = [each.id for claimed in claims for each in claimed]
    got += [each.id for each in await claim(storage, limit=99)]
    assert sorted(got) == ids


async def test_the_same_update_twice_at_once(storage: Storage, database_url: str) -> None:
    """Two processes that receive the same update at the same time store it once."""
    other = Storage.open(database_url)

    async def receive(at: Storage) -> tuple[int, bool]:
        async with at.write() as work:
            return await work.inbox.put(submission(key="1:1"))

    try:
        results = await asyncio.gather(*(receive(at) for at in (storage, other, storage, other)))
    finally:
        await other.close()
    assert len({number for number, _ in results}) == 1
    assert sorted(new for _, new in results) == [False, False, False, True]


async def joined(storage: Storage, key: str, head: int, **changes: object) -> None:
    """Hand over a further part."""
    async with storage.write() as work:
        await work.inbox.join(submission(key=key, **changes), head)


async def test_parts_are_one_submission(storage: Storage) -> None:
    """Parts are put together in the order of their messages, with their glue; empty ones leave no trace."""
    [head] = await put(storage, "7:2", text="Second", message_id=2, glue=" ", source=None)
    await joined(storage, "7:3", head, text="third.", message_id=3, glue=" ")
    await joined(storage, "7:1", head, text=" ", message_id=1, glue="\n\n")
    await joined(storage, "7:3", head, text="Again.", message_id=3, glue=" ")
    [claimed] = await claim(storage)
    assert (claimed.id, claimed.text) == (head, "Second third.")
    assert await claim(storage, LATER + HOUR / 2) == []
    async with storage.read() as work:
        assert [await work.inbox.known(f"7:{n}") for n in (1, 2, 3, 4)] == [head, head, head, None]
        assert await work.inbox.by_key("7:3") == await work.inbox.get(head)
        last = await work.inbox.last_of(7)
    assert last is not None
    assert last.id == head


async def test_the_first_part_with_words_tells_the_source(storage: Storage) -> None:
    """Of an album, source and link are those of the picture with the caption."""
    [head] = await put(storage, "7:1", text="", message_id=1, url="https://t.example/1", glue="\n\n")
    await joined(storage, "7:2", head, text="Words.", message_id=2, url="https://t.example/2", glue="\n\n")
    async with storage.read() as work:
        got = await work.inbox.get(head)
    assert got is not None
    assert (got.text, got.url, got.message_id) == ("Words.", "https://t.example/2", 1)


async def test_a_further_part_opens_a_submission_again(storage: Storage) -> None:
    """Whoever works on one to which a part comes cannot end it; one that was done is done anew, once."""
    [head] = await put(storage, "7:1", message_id=1)
    [early] = await claim(storage)
    await joined(storage, "7:2", head, text="More.", message_id=2, settles=LATER + HOUR)
    async with storage.write() as work:
        assert await work.inbox.done(early) is None
    assert await claim(storage) == []
    [whole] = await claim(storage, LATER + HOUR)
    assert whole.text.endswith("More.")
    async with storage.write() as work:
        assert await work.inbox.done(whole) is not None
    await joined(storage, "7:3", head, text="Last.", message_id=3)
    [again] = await claim(storage)
    assert again.text.endswith("Last.")


async def test_a_part_of_what_was_taken_back_stays_out(storage: Storage) -> None:
    """A further part does not bring back what was withdrawn."""
    [head] = await put(storage, "7:1", message_id=1)
    async with storage.write() as work:
        assert await work.inbox.withdraw(head) is not None
    await joined(storage, "7:2", head, text="More.", message_id=2)
    assert await claim(storage) == []


async def test_what_settles_waits(storage: Storage) -> None:
    """What may have further parts is claimed when they had time to come, and after a stop gets more."""
    [waits, other] = await put(storage, "7:1", "7:2", settles=LATER + HOUR)
    async with storage.write() as work:
        assert await work.inbox.withdraw(other) is not None
    assert await claim(storage, LATER + HOUR - timedelta(seconds=1)) == []
    async with storage.write() as work:
        await work.inbox.unsettle(LATER + 2 * HOUR)
    assert await claim(storage, LATER + HOUR) == []
    assert [each.id for each in await claim(storage, LATER + 2 * HOUR)] == [waits]


async def test_the_newest_of_a_stream(storage: Storage) -> None:
    """The newest part of a stream, with the submission that it belongs to."""
    [head] = await put(storage, "7:1", message_id=1, stream="7::7:", written=NOON)
    await joined(storage, "7:2", head, text="More.", message_id=2, stream="7::7:", written=NOON + HOUR)
    async with storage.write() as work:
        assert await work.inbox.newest("8::7:") is None
        part = await work.inbox.newest("7::7:")
        assert part is not None
        assert (part.submission_id, part.text, part.written) == (head, "More.", NOON + HOUR)
        await work.inbox.forget_chat(7)
        assert await work.inbox.newest("7::7:") is None


async def test_links_are_claimed_by_server(storage: Storage) -> None:
    """Texts, links and files are claimed apart, and links of busy servers wait."""
    [file] = await put(storage, "d", file_id="f", host="b.example")
    [text] = await put(storage, "a")
    [one] = await put(storage, "b", host="b.example")
    [two] = await put(storage, "c", host="c.example")
    async with storage.write() as work:
        claims = [
            await work.inbox.claim(LATER, lease=HOUR, limit=9, lane=Lane.LINKS, busy={"b.example"}),
            await work.inbox.claim(LATER, lease=HOUR, limit=9, lane=Lane.TEXTS),
            await work.inbox.claim(LATER, lease=HOUR, limit=9, lane=Lane.FILES),
            await work.inbox.claim(LATER, lease=HOUR, limit=9, lane=Lane.LINKS),
        ]
    assert [[each.id for each in claimed] for claimed in claims] == [[two], [text], [file], [one]]
