"""Databases that only the storage tests need."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty SQLite file, for what only SQLite does."""
    path = tmp_path / "only.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that was never migrated."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new folder/100%/sitrep.db"
    else:
        with databases.schema() as url:
            yield url
