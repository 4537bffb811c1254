"""What is muted, and words, sources and stories that are followed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0015"
down_revision = "r0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was followed before is followed still."""
    op.add_column("follow", sa.Column("stance", sa.String(), nullable=False, server_default="follow"))
    op.add_column("follow", sa.Column("name", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Nothing is muted any more, and only people and topics are followed."""
    op.execute("DELETE FROM follow WHERE stance <> 'follow' OR kind NOT IN ('person', 'topic')")
    op.drop_column("follow", "name")
    op.drop_column("follow", "stance")
