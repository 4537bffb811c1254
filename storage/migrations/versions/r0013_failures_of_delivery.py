"""What went wrong in delivering, until the admins are told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0013"
down_revision = "r0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of earlier failures nobody is told."""
    op.create_table(
        "setback",
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("parcels", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("reason", name="pk_setback"),
    )


def downgrade() -> None:
    """Failures stay in the log alone."""
    op.drop_table("setback")
