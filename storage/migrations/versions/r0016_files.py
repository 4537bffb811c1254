"""Files that were handed over, and how far the reading of one of many articles has come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0016"
down_revision = "r0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was handed over before is no file: their text was kept."""
    op.add_column("inbox", sa.Column("file_id", sa.String(), nullable=True))
    op.add_column("inbox", sa.Column("file_name", sa.String(), nullable=False, server_default=""))
    op.add_column("inbox", sa.Column("file_type", sa.String(), nullable=False, server_default=""))
    op.add_column("inbox", sa.Column("progress", sa.String(), nullable=True))


def downgrade() -> None:
    """Files that wait are forgotten; what was stored of others stays."""
    for name in ("progress", "file_type", "file_name", "file_id"):
        op.drop_column("inbox", name)
