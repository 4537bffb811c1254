"""The plain values of chats: what they subscribe to and follow, asked, and are to be sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
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
    """A message that was answered: what it said then, and the messages of the answer, at least one."""

    text: str
    answer_ids: tuple[int, ...]


class FollowKind(StrEnum):
    """What a chat can follow or mute. Places are topics; a place that is none is followed as a word."""

    PERSON = "person"
    SOURCE = "source"
    STORY = "story"
    TOPIC = "topic"
    WORD = "word"


class Stance(StrEnum):
    """How a chat stands to a thing."""

    FOLLOW = "follow"
    MUTE = "mute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A thing that can be followed or muted.

    ``key`` is a person's or story's id in decimal, a topic's slug, a source's casefolded name, or the
    stems of words, in order, with one space between. ``name`` is what it was called when somebody chose it,
    which words and sources are shown by; however it was called, it is the same thing.
    """

    kind: FollowKind
    key: str
    name: str = field(default="", compare=False)


Spot = tuple[int, int | None]
"""Where a digest goes: a chat, and in a forum the topic (Telegram's message_thread_id)."""


class DigestLength(StrEnum):
    """How much a digest tells of each story, and of how many."""

    BRIEF = "brief"
    NORMAL = "normal"
    LONG = "long"


class Quiet(StrEnum):
    """What is sent when there is nothing new: a line the first time in a row, every time, or never."""

    ONCE = "once"
    SAY = "say"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a reader chose: local clock times in an IANA zone on days of the week (0 is Monday).

    ``times`` and ``days`` ascend and are not empty. ``about`` is what alone the digest tells of, in order;
    of everything where it is empty.
    """

    times: tuple[time, ...]
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    zone: str
    length: DigestLength = DigestLength.NORMAL
    quiet: Quiet = Quiet.ONCE
    about: tuple[Follow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A chat's digest, in a forum that of one topic, and when it is due next (UTC).

    ``covered`` is the arrival time up to which earlier digests have told everything, or None before
    the first one. ``paused`` is until when the reader wants none, or None. A channel's has the name
    (``title``) by which the user ``added_by`` asked for it.
    """

    chat_id: int
    thread_id: int | None = None
    plan: Plan
    due: datetime
    covered: datetime | None = None
    paused: datetime | None = None
    title: str | None = None
    added_by: int | None = None

    @property
    def spot(self) -> Spot:
        """Where it goes."""
        return self.chat_id, self.thread_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a chat's latest digests told: numbers of stories, and whether the last one had nothing to tell."""

    stories: frozenset[int] = frozenset()
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDigest:
    """A chat's digest, composed and about to be written down; ``slot`` is when it was due.

    ``payload`` None notes a digest that had nothing to tell. ``since`` and ``covered`` are the arrival
    times between which it tells everything (None: from a day before), ``due`` is when the next one is due,
    ``stories`` are the numbers of those that it tells. ``thread_id`` is the forum topic that it goes to.
    """

    chat_id: int
    slot: datetime
    payload: str | None
    covered: datetime
    due: datetime
    since: datetime | None = None
    thread_id: int | None = None
    stories: tuple[int, ...] = ()

    @property
    def spot(self) -> Spot:
        """Where it goes."""
        return self.chat_id, self.thread_id


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPlan:
    """How a chat wants alerts: at most ``hourly`` in any hour, none in ``quiet`` hours (None: at any time).

    Quiet hours are from one clock time to another one in the chat's zone, over midnight where that is the
    earlier. ``since`` is when alerts were switched on, None while they are off; ``paused`` is until when the
    reader wants none. In a forum they go to ``thread_id``.
    """

    chat_id: int
    thread_id: int | None = None
    hourly: int
    quiet: tuple[time, time] | None
    since: datetime | None = None
    paused: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """That a chat was told of a story at once, or would have been (``article_id`` None): it never is again.

    ``article_id`` is the article that it rang for, ``other_id`` another one that its message tells of since,
    ``why`` what the chat follows, ``message_id`` the message once it is sent.
    """

    chat_id: int
    story_id: int
    at: datetime
    article_id: int | None = None
    other_id: int | None = None
    why: Follow | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far alerts are decided: of articles up to this one; of this one for chats up to ``chat_id``.

    Where ``chat_id`` is None that is all chats.
    """

    article_id: int
    chat_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """That an article was corrected whose alerts are told anew: those of chats beyond ``chat_id`` yet."""

    id: int
    article_id: int
    chat_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How a chat stands to a thing."""

    what: Follow
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Tastes:
    """All that a chat follows and all that it mutes, each by kind and key."""

    follows: tuple[Follow, ...] = ()
    mutes: tuple[Follow, ...] = ()


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
