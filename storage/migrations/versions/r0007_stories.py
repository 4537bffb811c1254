"""What tells of one event is kept for each article, and which story went up in which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

KEY = dialect.Key()


def upgrade() -> None:
    """Articles stored before have no signature: no new one joins their stories."""
    op.create_table(
        "signature",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("dumped", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_signature_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_signature"),
    )
    op.create_table(
        "merged",
        sa.Column("id", KEY, nullable=False),
        sa.Column("story_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_merged"),
    )
    op.create_index("ix_merged_story_id", "merged", ["story_id"])


def downgrade() -> None:
    """Stories begin anew."""
    op.drop_table("merged")
    op.drop_table("signature")
