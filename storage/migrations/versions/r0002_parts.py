"""What was handed over in several messages is one submission."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
COLUMNS = ("head_id", "glue", "stream", "written", "settles", "note")


def upgrade() -> None:
    """Submissions can be parts of others."""
    op.add_column("inbox", sa.Column("head_id", sa.BigInteger(), nullable=True))
    op.add_column("inbox", sa.Column("glue", sa.String(), nullable=False, server_default=""))
    op.add_column("inbox", sa.Column("stream", sa.String(), nullable=True))
    op.add_column("inbox", sa.Column("written", TIME, nullable=True))
    op.add_column("inbox", sa.Column("settles", TIME, nullable=True))
    op.add_column("inbox", sa.Column("note", sa.String(), nullable=True))
    op.create_index("ix_inbox_head_id", "inbox", ["head_id"])
    op.create_index("ix_inbox_stream", "inbox", ["stream", "id"])


def downgrade() -> None:
    """Each is one of its own again."""
    op.drop_index("ix_inbox_stream", "inbox")
    op.drop_index("ix_inbox_head_id", "inbox")
    for column in COLUMNS:
        op.drop_column("inbox", column)
