"""Channels whose posts are taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """No channel is known yet."""
    op.create_table(
        "channel",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=True),
        sa.Column("added", TIME, nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("last_post", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_channel"),
    )


def downgrade() -> None:
    """None is known any more."""
    op.drop_table("channel")
