"""What a parcel is, by which the urgent go first, and the forum topic that it goes to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0011"
down_revision = "r0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Parcels that tell of arrivals are digests (2), all others receipts (0)."""
    op.add_column("outbox", sa.Column("kind", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.execute("UPDATE outbox SET kind = 2 WHERE told_to IS NOT NULL")
    op.drop_index("ix_outbox_state", "outbox")
    op.create_index("ix_outbox_state", "outbox", ["state", "kind", "not_before", "id"])
    op.drop_index("ix_outbox_chat_id", "outbox")
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id", "state", "id"])


def downgrade() -> None:
    """All are alike again."""
    op.drop_index("ix_outbox_chat_id", "outbox")
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"])
    op.drop_index("ix_outbox_state", "outbox")
    op.create_index("ix_outbox_state", "outbox", ["state", "not_before", "id"])
    op.drop_column("outbox", "thread_id")
    op.drop_column("outbox", "kind")
