"""What undid a submission, which may take several corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0022"
down_revision = "r0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each that was written down by now stands for itself."""
    op.add_column("correction", sa.Column("submission_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_correction_submission_id", "correction", ["submission_id"])


def downgrade() -> None:
    """Of a submission that was undone in parts only the last can be taken back."""
    op.drop_index("ix_correction_submission_id", table_name="correction")
    op.drop_column("correction", "submission_id")
