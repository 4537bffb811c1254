"""The tables of chats: what they subscribe to and follow, asked, and are to be sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from storage.dialect import Key, Utc
from storage.models import NUMBERED, Row


class ChatRow(Row, table=True):
    """A chat that has talked to the bot."""

    __tablename__ = "chat"

    id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    zone: str | None
    stopped: str | None


class SubscriptionRow(Row, table=True):
    """A chat's digest; ``thread_id`` is a forum's topic, 0 where there is none.

    A channel's has the name (``title``) by which the user ``added_by`` asked for it.
    """

    __tablename__ = "subscription"

    chat_id: int = Field(sa_type=BigInteger, foreign_key="chat.id", ondelete="CASCADE", primary_key=True)
    thread_id: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}, default=0
    )
    times: str
    days: str
    zone: str
    length: str
    quiet: str
    about: str
    due: datetime = Field(sa_type=Utc, index=True)
    covered: datetime | None = Field(default=None, sa_type=Utc)
    paused: datetime | None = Field(default=None, sa_type=Utc)
    title: str | None = None
    added_by: int | None = Field(default=None, sa_type=BigInteger, index=True)


class FollowRow(Row, table=True):
    """What a chat follows or mutes (``stance``), and what to call it where its key does not say."""

    __tablename__ = "follow"
    __table_args__ = (Index("ix_follow_kind", "kind", "key", "chat_id"),)

    chat_id: int = Field(sa_type=BigInteger, foreign_key="chat.id", ondelete="CASCADE", primary_key=True)
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    stance: str = "follow"
    name: str = ""


class DigestRow(Row, table=True):
    """That a chat's digest of an instant was composed, and which stories it told."""

    __tablename__ = "digest"

    chat_id: int = Field(sa_type=BigInteger, foreign_key="chat.id", ondelete="CASCADE", primary_key=True)
    thread_id: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}, default=0
    )
    slot: datetime = Field(sa_type=Utc, primary_key=True)
    composed: datetime = Field(sa_type=Utc, index=True)
    stories: str


class AlertPlanRow(Row, table=True):
    """How a chat wants alerts; ``quiet`` is two clock times or nothing."""

    __tablename__ = "alert_plan"

    chat_id: int = Field(sa_type=BigInteger, foreign_key="chat.id", ondelete="CASCADE", primary_key=True)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    hourly: int
    quiet: str
    since: datetime | None = Field(default=None, sa_type=Utc)
    paused: datetime | None = Field(default=None, sa_type=Utc)


class AlertRow(Row, table=True):
    """That a chat was alerted of a story, or is not to be. The story and the articles may be no more."""

    __tablename__ = "alert"
    __table_args__ = (
        Index("ix_alert_chat_id", "chat_id", "at"),
        Index("ix_alert_at", "at"),
        Index("ix_alert_article_id", "article_id"),
        Index("ix_alert_other_id", "other_id"),
    )

    story_id: int = Field(sa_type=Key, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger, foreign_key="chat.id", ondelete="CASCADE", primary_key=True)
    at: datetime = Field(sa_type=Utc)
    article_id: int | None = Field(default=None, sa_type=Key)
    other_id: int | None = Field(default=None, sa_type=Key)
    kind: str = ""
    key: str = ""
    message_id: int | None = Field(default=None, sa_type=BigInteger)


class OutdatedRow(Row, table=True):
    """That an article was corrected of which alerts tell; ``chat_id`` is the last chat that was seen to."""

    __tablename__ = "outdated"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    article_id: int = Field(sa_type=Key)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)


class AlertPositionRow(Row, table=True):
    """How far alerts are decided; the one row has the id 1."""

    __tablename__ = "alert_position"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    article_id: int = Field(sa_type=Key)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)


class ParcelRow(Row, table=True):
    """Something to be delivered to a chat; of a digest, between which arrivals it tells.

    ``edits`` is the story whose alert it puts new words into, ``broadcast_id`` the broadcast that it is of.
    ``ended`` is when it was done or failed, and how many messages went out by then is ``sent_parts``.

    ``kind`` is a :class:`~storage.chat_values.ParcelKind`: the lower, the more urgent.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state", "state", "kind", "not_before", "id"),
        Index("ix_outbox_chat_id", "chat_id", "state", "id"),
        Index("ix_outbox_ended", "ended"),
        Index("ix_outbox_broadcast_id", "broadcast_id", "state"),
        NUMBERED,
    )

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger, foreign_key="chat.id", ondelete="CASCADE")
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    kind: int = 0
    state: str
    not_before: datetime = Field(sa_type=Utc)
    leased_until: datetime | None = Field(default=None, sa_type=Utc)
    ended: datetime | None = Field(default=None, sa_type=Utc)
    sent_parts: int = 0
    attempts: int = 0
    error: str | None = None
    payload: str
    told_from: datetime | None = Field(default=None, sa_type=Utc)
    told_to: datetime | None = Field(default=None, sa_type=Utc)
    edits: int | None = Field(default=None, sa_type=Key)
    broadcast_id: int | None = Field(default=None, sa_type=Key)


class BroadcastRow(Row, table=True):
    """What an admin tells all chats; ``after`` is the last chat whose parcel is written, until all are."""

    __tablename__ = "broadcast"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    admin_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    state: str
    payload: str
    asked: datetime = Field(sa_type=Utc)
    ended: datetime | None = Field(default=None, sa_type=Utc)
    chats: int
    sent: int
    after: int | None = Field(default=None, sa_type=BigInteger)
    written: bool


class SetbackRow(Row, table=True):
    """How many parcels met with something of which the admins have not been told yet."""

    __tablename__ = "setback"

    reason: str = Field(primary_key=True)
    parcels: int


class VisitRow(Row, table=True):
    """When a chat opened a story last, and when before that. The story may be no more."""

    __tablename__ = "visit"

    chat_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    story_id: int = Field(sa_type=Key, primary_key=True)
    at: datetime = Field(sa_type=Utc, index=True)
    before: datetime | None = Field(default=None, sa_type=Utc)


class AskedRow(Row, table=True):
    """A question's text, and the messages that asked it and answered it.

    ``thread_id`` is the forum's topic; ``further`` the messages after ``answer_id`` that the answer goes on
    in, with spaces between.
    """

    __tablename__ = "asked"
    __table_args__ = (
        Index("ix_asked_last", "chat_id", "user_id", "id"),
        Index("ix_asked_message", "chat_id", "message_id"),
        NUMBERED,
    )

    id: int | None = Field(default=None, sa_type=Key, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    user_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    answer_id: int | None = Field(default=None, sa_type=BigInteger)
    further: str = ""
    thread_id: int | None = Field(default=None, sa_type=BigInteger)
    at: datetime = Field(sa_type=Utc, index=True)
    page: int = 0
    person: str | None = None
    text: str
