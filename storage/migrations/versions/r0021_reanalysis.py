"""Which articles an older analyser read, and people who are now known as somebody else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0021"
down_revision = "r0020"
branch_labels = None
depends_on = None

KEY = dialect.Key()


def upgrade() -> None:
    """Nobody was taken for somebody else yet."""
    op.create_index("ix_article_analysis", "article", ["analysis_version", "id"])
    op.create_table(
        "merged_person",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merged_person"),
    )
    op.create_index("ix_merged_person_person_id", "merged_person", ["person_id"])


def downgrade() -> None:
    """Old links to such people lead nowhere."""
    op.drop_table("merged_person")
    op.drop_index("ix_article_analysis", table_name="article")
