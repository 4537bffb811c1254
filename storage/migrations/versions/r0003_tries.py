"""Tries are counted anew when a submission is revised; links wait for their server in a line of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was tried is known as attempts alone."""
    op.add_column("inbox", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("inbox", sa.Column("host", sa.String(), nullable=True))
    op.execute("UPDATE inbox SET tries = attempts")


def downgrade() -> None:
    """Attempts go on."""
    op.drop_column("inbox", "host")
    op.drop_column("inbox", "tries")
