"""When parcels were done or failed, so that they can be counted by day and forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0019"
down_revision = "r0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Earlier ones ended, as far as is known, when they were last due; the last of their messages counts."""
    op.add_column("outbox", sa.Column("ended", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE outbox SET ended = not_before WHERE state <> 'pending'")
    op.execute("UPDATE outbox SET sent_parts = sent_parts + 1 WHERE state = 'done'")
    op.create_index("ix_outbox_ended", "outbox", ["ended"])


def downgrade() -> None:
    """They stay for ever, as they did."""
    op.execute("UPDATE outbox SET sent_parts = sent_parts - 1 WHERE state = 'done' AND sent_parts > 0")
    op.drop_index("ix_outbox_ended", table_name="outbox")
    op.drop_column("outbox", "ended")
