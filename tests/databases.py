"""Throw-away databases for tests: a copied SQLite file, a schema of its own on PostgreSQL."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

DEFAULT = "postgresql://root@127.0.0.1:5432/test"
ARCHIVE = (
    *("topic_mention", "topic", "defined_topic", "role", "mention", "person_key", "person_form", "person"),
    *("coverage", "search_document", "fingerprint", "signature", "version", "sentence", "article"),
    *("merged", "story", "inbox", "correction", "alert_position"),
)
CHATS = (
    "alert",
    "alert_plan",
    "channel",
    "feed",
    "asked",
    "visit",
    "setback",
    "broadcast",
    "outbox",
    "digest",
    "follow",
    "subscription",
    "chat",
)


def server() -> str:
    """The URL of a PostgreSQL server to test on.

    Skips the test where there is none, but fails it where one was promised: in CI, or by name.
    """
    url = os.environ.get("SITREP_TEST_POSTGRES_URL") or DEFAULT
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError as exc:
        if os.environ.get("SITREP_TEST_POSTGRES_URL") or os.environ.get("CI"):
            pytest.fail(f"the PostgreSQL server to test on does not answer: {exc}")
        pytest.skip("no PostgreSQL server (name one in SITREP_TEST_POSTGRES_URL)")
    return url


@contextmanager
def schema() -> Iterator[str]:
    """The URL of a new, empty schema, dropped at the end."""
    url = server()
    name = f"sitrep_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        try:
            options = {"options": f"-csearch_path={name}"}  # libpq would not read a space written as "+"
            yield make_url(url).update_query_dict(options).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))


def empty(url: str, tables: Sequence[str] = (*ARCHIVE, *CHATS)) -> None:
    """Delete every row of the tables, and number new ones from 1 again.

    Quicker than TRUNCATE while the tables are as small as tests leave them.
    """
    with psycopg.connect(url) as connection:
        for table in tables:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        numbered = connection.execute(
            "SELECT sequencename FROM pg_sequences"
            " WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        ).fetchall()
        for (name,) in numbered:
            if name.removesuffix("_id_seq") in tables:
                connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)))
