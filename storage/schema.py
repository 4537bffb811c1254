"""Bring a database to the tables of this version, by Alembic, from inside the program.

Blocking: the command line calls these as they are, :class:`storage.database.Storage` in a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from storage import dialect
from storage.failures import Newer, translated

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Bring the database to the newest revision, creating a SQLite file and its folder.

    All of it happens or nothing. Two processes may call this at once: one of them waits. Raises
    :class:`~storage.failures.Newer` for a database of a later Sitrep, other
    :class:`~storage.failures.Unavailable` where it cannot be reached, ValueError for a bad URL.
    """
    from alembic import command  # noqa: PLC0415  # loaded once, at start; not by who reads values

    _run(url, lambda config: command.upgrade(config, "head"))


def step_back(url: str, revision: str) -> None:
    """Undo every revision after ``revision`` ("base": all of them). What their tables held is lost."""
    from alembic import command  # noqa: PLC0415  # as above

    _run(url, lambda config: command.downgrade(config, revision))


def present(url: str) -> bool:
    """False for a SQLite file that is not there yet.

    Raises :class:`~storage.failures.Unavailable` where none can be made, ValueError for a bad URL.
    """
    kind, address = dialect.choose(url)
    return kind.present(address)


def revision(url: str) -> str | None:
    """The revision that the database has, or None when it was never migrated. Changes nothing.

    Raises :class:`~storage.failures.Unavailable` for no database, ValueError for a bad URL.
    """
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415  # as above

    if not present(url):
        return None
    with looking(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def revisions() -> list[str]:
    """All revisions, oldest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # as above

    scripts = ScriptDirectory.from_config(_config())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def looking(url: str) -> AbstractContextManager[Connection]:
    """A connection that changes nothing.

    Raises :class:`~storage.failures.Unavailable` where there is none, ValueError for a bad URL.
    """
    return _connection(url, looking=True)


def _run(url: str, command: Callable[[Config], None]) -> None:
    from alembic.util import CommandError  # noqa: PLC0415  # as above

    with _connection(url) as connection:
        kind = dialect.of(connection)
        kind.hold(connection)
        config = _config()
        config.attributes["connection"] = connection
        try:
            command(config)
        except CommandError as exc:
            if "Can't locate revision" not in str(exc):
                raise
            raise Newer("the database was migrated by a later version") from exc
        kind.check(connection)


@contextmanager
def _connection(url: str, *, looking: bool = False) -> Iterator[Connection]:
    kind, address = dialect.choose(url)
    engine = kind.looking_engine(address) if looking else kind.migration_engine(address)
    try:
        with translated(kind.unavailable), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415  # as above

    config = Config()
    # A percent sign in the path would be taken for an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
