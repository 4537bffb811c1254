"""Broadcasts, and why a chat is stopped in the words that the admins are told it in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0020"
down_revision = "r0019"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
KEY = dialect.Key()


def upgrade() -> None:
    """Nothing was broadcast yet."""
    op.create_table(
        "broadcast",
        sa.Column("id", KEY, nullable=False),
        sa.Column("admin_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("asked", TIME, nullable=False),
        sa.Column("ended", TIME, nullable=True),
        sa.Column("chats", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=True),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
        sqlite_autoincrement=True,
    )
    op.add_column("outbox", sa.Column("broadcast_id", KEY, nullable=True))
    op.create_index("ix_outbox_broadcast_id", "outbox", ["broadcast_id", "state"])
    op.execute(
        "UPDATE chat SET stopped = CASE kind WHEN 'private' THEN 'blocked' ELSE 'removed' END"
        " WHERE stopped IN ('kicked', 'left', 'forbidden')"
    )


def downgrade() -> None:
    """Broadcasts are forgotten; what lies in the outbox stays there."""
    op.drop_index("ix_outbox_broadcast_id", "outbox")
    op.drop_column("outbox", "broadcast_id")
    op.drop_table("broadcast")
