"""What articles give as people's words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0017"
down_revision = "r0016"
branch_labels = None
depends_on = None

KEY = dialect.Key()


def upgrade() -> None:
    """Nothing is known of the articles stored before until they are analysed again."""
    op.create_table(
        "statement",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("speaker_start", sa.Integer(), nullable=False),
        sa.Column("speaker_end", sa.Integer(), nullable=False),
        sa.Column("words", KEY, nullable=False),
        sa.Column("dated", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "start", "person_id", name="pk_statement"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_statement_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_statement_person_id", ondelete="CASCADE"
        ),
    )
    op.create_index(
        "ix_statement_page",
        "statement",
        ["person_id", sa.text("dated DESC"), sa.text("article_id DESC"), "start"],
    )
    op.create_index("ix_statement_words", "statement", ["person_id", "words"])


def downgrade() -> None:
    """Statements are forgotten; they can be found again."""
    op.drop_table("statement")
