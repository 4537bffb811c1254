"""A newsroom on each database, empty or with the bundled samples."""

from __future__ import annotations

import pytest

from storage.database import Storage
from tests.newsroom.house import House


@pytest.fixture
def empty_house(storage: Storage) -> House:
    """A newsroom without articles."""
    return House(storage=storage)


@pytest.fixture
async def house(storage: Storage) -> House:
    """A newsroom with the bundled sample articles."""
    made = House(storage=storage)
    await made.fill()
    return made
