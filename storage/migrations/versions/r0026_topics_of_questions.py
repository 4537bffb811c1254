"""In which topic a question was asked, and in which further messages its answer goes on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0026"
down_revision = "r0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of earlier questions neither is known: nobody goes on from them in a topic."""
    op.add_column("asked", sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.add_column("asked", sa.Column("further", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """What is asked in one topic goes on in the others."""
    op.drop_column("asked", "further")
    op.drop_column("asked", "thread_id")
