"""Alembic's entry: one transaction on the connection that :mod:`storage.schema` holds."""

from __future__ import annotations

from alembic import context

from storage import chat_models, inbox_models  # noqa: F401 (their tables belong to the metadata)
from storage.models import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
with context.begin_transaction():
    context.run_migrations()
