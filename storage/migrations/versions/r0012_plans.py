"""Digests of several clock times, on chosen days, about chosen things, in forum topics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r0012"
down_revision = "r0011"
branch_labels = None
depends_on = None

Columns = Sequence[sa.Column[Any]]
TIME = sa.DateTime(timezone=True)


def _column(name: str, kind: sa.types.TypeEngine[Any] | type, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null, autoincrement=False)


def _key() -> Columns:
    return (_column("chat_id", sa.BigInteger()), _column("thread_id", sa.BigInteger()))


def _timer() -> Columns:
    return (_column("zone", sa.String()), _column("due", TIME), _column("covered", TIME, null=True))


def _plans() -> Columns:
    words = (_column(name, sa.String()) for name in ("times", "days", "length", "quiet", "about"))
    return (*_key(), *words, *_timer(), _column("paused", TIME, null=True))


def _hours() -> Columns:
    return (_column("chat_id", sa.BigInteger()), _column("at", sa.Time()), *_timer())


def _slots() -> Columns:
    return (*_key(), _column("slot", TIME), _column("composed", TIME), _column("stories", sa.String()))


def _days() -> Columns:
    return (_column("chat_id", sa.BigInteger()), _column("day", sa.Date()), _column("composed", TIME))


def upgrade() -> None:
    """A digest every day stays one. Which stories earlier digests told is not known."""
    plans = [
        {
            **{name: row[name] for name in ("chat_id", "zone", "due", "covered")},
            "times": f"{row['at']:%H:%M}",
            "thread_id": 0,
            "days": "0123456",
            "length": "normal",
            "quiet": "once",
            "about": "[]",
            "paused": None,
        }
        for row in _rows("subscription", _hours())
    ]
    slots = [
        {**row, "thread_id": 0, "slot": row["composed"], "stories": ""} for row in _rows("digest", _days())
    ]
    for row in slots:
        del row["day"]
    _anew("subscription", _plans(), ["chat_id", "thread_id"], index="due", rows=plans)
    _anew("digest", _slots(), ["chat_id", "thread_id", "slot"], index="composed", rows=slots)


def downgrade() -> None:
    """Of several clock times the first stays; forum topics lose their digests."""
    hours = [
        {
            **{name: row[name] for name in ("chat_id", "zone", "due", "covered")},
            "at": time.fromisoformat(row["times"].split()[0]),
        }
        for row in _rows("subscription", _plans())
        if row["thread_id"] == 0
    ]
    days = {
        (row["chat_id"], row["composed"].date()): row["composed"]
        for row in _rows("digest", _slots())
        if row["thread_id"] == 0
    }
    told = [{"chat_id": chat, "day": day, "composed": at} for (chat, day), at in days.items()]
    _anew("subscription", _hours(), ["chat_id"], index="due", rows=hours)
    _anew("digest", _days(), ["chat_id", "day"], index=None, rows=told)


def _rows(table: str, columns: Columns) -> list[dict[str, Any]]:
    named = [sa.column(each.name, each.type) for each in columns]
    found = op.get_bind().execute(sa.select(*named).select_from(sa.table(table)))
    return [dict(row) for row in found.mappings()]


def _anew(
    table: str,
    columns: Columns,
    key: Sequence[str],
    *,
    index: str | None,
    rows: list[dict[str, Any]],
) -> None:
    """Makes a table anew, since SQLite changes no table's key, with these rows."""
    op.drop_table(table)
    made = op.create_table(
        table,
        *columns,
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=f"fk_{table}_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
    )
    if index is not None:
        op.create_index(f"ix_{table}_{index}", table, [index])
    if rows:
        op.bulk_insert(made, rows)
