"""What a channel with a digest is called, and which of its admins asked for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0024"
down_revision = "r0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Earlier ones are those of chats that asked themselves."""
    op.add_column("subscription", sa.Column("title", sa.String(), nullable=True))
    op.add_column("subscription", sa.Column("added_by", sa.BigInteger(), nullable=True))
    op.create_index("ix_subscription_added_by", "subscription", ["added_by"])


def downgrade() -> None:
    """Channels keep their digests; whose these are is no longer known."""
    op.drop_index("ix_subscription_added_by", table_name="subscription")
    op.drop_column("subscription", "added_by")
    op.drop_column("subscription", "title")
