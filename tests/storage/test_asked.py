"""Questions behind buttons."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Storage
from tests.storage.making import NOON


async def test_only_who_asked_can_recall(storage: Storage) -> None:
    """A question is given back to the chat that asked it, to nobody else, and not after it expired."""
    async with storage.write() as work:
        old = await work.asked.remember(1, 'Who is O\'Neil; -- "x"?', NOON)
        new = await work.asked.remember(1, "Newer?", NOON + timedelta(minutes=1))
        assert await work.asked.recall(old, 1) == 'Who is O\'Neil; -- "x"?'
        assert await work.asked.recall(old, 2) is None
        assert await work.asked.recall(10**17, 1) is None
        assert await work.asked.expire(NOON + timedelta(minutes=1)) == 1
        assert await work.asked.recall(old, 1) is None
        assert await work.asked.recall(new, 1) == "Newer?"
