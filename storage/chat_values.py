"""The plain values of chats: what they subscribe to and follow, asked, and are to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum, StrEnum


class ChatKind(StrEnum):
    """Telegram's chat kinds; TERMINAL is the command line's own chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat that has talked to the bot. ``stopped`` is why nothing is sent to it any more, or None."""

    id: int
    kind: ChatKind
    zone: str | None
    stopped: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """A message that was answered: what it said then, and the first message of the answer."""

    text: str
    answer_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A chat's daily digest: local clock time in an IANA zone, and when it is due next (UTC).

    ``covered`` is the arrival time up to which earlier digests have told everything, or None before
    the first one.
    """

    chat_id: int
    at: time
    zone: str
    due: datetime
    covered: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDigest:
    """A chat's digest of a local day, composed and about to be written down.

    ``payload`` None notes a day on which there was nothing to tell. ``since`` and ``covered`` are the arrival
    times between which it tells everything (None: from a day before), ``due`` is when the next one is due.
    ``thread_id`` is the forum topic that it goes to.
    """

    chat_id: int
    day: date
    payload: str | None
    covered: datetime
    due: datetime
    since: datetime | None = None
    thread_id: int | None = None


class FollowKind(StrEnum):
    """What a chat can follow."""

    PERSON = "person"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A followed person (``key`` is its id in decimal) or topic (``key`` is its slug)."""

    kind: FollowKind
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question asked lately: its whole text, the page shown last, and whom it was about."""

    id: int
    text: str
    page: int
    person: str | None


class ParcelKind(IntEnum):
    """What is delivered; the lower goes first. RECEIPT: whatever answers or tells one person something."""

    RECEIPT = 0
    ALERT = 1
    DIGEST = 2
    BROADCAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An outbox row that a sender has leased: a payload to deliver to a chat, in a forum to a topic.

    ``payload`` is text that the caller wrote and alone understands. ``sent_parts`` is how many of
    its messages were delivered before, ``attempts`` how often it has been tried.
    """

    id: int
    chat_id: int
    thread_id: int | None = None
    kind: ParcelKind = ParcelKind.RECEIPT
    payload: str
    sent_parts: int
    attempts: int
