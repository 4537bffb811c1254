"""Which places sentences name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0028"
down_revision = "r0027"
branch_labels = None
depends_on = None

KEY = dialect.Key()


def upgrade() -> None:
    """Nothing is known of the articles stored before until they are analysed again."""
    op.create_table(
        "place_mention",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "position", "start", name="pk_place_mention"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_place_mention_article_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_place_mention_place", "place_mention", ["place", "article_id", "position"])


def downgrade() -> None:
    """Places are forgotten; they can be found again."""
    op.drop_table("place_mention")
