"""Copies are found by fingerprints, and what an address told before is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

KEY = dialect.Key()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Fingerprints of all articles, sentences that an original has too, and earlier texts."""
    op.add_column("sentence", sa.Column("repeated", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "fingerprint",
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_fingerprint_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mark", "article_id", name="pk_fingerprint"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fingerprint_article_id", "fingerprint", ["article_id"])
    op.create_table(
        "version",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("submission_id", KEY, nullable=True),
        sa.Column("replaced", TIME, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("published", TIME, nullable=True),
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("arrived", TIME, nullable=False),
        sa.Column("dateline", sa.String(), nullable=True),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_version_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["inbox.id"], name="fk_version_submission_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_version_article_id", "version", ["article_id", "id"])
    op.create_index("ix_version_submission_id", "version", ["submission_id"])


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("version")
    op.drop_table("fingerprint")
    op.drop_column("sentence", "repeated")
