"""Alerts: how chats want them, what they were alerted of, and how far that is decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0018"
down_revision = "r0017"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
KEY = dialect.Key()


def upgrade() -> None:
    """Nobody has alerts yet, and what is stored already gives none."""
    op.create_table(
        "alert_plan",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("hourly", sa.Integer(), nullable=False),
        sa.Column("quiet", sa.String(), nullable=False),
        sa.Column("since", TIME, nullable=True),
        sa.Column("paused", TIME, nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name="pk_alert_plan"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_alert_plan_chat_id", ondelete="CASCADE"),
    )
    op.create_table(
        "alert",
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("article_id", KEY, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("story_id", "chat_id", name="pk_alert"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_alert_chat_id", ondelete="CASCADE"),
    )
    op.create_index("ix_alert_chat_id", "alert", ["chat_id", "at"])
    op.create_index("ix_alert_at", "alert", ["at"])
    op.create_table(
        "alert_position",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alert_position"),
    )
    op.execute("INSERT INTO alert_position (id, article_id) SELECT 1, coalesce(max(id), 0) FROM article")
    op.add_column("outbox", sa.Column("edits", KEY, nullable=True))
    op.drop_index("ix_follow_kind", table_name="follow")
    op.create_index("ix_follow_kind", "follow", ["kind", "key", "chat_id"])


def downgrade() -> None:
    """Alerts are forgotten."""
    op.drop_index("ix_follow_kind", table_name="follow")
    op.create_index("ix_follow_kind", "follow", ["kind", "key"])
    op.drop_column("outbox", "edits")
    for name in ("alert_position", "alert", "alert_plan"):
        op.drop_table(name)
