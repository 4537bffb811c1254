"""When chats opened stories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0014"
down_revision = "r0013"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
KEY = dialect.Key()


def upgrade() -> None:
    """Nothing is known of earlier visits."""
    op.create_table(
        "visit",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("before", TIME, nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "story_id", name="pk_visit"),
    )
    op.create_index("ix_visit_at", "visit", ["at"])


def downgrade() -> None:
    """Visits are forgotten."""
    op.drop_table("visit")
