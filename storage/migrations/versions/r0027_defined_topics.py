"""Topics that editors define by words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0027"
down_revision = "r0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There are none yet."""
    op.create_table(
        "defined_topic",
        sa.Column("slug", dialect.Exact(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("below", dialect.Key(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_defined_topic"),
    )


def downgrade() -> None:
    """They are forgotten, with the sentences that name them and no topic that is known then."""
    for table, these in (
        ("topic_mention", "slug"),
        ("topic", "slug"),
        ("event", "key"),
        ("coverage", "key"),
    ):
        rows = sa.table(table, sa.column(these), sa.column("kind"))
        ours = rows.c[these].in_(sa.select(sa.column("slug")).select_from(sa.table("defined_topic")))
        op.execute(rows.delete().where(ours, *([rows.c.kind == "topic"] if these == "key" else [])))
    op.drop_table("defined_topic")
