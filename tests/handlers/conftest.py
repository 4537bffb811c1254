"""A stage for each test, on an embedded archive."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Storage
from tests.handlers.stage import Stage, opened, playing


@pytest.fixture
async def archive(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Storage]:
    """An empty SQLite archive; what differs between databases is storage's to test."""
    shutil.copyfile(sqlite_template, tmp_path / "sitrep.db")
    storage = Storage.open(f"sqlite:///{tmp_path / 'sitrep.db'}")
    yield storage
    await storage.close()


@pytest.fixture
async def quiet_stage(archive: Storage) -> AsyncIterator[Stage]:
    """A connected application that does not poll."""
    async with opened(archive) as on:
        yield on


@pytest.fixture
async def stage(quiet_stage: Stage) -> AsyncIterator[Stage]:
    """A stage whose application answers."""
    async with playing(quiet_stage):
        yield quiet_stage
