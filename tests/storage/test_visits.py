"""When chats opened stories."""

from __future__ import annotations

from datetime import timedelta

from storage.chat_values import ChatKind
from storage.database import Storage
from tests.storage.making import NOON

HOUR = timedelta(hours=1)


async def test_the_time_before_is_told(storage: Storage) -> None:
    """None at first; then the visit before, which an hour's openings are one of; of this chat and story."""
    async with storage.write() as work:
        note = work.visits.note
        assert await note(1, 5, NOON) is None
        assert await note(1, 5, NOON + HOUR / 2) is None
        assert await note(1, 5, NOON + 3 * HOUR) == NOON
        assert await note(1, 5, NOON + 3.5 * HOUR) == NOON
        assert await note(1, 5, NOON + 9 * HOUR) == NOON + 3 * HOUR
        assert await note(2, 5, NOON + 9 * HOUR) is None
        assert await note(1, 6, NOON + 9 * HOUR) is None


async def test_visits_are_forgotten(storage: Storage) -> None:
    """After a while, and with all that is known of a chat."""
    async with storage.write() as work:
        for chat, hours in ((1, 0), (2, 5), (3, 5)):
            await work.visits.note(chat, 5, NOON + hours * HOUR)
        assert await work.visits.expire(NOON + HOUR) == 1
        await work.chats.forget(2)
        later = NOON + 9 * HOUR
        assert [await work.visits.note(chat, 5, later) for chat in (1, 2, 3)] == [None, None, NOON + 5 * HOUR]


async def test_a_group_that_moves_takes_them_along(storage: Storage) -> None:
    """Visits are the new id's then; what that one has already stays as it is."""
    async with storage.write() as work:
        await work.chats.touch(-1, ChatKind.GROUP)
        for chat, story, hours in ((-1, 5, 0), (-1, 6, 0), (-100, 6, 2)):
            await work.visits.note(chat, story, NOON + hours * HOUR)
        await work.chats.migrate(-1, -100)
        later = NOON + 9 * HOUR
        assert [await work.visits.note(-100, story, later) for story in (5, 6)] == [NOON, NOON + 2 * HOUR]
        assert await work.visits.note(-1, 5, later) is None
