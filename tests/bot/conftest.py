"""An archive of the bundled samples in a file: made once a session, copied for each test."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Storage
from tests.newsroom.house import House


@pytest.fixture(scope="session")
def samples_made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that all copies are of; nobody writes to it."""
    path: Path = tmp_path_factory.mktemp("samples") / "samples.db"
    shutil.copyfile(sqlite_template, path)

    async def fill() -> None:
        storage = Storage.open(f"sqlite:///{path}")
        await House(storage=storage, at=datetime.now(UTC)).fill()
        await storage.close()

    asyncio.run(fill())
    return path


@pytest.fixture
def samples_file(samples_made: Path, tmp_path: Path) -> Path:
    """The test's own archive of the samples."""
    path = tmp_path / "samples.db"
    shutil.copyfile(samples_made, path)
    return path
