"""What admins corrected, and how it stood before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing that was corrected before can be taken back."""
    op.create_table(
        "correction",
        sa.Column("id", dialect.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("admin_id", sa.BigInteger(), nullable=True),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("articles", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("taken_back", TIME, nullable=True),
        sa.Column("back_update_id", sa.BigInteger(), nullable=True),
        sa.Column("kept", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sa.UniqueConstraint("update_id", name="uq_correction_update_id"),
        sa.UniqueConstraint("back_update_id", name="uq_correction_back_update_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_correction_at", "correction", ["at"])
    op.create_index("ix_correction_admin_id", "correction", ["admin_id", "id"])


def downgrade() -> None:
    """What was corrected stays so."""
    op.drop_table("correction")
