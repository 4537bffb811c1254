"""The plain values of the inbox: what was handed over, from where, and what was put right since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum


class Lane(Enum):
    """What is worked on side by side: texts, what waits for servers, and files."""

    TEXTS = "texts"
    LINKS = "links"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubmission:
    """What an admin handed over, before anything is made of it.

    ``key`` identifies the hand-over itself ("chat:message"), so that a redelivered update is stored
    once. ``source``, ``url`` and ``sent`` come from the forward, where it has them; without a source
    nobody published it then, and it was passed on. ``chat_id``,
    ``thread_id`` (a forum's topic) and ``message_id`` say where the receipt goes; all are None for the
    command line. ``note`` is what the admin wrote beside it and is no part of it.

    What may be one part of several has a ``stream``, in which its other parts are looked for, and the
    time at which it was ``written``; it is not worked on before it ``settles``. ``host`` is the server that
    has to answer first where it is links.

    A file is kept by the ``file_id`` under which Telegram hands it out for good, with its name and media
    type as its sender's app told them; ``text`` is then what stands under it.
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
    file_id: str | None = None
    file_name: str = ""
    file_type: str = ""


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

    ``reason`` is why the last poll failed, or what it did not believe, as its writer dumped it; ``read``
    when the last good one was; ``items`` how many entries were taken; ``etag`` and ``modified`` what its
    server gave along; ``seen`` the marks of known entries.
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
    the words of whoever did. ``progress`` is how far the reading of a file of many articles has come.
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
    file_id: str | None
    file_name: str
    file_type: str
    progress: str | None = None


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

    ``taken_back`` is when it was; until then it can be. ``submission_id`` is what it undid,
    or a part of that.
    """

    id: int
    kind: CorrectionKind
    at: datetime
    admin_id: int | None
    articles: tuple[int, ...]
    said: str
    submission_id: int | None
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
    submission_id: int | None = None
