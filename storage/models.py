"""The tables. Rows stay inside this package; repositories turn them into plain values.

Every index serves a query: its columns stand in the order in which that query filters and sorts.
Numbers of deleted rows are never given out again (AUTOINCREMENT, sequences): an old button must not
lead to another article.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, MetaData, text
from sqlmodel import Field, SQLModel

from storage.dialect import Exact, Key, Utc

NUMBERED = {"sqlite_autoincrement": True}
PACKED = {"sqlite_with_rowid": False}


class Row(SQLModel):
    """Base of all tables. Constraints have names, so that a later migration can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ArticleRow(Row, table=True):
    """An article. The body comes last: SQLite reads a row from the front and can stop early."""

    __tablename__ = "article"
    __table_args__ = (
        Index("ix_article_arrived", "original_id", "arrived", "id"),
        Index("ix_article_dated", "original_id", "dated", "source"),
        Index("ix_article_story", "story_id", "dated", "id"),
        Index("ix_article_analysis", "analysis_version", "id"),
        NUMBERED,
    )

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    title: str
    language: str
    source: str | None
    url: str | None = Field(index=True)
    published: datetime | None = Field(sa_type=Utc)
    precision: str | None
    arrived: datetime = Field(sa_type=Utc)
    dated: datetime = Field(sa_type=Utc)
    dateline: str | None
    agency: str | None
    byline: str | None
    sample: bool
    content_hash: str = Field(index=True)
    analysis_version: int
    submission_id: int | None = Field(
        sa_type=Key, foreign_key="inbox.id", ondelete="SET NULL", index=True, nullable=True
    )
    original_id: int | None = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", nullable=True)
    story_id: int | None = Field(
        default=None, sa_type=Key, foreign_key="story.id", ondelete="SET NULL", nullable=True
    )
    body: str


class SentenceRow(Row, table=True):
    """A sentence as a span of its article's body, in code points; ``lengths``: the summaries that have it.

    ``repeated``: a copy's sentence that its original, or another copy, has as well.
    """

    __tablename__ = "sentence"

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    start: int
    end: int
    salience: float
    anaphoric: bool
    caveat: bool
    lengths: int
    repeated: bool = False


class FingerprintRow(Row, table=True):
    """One of the few numbers that stand for an article's text, by which copies are found."""

    __tablename__ = "fingerprint"
    __table_args__ = (Index("ix_fingerprint_article_id", "article_id"), PACKED)

    mark: int = Field(primary_key=True)
    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)


class SignatureRow(Row, table=True):
    """What of an article tells whether another one is about the same event."""

    __tablename__ = "signature"

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    dumped: str


class VersionRow(Row, table=True):
    """A text that an article had before another took its place, and what the page said of it."""

    __tablename__ = "version"
    __table_args__ = (Index("ix_version_article_id", "article_id", "id"), NUMBERED)

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE")
    submission_id: int | None = Field(
        sa_type=Key, foreign_key="inbox.id", ondelete="SET NULL", index=True, nullable=True
    )
    replaced: datetime = Field(sa_type=Utc)
    title: str
    source: str | None
    published: datetime | None = Field(sa_type=Utc)
    precision: str | None
    arrived: datetime = Field(sa_type=Utc)
    dateline: str | None
    agency: str | None
    byline: str | None
    body: str


class SearchDocumentRow(Row, table=True):
    """An original's terms and facets, separated by one space. Each dialect indexes them in its own way."""

    __tablename__ = "search_document"

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    terms: str
    facets: str


class CoverageRow(Row, table=True):
    """How many originals from one source ("": not stated) tell of a subject, or are in the archive."""

    __tablename__ = "coverage"

    kind: str = Field(sa_type=Exact, primary_key=True)
    key: str = Field(sa_type=Exact, primary_key=True)
    source: str = Field(sa_type=Exact, primary_key=True)
    articles: int


class PersonRow(Row, table=True):
    """A person; ``articles`` counts those that mention them."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_articles", "articles", "id"), NUMBERED)

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    name: str
    articles: int = 0


class MergedPersonRow(Row, table=True):
    """A person who turned out to be another one. Neither refers to a row, as of merged stories."""

    __tablename__ = "merged_person"

    id: int = Field(sa_type=Key, primary_key=True)
    person_id: int = Field(sa_type=Key, index=True)


class PersonFormRow(Row, table=True):
    """A form of a person's name as articles print it, in the order of learning."""

    __tablename__ = "person_form"

    person_id: int = Field(sa_type=Key, foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    form: str = Field(sa_type=Exact, primary_key=True)
    rank: int


class PersonKeyRow(Row, table=True):
    """What a person can be looked up by: a key from the summarizer, or (``word``) a word of a name."""

    __tablename__ = "person_key"
    __table_args__ = (Index("ix_person_key_person_id", "person_id"),)

    key: str = Field(sa_type=Exact, primary_key=True)
    word: bool = Field(primary_key=True)
    person_id: int = Field(sa_type=Key, foreign_key="person.id", ondelete="CASCADE", primary_key=True)


class MentionRow(Row, table=True):
    """A name in a sentence. ``dated`` is the article's, so that a person's page is one index read."""

    __tablename__ = "mention"
    __table_args__ = (
        Index("ix_mention_page", "person_id", text("dated DESC"), text("article_id DESC"), "position"),
    )

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    start: int = Field(primary_key=True)
    person_id: int = Field(sa_type=Key, foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    end: int
    dated: datetime = Field(sa_type=Utc)


class RoleRow(Row, table=True):
    """A title or office beside a name, as a span of the article's body."""

    __tablename__ = "role"
    __table_args__ = (
        Index("ix_role_page", "person_id", text("dated DESC"), text("article_id DESC"), "position"),
    )

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    start: int = Field(primary_key=True)
    person_id: int = Field(sa_type=Key, foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    end: int
    dated: datetime = Field(sa_type=Utc)


class StatementRow(Row, table=True):
    """What an article gives as a person's words. ``words`` stands for them, so that the same are found."""

    __tablename__ = "statement"
    __table_args__ = (
        Index("ix_statement_page", "person_id", text("dated DESC"), text("article_id DESC"), "start"),
        Index("ix_statement_words", "person_id", "words"),
    )

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    start: int = Field(primary_key=True)
    person_id: int = Field(sa_type=Key, foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    end: int
    first: int
    last: int
    direct: bool
    speaker_start: int
    speaker_end: int
    words: int = Field(sa_type=Key)
    dated: datetime = Field(sa_type=Utc)


class EventRow(Row, table=True):
    """A sentence that tells what was done on a day, once for the article ("") and for each that it names.

    ``kind`` and ``key`` are those of a person or topic; ``start`` and ``end`` where the day is told.
    ``words`` stands for the sentence, so that the same are found.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index(
            "ix_event_page", "kind", "key", text("day DESC"), text("article_id DESC"), text("position DESC")
        ),
        Index("ix_event_words", "kind", "key", "day", "words", "article_id"),
    )

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    kind: str = Field(sa_type=Exact, primary_key=True)
    key: str = Field(sa_type=Exact, primary_key=True)
    day: date
    start: int
    end: int
    words: int = Field(sa_type=Key)


class TopicRow(Row, table=True):
    """How many articles name a topic, and the newest one's time."""

    __tablename__ = "topic"
    __table_args__ = (Index("ix_topic_articles", text("articles DESC"), "slug"),)

    slug: str = Field(sa_type=Exact, primary_key=True)
    articles: int
    last: datetime = Field(sa_type=Utc)


class TopicMentionRow(Row, table=True):
    """A sentence that names a topic."""

    __tablename__ = "topic_mention"
    __table_args__ = (
        Index("ix_topic_mention_page", "slug", text("dated DESC"), text("article_id DESC"), "position"),
    )

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    slug: str = Field(sa_type=Exact, primary_key=True)
    weight: float
    dated: datetime = Field(sa_type=Utc)


class DefinedTopicRow(Row, table=True):
    """A topic that editors defined by words, a line each.

    Articles numbered ``below`` are yet to be read for it; of a ``removed`` one, some may name it still.
    """

    __tablename__ = "defined_topic"

    slug: str = Field(sa_type=Exact, primary_key=True)
    name: str
    words: str
    below: int = Field(sa_type=Key)
    removed: bool = False


class PlaceMentionRow(Row, table=True):
    """A place named in a sentence, by its number in the gazetteer; that is GeoNames' own, or below nought."""

    __tablename__ = "place_mention"
    __table_args__ = (Index("ix_place_mention_place", "place", "article_id", "position"),)

    article_id: int = Field(sa_type=Key, foreign_key="article.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    start: int = Field(primary_key=True)
    end: int
    place: int = Field(sa_type=Key)


class StoryRow(Row, table=True):
    """A group of originals on one event; what its page needs is kept here."""

    __tablename__ = "story"
    __table_args__ = (Index("ix_story_last", "last", "id"), NUMBERED)

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    articles: int
    first: datetime = Field(sa_type=Utc)
    last: datetime = Field(sa_type=Utc)


class MergedRow(Row, table=True):
    """A story that went up in another one. Neither refers to a row: the other may be gone by now, too."""

    __tablename__ = "merged"

    id: int = Field(sa_type=Key, primary_key=True)
    story_id: int = Field(sa_type=Key, index=True)
