"""What a digest tells, so that one which cannot be delivered is told by the next."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0009"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Of parcels that wait it is not known; they stay as they are."""
    op.add_column("outbox", sa.Column("told_from", TIME, nullable=True))
    op.add_column("outbox", sa.Column("told_to", TIME, nullable=True))


def downgrade() -> None:
    """A digest that fails is lost again."""
    op.drop_column("outbox", "told_to")
    op.drop_column("outbox", "told_from")
