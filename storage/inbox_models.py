"""The tables of the inbox: what was handed over, from where, and what was put right since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from storage.dialect import Key, Utc
from storage.models import NUMBERED, Row


class SubmissionRow(Row, table=True):
    """What an admin handed over. ``chat_id`` refers to no row: the text outlives a forgotten chat.

    A further part of what was handed over is a row too, whose ``head_id`` is the first part's; ``glue``
    stands between it and the part before. Nothing is claimed before it ``settles``. ``attempts`` tells
    claims apart, ``tries`` counts those since it was opened, ``failures`` those that came to an end.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_state", "state", "id"),
        Index("ix_inbox_user_id", "user_id", "id"),
        Index("ix_inbox_stream", "stream", "id"),
        NUMBERED,
    )

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    key: str = Field(unique=True)
    state: str
    received: datetime = Field(sa_type=Utc)
    chat_id: int | None = Field(sa_type=BigInteger, index=True)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(sa_type=BigInteger)
    user_id: int | None = Field(sa_type=BigInteger)
    source: str | None
    url: str | None
    sent: datetime | None = Field(sa_type=Utc)
    sample: bool
    receipt_id: int | None = Field(default=None, sa_type=BigInteger)
    attempts: int = 0
    leased_until: datetime | None = Field(default=None, sa_type=Utc)
    reason: str | None = None
    head_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    glue: str = ""
    stream: str | None = None
    written: datetime | None = Field(default=None, sa_type=Utc)
    settles: datetime | None = Field(default=None, sa_type=Utc)
    note: str | None = None
    tries: int = 0
    failures: int = 0
    host: str | None = None
    file_id: str | None = None
    file_name: str = ""
    file_type: str = ""
    progress: str | None = None
    text: str


class ChannelRow(Row, table=True):
    """A channel in which the bot is an admin."""

    __tablename__ = "channel"

    id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    title: str
    username: str | None
    approved: bool
    added_by: int | None = Field(sa_type=BigInteger)
    added: datetime = Field(sa_type=Utc)
    posts: int = 0
    last_post: datetime | None = Field(default=None, sa_type=Utc)


class FeedRow(Row, table=True):
    """A feed that is polled. ``seen`` are the marks of entries taken or passed over, newest last."""

    __tablename__ = "feed"
    __table_args__ = (Index("ix_feed_due", "state", "due"), NUMBERED)

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    url: str = Field(unique=True)
    host: str
    title: str
    state: str
    added_by: int | None = Field(sa_type=BigInteger)
    added: datetime = Field(sa_type=Utc)
    due: datetime = Field(sa_type=Utc)
    minutes: int
    failures: int = 0
    reason: str | None = None
    read: datetime | None = Field(default=None, sa_type=Utc)
    items: int = 0
    etag: str | None = None
    modified: str | None = None
    seen: str = ""


class CorrectionRow(Row, table=True):
    """What an admin corrected in stored articles, kept for a day; ``kept`` is how it stood before.

    A submission of many articles is undone by several, which have its ``submission_id``.

    ``update_id`` and ``back_update_id`` are the updates that asked for it and that took it back: one that
    is delivered again does nothing again.
    """

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_admin_id", "admin_id", "id"), NUMBERED)

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    kind: str
    at: datetime = Field(sa_type=Utc, index=True)
    admin_id: int | None = Field(sa_type=BigInteger)
    update_id: int | None = Field(sa_type=BigInteger, unique=True)
    articles: str
    said: str
    submission_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    taken_back: datetime | None = Field(default=None, sa_type=Utc)
    back_update_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    kept: str
