"""Migrations: up, down and up again, equal to the models, all or nothing, and silent."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import BigInteger, Date, String, Time, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

import storage
from storage import chat_models, dialect, inbox_models, schema  # noqa: F401 (their tables belong to the metadata)
from storage.chat_values import Plan, Subscription, Told
from storage.database import Storage
from storage.dialect import Utc
from storage.failures import Newer
from storage.models import Row

# SQLAlchemy cannot read from SQLite in which direction an index runs, and Alembic warns of it. From
# PostgreSQL it can, and the migration is the same.
UNCOMPARED = "autogenerate skipping metadata-specified expression-based index"
UNREADABLE = {
    "ix_event_page",
    "ix_mention_page",
    "ix_role_page",
    "ix_statement_page",
    "ix_topic_mention_page",
    "ix_topic_articles",
}


def tables(url: str) -> set[str]:
    """The names of all tables but Alembic's own."""
    with schema._connection(url) as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def differences(url: str) -> list[object]:
    """What a new migration would have to change, by Alembic's comparison with the models."""
    with schema._connection(url) as connection:
        kind = dialect.of(connection)
        unknown = kind.OWN | (UNREADABLE if kind is dialect.SQLITE else set())
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, _type, _parents: name not in unknown, "compare_type": True},
        )
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", UNCOMPARED, UserWarning)
            found = compare_metadata(context, Row.metadata)
    return [each for each in found if not (each[0] == "add_index" and each[1].name in unknown)]


def test_every_migration_goes_up_down_and_up(fresh_url: str) -> None:
    """Each revision can be undone and done again, and undoing all leaves no table."""
    schema.migrate(fresh_url)
    full = tables(fresh_url)
    assert {table.name for table in Row.metadata.sorted_tables} <= full
    revisions = schema.revisions()
    assert revisions
    for revision in ["base", *revisions][-2::-1]:
        schema.step_back(fresh_url, revision)
        assert schema.revision(fresh_url) == (None if revision == "base" else revision)
        schema.migrate(fresh_url)
        assert tables(fresh_url) == full
    schema.step_back(fresh_url, "base")
    assert tables(fresh_url) == set()
    assert schema.revision(fresh_url) is None


def test_migrations_equal_the_models(fresh_url: str) -> None:
    """After all migrations there is nothing left to generate."""
    schema.migrate(fresh_url)
    assert differences(fresh_url) == []


def test_the_comparison_sees_a_difference(fresh_url: str) -> None:
    """A column dropped behind the models' back is found, so that the test above can fail."""
    schema.migrate(fresh_url)
    with schema._connection(fresh_url) as connection:
        connection.execute(text("ALTER TABLE chat DROP COLUMN zone"))
    assert [each[0] for each in differences(fresh_url) if isinstance(each, tuple)] == ["add_column"]


def test_prefixes_and_slugs_are_ordered_by_code_point(postgres_url: str) -> None:
    """PostgreSQL must not order by its language what SQLite orders by code point."""
    query = text(
        "SELECT table_name || '.' || column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND collation_name = 'C' ORDER BY 1"
    )
    with schema._connection(postgres_url) as connection:
        found = list(connection.execute(query).scalars())
    coverage = ["coverage.key", "coverage.kind", "coverage.source"]
    assert found == [
        *coverage,
        "defined_topic.slug",
        "event.key",
        "event.kind",
        "person_form.form",
        "person_key.key",
        "topic.slug",
        "topic_mention.slug",
    ]


def test_migrating_again_changes_nothing(fresh_url: str) -> None:
    """A migrated database keeps its rows and revision."""
    schema.migrate(fresh_url)
    with schema._connection(fresh_url) as connection:
        connection.execute(text("INSERT INTO chat (id, kind) VALUES (1, 'private')"))
    before = schema.revision(fresh_url)
    schema.migrate(fresh_url)
    assert schema.revision(fresh_url) == before == schema.revisions()[-1]
    with schema._connection(fresh_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM chat")).scalar_one() == 1


def test_two_processes_may_migrate_at_once(fresh_url: str) -> None:
    """Of several that start together one migrates and the others wait."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(schema.migrate, [fresh_url] * 4))
    assert schema.revision(fresh_url) == schema.revisions()[-1]
    assert differences(fresh_url) == []


def test_a_failed_migration_leaves_nothing(fresh_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last statement fails, the first has not happened either."""
    for kind in (dialect.SQLITE, dialect.POSTGRESQL):
        monkeypatch.setattr(kind, "CREATE_SEARCH", ("CREATE NONSENSE",))
    with pytest.raises(DBAPIError):
        schema.migrate(fresh_url)
    assert tables(fresh_url) == set()
    monkeypatch.undo()
    schema.migrate(fresh_url)
    assert differences(fresh_url) == []


def test_a_newer_database_is_left_alone(fresh_url: str) -> None:
    """A database of a later version is refused in so many words, not migrated."""
    schema.migrate(fresh_url)
    with schema._connection(fresh_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(Newer, match="later version"):
        schema.migrate(fresh_url)
    assert schema.revision(fresh_url) == "r9999"


def test_migrations_are_silent(fresh_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is printed: the command line's output is its own."""
    schema.migrate(fresh_url)
    schema.step_back(fresh_url, "base")
    assert capfd.readouterr() == ("", "")


def test_nothing_creates_tables_past_the_migrations() -> None:
    """``create_all`` is called nowhere in the package."""
    sources = list(Path(storage.__path__[0]).rglob("*.py"))
    assert len(sources) > 10
    assert [path for path in sources if "create_all" in path.read_text(encoding="utf-8")] == []


def test_only_the_dialect_files_name_a_dialect() -> None:
    """What differs between the databases stands in three files, so that no fourth has to be searched."""
    sources = list(Path(storage.__path__[0]).rglob("*.py"))
    naming = {
        path.name
        for path in sources
        for line in path.read_text(encoding="utf-8").splitlines()
        if any(f'"{name}' in line for name in ("sqlite", "postgres", "PRAGMA"))
        and not any(option in line for option in ("sqlite_autoincrement", "sqlite_with_rowid"))
    }
    assert naming == {"dialect.py", "sqlite.py", "postgres.py"}


OLD = table(
    "subscription",
    column("chat_id", BigInteger),
    column("at", Time),
    column("zone", String),
    column("due", Utc),
    column("covered", Utc),
)
PLANS = table(
    "subscription",
    *(column(name, BigInteger) for name in ("chat_id", "thread_id")),
    *(column(name, String) for name in ("times", "days", "zone", "length", "quiet", "about")),
    column("due", Utc),
    column("covered", Utc),
)
DAYS = table("digest", column("chat_id", BigInteger), column("day", Date), column("composed", Utc))
DUE, TOLD = datetime(2026, 5, 5, 4, 30, tzinfo=UTC), datetime(2026, 5, 4, 4, 30, tzinfo=UTC)


async def test_a_digest_every_day_stays_one(fresh_url: str) -> None:
    """A subscription from before there were plans comes at its hour and tells what is new since."""
    schema.migrate(fresh_url)
    schema.step_back(fresh_url, "r0011")
    with schema._connection(fresh_url) as connection:
        connection.execute(text("INSERT INTO chat (id, kind) VALUES (7, 'private')"))
        row = {"chat_id": 7, "at": time(7, 30), "zone": "Europe/Kyiv", "due": DUE, "covered": TOLD}
        connection.execute(OLD.insert().values(row))
        connection.execute(DAYS.insert().values(chat_id=7, day=TOLD.date(), composed=TOLD))
    schema.migrate(fresh_url)
    opened = Storage.open(fresh_url)
    async with opened.read() as work:
        (found,) = await work.subscriptions.of_chat(7)
        told = await work.subscriptions.told([found.spot], TOLD - timedelta(days=1))
    await opened.close()
    assert found == Subscription(
        chat_id=7, plan=Plan(times=(time(7, 30),), zone="Europe/Kyiv"), due=DUE, covered=TOLD
    )
    assert told == {(7, None): Told(quiet=True)}


def test_of_several_times_the_first_is_what_an_older_version_can_keep(fresh_url: str) -> None:
    """Going back, a plan becomes a digest every day at its first time; those of forum topics are lost."""
    schema.migrate(fresh_url)
    plan = {"times": "07:30 20:00", "days": "01234", "zone": "Europe/Kyiv", "length": "brief", "quiet": "say"}
    rows = [
        {"chat_id": 7, "thread_id": topic, **plan, "about": "[]", "due": DUE, "covered": TOLD}
        for topic in (0, 33)
    ]
    with schema._connection(fresh_url) as connection:
        connection.execute(text("INSERT INTO chat (id, kind) VALUES (7, 'supergroup')"))
        connection.execute(PLANS.insert(), rows)
    schema.step_back(fresh_url, "r0011")
    with schema._connection(fresh_url) as connection:
        assert list(connection.execute(select(OLD))) == [(7, time(7, 30), "Europe/Kyiv", DUE, TOLD)]
