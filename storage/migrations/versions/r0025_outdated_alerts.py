"""Of which articles the message of an alert tells, and which of these were corrected since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0025"
down_revision = "r0024"
branch_labels = None
depends_on = None

KEY = dialect.Key()


def upgrade() -> None:
    """Of alerts sent before it is known for which article they rang."""
    op.add_column("alert", sa.Column("other_id", KEY, nullable=True))
    op.create_index("ix_alert_article_id", "alert", ["article_id"])
    op.create_index("ix_alert_other_id", "alert", ["other_id"])
    op.create_table(
        "outdated",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outdated"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """What was corrected and not told anew yet stays as it was sent."""
    op.drop_table("outdated")
    op.drop_index("ix_alert_other_id", table_name="alert")
    op.drop_index("ix_alert_article_id", table_name="alert")
    op.drop_column("alert", "other_id")
