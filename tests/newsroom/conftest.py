"""A newsroom on each database: empty, with the bundled samples, or with samples that are only read."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import schema
from storage.database import Storage
from tests import databases
from tests.newsroom.house import House


async def _fill(url: str) -> None:
    storage = Storage.open(url)
    await House(storage=storage).fill()
    await storage.close()


@pytest.fixture(scope="session")
def sqlite_samples(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite archive of the samples, made once and copied."""
    path: Path = tmp_path_factory.mktemp("samples") / "samples.db"
    shutil.copyfile(sqlite_template, path)
    asyncio.run(_fill(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_samples() -> Iterator[str]:
    """A PostgreSQL archive of the samples, made once, for tests that leave its articles as they are."""
    with databases.schema() as url:
        schema.migrate(url)
        asyncio.run(_fill(url))
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def samples_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an archive with the samples."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_samples")
        databases.empty(url, databases.CHATS)
        return url
    path = tmp_path / "samples.db"
    shutil.copyfile(request.getfixturevalue("sqlite_samples"), path)
    return f"sqlite:///{path}"


@pytest.fixture
async def library(samples_url: str) -> AsyncIterator[House]:
    """A newsroom with the samples, whose articles the test leaves as they are."""
    storage = Storage.open(samples_url)
    yield House(storage=storage)
    await storage.close()


@pytest.fixture
def empty_house(storage: Storage) -> House:
    """A newsroom without articles."""
    return House(storage=storage)


@pytest.fixture
async def house(empty_house: House) -> House:
    """A newsroom with the samples, all the test's own."""
    await empty_house.fill()
    return empty_house
