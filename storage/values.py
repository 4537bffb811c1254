"""The plain values that go into storage and come out of it. No table row leaves the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntFlag, StrEnum


class Precision(StrEnum):
    """How exactly a publication time is known."""

    DAY = "day"
    MINUTE = "minute"


class Length(IntFlag):
    """How long a summary is: one line in a list, about 300 characters, three sentences, eight."""

    LINE = 1
    SHORT = 2
    NORMAL = 4
    LONG = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSentence:
    """A sentence of a body as a half-open span of code points, with what was found about it.

    A copy's sentence is ``repeated`` where its original, or another copy, says the same.
    """

    start: int
    end: int
    salience: float
    anaphoric: bool
    caveat: bool
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article about to be stored.

    All times are aware UTC. ``published`` and ``precision`` are both set or both None. ``summaries``
    holds the positions of each summary's sentences. ``terms`` are space-separated stems for the search
    index.
    ``content_hash`` identifies the body, ``marks`` (32 bits each) let copies of it be found, ``signature``
    what tells of the same event, in words that the caller alone understands.
    ``original_id`` names the article this one is a copy of: such a one has terms only of what the
    original does not say, no sentences where that is nothing, and else is shown as "also in ...".
    """

    title: str
    body: str
    language: str
    source: str | None
    url: str | None
    published: datetime | None
    precision: Precision | None
    arrived: datetime
    dateline: str | None
    agency: str | None
    byline: str | None
    sample: bool
    content_hash: str
    submission_id: int | None
    original_id: int | None
    analysis_version: int
    terms: str
    sentences: tuple[NewSentence, ...]
    summaries: Mapping[Length, tuple[int, ...]]
    marks: tuple[int, ...] = ()
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An original in a story, and the signature by which it is told what that is about."""

    article_id: int
    story_id: int
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A stored article. ``dated`` is the time it is ordered by: published, or else arrived."""

    id: int
    title: str
    body: str
    language: str
    source: str | None
    url: str | None
    published: datetime | None
    precision: Precision | None
    arrived: datetime
    dated: datetime
    dateline: str | None
    agency: str | None
    byline: str | None
    sample: bool
    submission_id: int | None
    original_id: int | None
    story_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that an article had before; ``replaced`` is when another took its place."""

    id: int
    article_id: int
    submission_id: int | None
    replaced: datetime
    title: str
    source: str | None
    published: datetime | None
    precision: Precision | None
    arrived: datetime
    dateline: str | None
    agency: str | None
    byline: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A stored sentence with its article. ``text == article.body[start:end]``, always."""

    article: Article
    position: int
    start: int
    end: int
    text: str
    salience: float
    anaphoric: bool
    caveat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A verbatim part of a stored sentence (a role beside a name), with its article."""

    article: Article
    position: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where something stands: sentence position and code point offsets into the article's body."""

    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person of the archive: shown name, all forms seen, and in how many articles."""

    id: int
    name: str
    forms: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How an article names a person: a name to show, its forms, and keys to find it by."""

    name: str
    forms: tuple[str, ...]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How widely a person, topic or the archive itself is covered."""

    articles: int
    sources: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Which part of the archive to search; as it stands, all of it.

    Articles dated from ``after`` on and earlier than ``before``, both aware. Give them in the reader's
    zone: an article that is known to the day alone is that day in every zone, so the bounds' wall
    clock decides about it. ``sources`` are whole names as stored, ``language`` is a code as stored, and
    none of the terms ``without`` is in the article.
    """

    after: datetime | None = None
    before: datetime | None = None
    sources: frozenset[str] | None = None
    language: str | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCount:
    """A topic's slug with the number of articles that name it and the newest one's time."""

    slug: str
    articles: int
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A group of articles on one event, oldest and newest report."""

    id: int
    articles: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedStory:
    """A story that went up ``into`` another one, and the stories that led to it before."""

    id: int
    into: int
    led: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What became of stories: of each article the one it was in and the one it is in, and the merged ones."""

    articles: Mapping[int, tuple[int | None, int | None]]
    merged: tuple[MergedStory, ...]


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
    """

    chat_id: int
    day: date
    payload: str | None
    covered: datetime
    due: datetime
    since: datetime | None = None


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
class NewSubmission:
    """What an admin handed over, before anything is made of it.

    ``key`` identifies the hand-over itself ("chat:message"), so that a redelivered update is stored
    once. ``source``, ``url`` and ``sent`` come from the forward, where it has them. ``chat_id``,
    ``thread_id`` (a forum's topic) and ``message_id`` say where the receipt goes; all are None for the
    command line. ``note`` is what the admin wrote beside it and is no part of it.

    What may be one part of several has a ``stream``, in which its other parts are looked for, and the
    time at which it was ``written``; it is not worked on before it ``settles``. ``host`` is the server that
    has to answer first where it is links.
    """

    key: str
    text: str
    received: datetime
    chat_id: int | None = None
    thread_id: int | None = None
    message_id: int | None = None
    user_id: int | None = None
    source: str | None = None
    url: str | None = None
    sent: datetime | None = None
    sample: bool = False
    note: str | None = None
    stream: str | None = None
    written: datetime | None = None
    settles: datetime | None = None
    glue: str = ""
    host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel in which the bot is an admin. ``approved`` says that its posts are taken.

    ``added_by`` is the id of the user who made the bot an admin there, ``posts`` how many were taken.
    """

    id: int
    title: str
    username: str | None
    approved: bool
    added_by: int | None
    added: datetime
    posts: int
    last_post: datetime | None


class FeedState(StrEnum):
    """Whether a feed is polled: it is, somebody or its failures paused it, or its server says it ended."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: when it is due, every how many ``minutes``, and how many polls in a row have failed.

    ``reason`` is why the last poll failed, as its writer dumped it; ``read`` when the last good one was;
    ``items`` how many entries were taken; ``etag`` and ``modified`` what its server gave along; ``seen`` the
    marks of known entries.
    """

    id: int
    url: str
    host: str
    title: str
    state: FeedState
    added_by: int | None
    added: datetime
    due: datetime
    minutes: int
    failures: int
    reason: str | None
    read: datetime | None
    items: int
    etag: str | None
    modified: str | None
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a submission: its own text, and the id of the submission it belongs to."""

    submission_id: int
    message_id: int | None
    text: str
    written: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A stored submission, its parts put together.

    ``receipt_id`` is the message that acknowledged it, once sent. ``attempts`` tells claims apart,
    ``tries`` counts those since it was handed over, revised or sent on its way again, ``failures`` those of
    them that failed; the process ended in the others. ``reason`` is why it was refused or set aside, in
    the words of whoever did.
    """

    id: int
    key: str
    text: str
    received: datetime
    chat_id: int | None
    thread_id: int | None
    message_id: int | None
    user_id: int | None
    source: str | None
    url: str | None
    sent: datetime | None
    sample: bool
    note: str | None
    receipt_id: int | None
    attempts: int
    tries: int
    failures: int
    host: str | None
    reason: str | None


class CorrectionKind(StrEnum):
    """What an admin did; an UNDO took back what had been handed over."""

    UNDO = "undo"
    DELETE = "delete"
    MERGE = "merge"
    EDIT = "edit"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction: of which ``articles``, and what its receipt said, in words that the caller understands.

    ``taken_back`` is when it was; until then it can be.
    """

    id: int
    kind: CorrectionKind
    at: datetime
    admin_id: int | None
    articles: tuple[int, ...]
    said: str
    taken_back: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCorrection:
    """A correction about to be written down; ``update_id`` is what asked, where that can come twice."""

    kind: CorrectionKind
    at: datetime
    admin_id: int | None
    update_id: int | None
    articles: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question asked lately: its whole text, the page shown last, and whom it was about."""

    id: int
    text: str
    page: int
    person: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An outbox row that a sender has leased: a payload to deliver to a chat.

    ``payload`` is text that the caller wrote and alone understands. ``sent_parts`` is how many of
    its messages were delivered before, ``attempts`` how often it has been tried.
    """

    id: int
    chat_id: int
    payload: str
    sent_parts: int
    attempts: int
