"""A try that failed and one that a crash cut short are told apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing waits that long: what was tried before this counts as cut short."""
    op.add_column("inbox", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Tries go on."""
    op.drop_column("inbox", "failures")
