"""On which days what articles tell was done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0023"
down_revision = "r0022"
branch_labels = None
depends_on = None

KEY = dialect.Key()
EXACT = dialect.Exact()


def upgrade() -> None:
    """Nothing is known of the articles stored before until they are analysed again."""
    op.create_table(
        "event",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", EXACT, nullable=False),
        sa.Column("key", EXACT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", KEY, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "position", "kind", "key", name="pk_event"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_event_article_id", ondelete="CASCADE"
        ),
    )
    order = [sa.text("day DESC"), sa.text("article_id DESC"), sa.text("position DESC")]
    op.create_index("ix_event_page", "event", ["kind", "key", *order])
    op.create_index("ix_event_words", "event", ["kind", "key", "day", "words", "article_id"])


def downgrade() -> None:
    """Days are forgotten; they can be found again."""
    op.drop_table("event")
