"""The first tables: everything."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import dialect

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = dialect.Key()
EXACT = dialect.Exact()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create all tables, and the search index in the way of this database."""
    _chats()
    _archive()
    _people()
    _topics()
    for statement in dialect.of(op.get_bind()).CREATE_SEARCH:
        op.execute(statement)


def downgrade() -> None:
    """Drop them again, those that refer first."""
    for statement in dialect.of(op.get_bind()).DROP_SEARCH:
        op.execute(statement)
    for table in (
        "topic_mention",
        "topic",
        "role",
        "mention",
        "person_key",
        "person_form",
        "person",
        "coverage",
        "search_document",
        "sentence",
        "article",
        "story",
        "inbox",
        "asked",
        "outbox",
        "digest",
        "follow",
        "subscription",
        "chat",
    ):
        op.drop_table(table)


def _chats() -> None:
    op.create_table(
        "chat",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("stopped", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_chat"),
    )
    op.create_table(
        "subscription",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.Column("covered", TIME, nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_subscription_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", name="pk_subscription"),
    )
    op.create_index("ix_subscription_due", "subscription", ["due"])
    op.create_table(
        "follow",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_follow_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", "kind", "key", name="pk_follow"),
    )
    op.create_index("ix_follow_kind", "follow", ["kind", "key"])
    op.create_table(
        "digest",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("composed", TIME, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_digest_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", "day", name="pk_digest"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("leased_until", TIME, nullable=True),
        sa.Column("sent_parts", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("payload", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_outbox_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"])
    op.create_index("ix_outbox_state", "outbox", ["state", "not_before", "id"])
    op.create_table(
        "asked",
        sa.Column("id", KEY, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_asked"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_asked_at", "asked", ["at"])
    op.create_index("ix_asked_last", "asked", ["chat_id", "user_id", "id"])
    op.create_index("ix_asked_message", "asked", ["chat_id", "message_id"])


def _archive() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("received", TIME, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("sent", TIME, nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("receipt_id", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", TIME, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("key", name="uq_inbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_chat_id", "inbox", ["chat_id"])
    op.create_index("ix_inbox_state", "inbox", ["state", "id"])
    op.create_index("ix_inbox_user_id", "inbox", ["user_id", "id"])
    op.create_table(
        "story",
        sa.Column("id", KEY, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first", TIME, nullable=False),
        sa.Column("last", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_last", "story", ["last", "id"])
    op.create_table(
        "article",
        sa.Column("id", KEY, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("published", TIME, nullable=True),
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("arrived", TIME, nullable=False),
        sa.Column("dated", TIME, nullable=False),
        sa.Column("dateline", sa.String(), nullable=True),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("analysis_version", sa.Integer(), nullable=False),
        sa.Column("submission_id", KEY, nullable=True),
        sa.Column("original_id", KEY, nullable=True),
        sa.Column("story_id", KEY, nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["original_id"], ["article.id"], name="fk_article_original_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_article_story_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["inbox.id"], name="fk_article_submission_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_article_arrived", "article", ["original_id", "arrived", "id"])
    op.create_index("ix_article_content_hash", "article", ["content_hash"])
    op.create_index("ix_article_dated", "article", ["original_id", "dated", "source"])
    op.create_index("ix_article_story", "article", ["story_id", "dated", "id"])
    op.create_index("ix_article_submission_id", "article", ["submission_id"])
    op.create_index("ix_article_url", "article", ["url"])
    op.create_table(
        "sentence",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("salience", sa.Float(), nullable=False),
        sa.Column("anaphoric", sa.Boolean(), nullable=False),
        sa.Column("caveat", sa.Boolean(), nullable=False),
        sa.Column("lengths", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_sentence_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_sentence"),
    )
    op.create_table(
        "search_document",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("facets", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_search_document_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_search_document"),
    )
    op.create_table(
        "coverage",
        sa.Column("kind", EXACT, nullable=False),
        sa.Column("key", EXACT, nullable=False),
        sa.Column("source", EXACT, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "source", name="pk_coverage"),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_articles", "person", ["articles", "id"])
    op.create_table(
        "person_form",
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("form", EXACT, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_person_form_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "form", name="pk_person_form"),
    )
    op.create_table(
        "person_key",
        sa.Column("key", EXACT, nullable=False),
        sa.Column("word", sa.Boolean(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_person_key_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "word", "person_id", name="pk_person_key"),
    )
    op.create_index("ix_person_key_person_id", "person_key", ["person_id"])
    op.create_table(
        "mention",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("dated", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_mention_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_mention_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", "start", "person_id", name="pk_mention"),
    )
    op.create_index(
        "ix_mention_page",
        "mention",
        ["person_id", sa.text("dated DESC"), sa.text("article_id DESC"), "position"],
    )
    op.create_table(
        "role",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("dated", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_role_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "position", "start", "person_id", name="pk_role"),
    )
    op.create_index(
        "ix_role_page", "role", ["person_id", sa.text("dated DESC"), sa.text("article_id DESC"), "position"]
    )


def _topics() -> None:
    op.create_table(
        "topic",
        sa.Column("slug", EXACT, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("last", TIME, nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_topic"),
    )
    op.create_index("ix_topic_articles", "topic", [sa.text("articles DESC"), "slug"])
    op.create_table(
        "topic_mention",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", EXACT, nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("dated", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_topic_mention_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", "slug", name="pk_topic_mention"),
    )
    op.create_index(
        "ix_topic_mention_page",
        "topic_mention",
        ["slug", sa.text("dated DESC"), sa.text("article_id DESC"), "position"],
    )
