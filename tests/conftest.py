"""What every test may ask for: a migrated, empty database of each kind."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import schema
from storage.database import Storage
from tests import databases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file, migrated once and copied for each test."""
    path: Path = tmp_path_factory.mktemp("template") / "template.db"
    schema.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A migrated schema, shared by the tests of a session one after another."""
    with databases.schema() as url:
        schema.migrate(url)
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated database without rows."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        databases.empty(url)
        return url
    path = tmp_path / "sitrep.db"
    shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    """An open, migrated, empty database; the test runs once on each kind."""
    opened = Storage.open(database_url)
    yield opened
    await opened.close()
