"""What only admins ask for: handing over, correcting, and looking after the sources."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """Admin: add the text that follows the command."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineTopic:
    """Admin: define a topic; its name and words, as typed (see newsroom.defining)."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTopic:
    """Admin: remove a topic that was defined, by its name as typed; asks first."""

    name: str
    confirmed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Admin: take back a submission (0: what the admin did last, a correction or a submission)."""

    submission_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Admin: delete an article by its number as typed; asks first."""

    words: str
    confirmed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Admin: file two articles, by their numbers as typed, as one report; asks where they share little."""

    words: str
    confirmed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Admin: correct an article; its number and what to change, as typed."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepText:
    """Admin: an article keeps its text. What has this button asks for a new one, as a reply."""

    article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Admin: make two articles of one; its number and where the second begins, as typed."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """Admin: take back a correction of stored articles, by its number."""

    correction_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Separate:
    """Admin: keep what was filed as a copy as an article of its own."""

    article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejoin:
    """Admin: file an article as a copy of another again."""

    article_id: int
    original_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Admin: the earlier texts of an article, by its number as typed."""

    words: str
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Admin: numbers about the archive and its readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """Admin: what could not be read and was set aside."""

    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Admin: read something that was set aside again. ``listed`` in that page of /inbox (0: in none)."""

    submission_id: int
    listed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Admin: let something that was set aside go; ``listed`` as in Retry."""

    submission_id: int
    listed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Admin: the channels in which the bot is an admin."""

    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveSource:
    """Admin: take a channel's posts; ``number`` is its id without the minus."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSource:
    """Admin: take a channel's posts no more; ``number`` is its id without the minus."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFeed:
    """Admin: poll the feed at an address, or the one that the page there names."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """Admin: the feeds that are polled."""

    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseFeed:
    """Admin: poll a feed no more, until it is resumed."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeFeed:
    """Admin: poll a paused or ended feed again, at once."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFeed:
    """Admin: forget a feed; its articles stay."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """Admin: show a text as all chats would get it, and ask; without one, show what is being sent.

    ``mixed``: what is to be sent is not text alone.
    """

    text: str = ""
    spans: tuple[Span, ...] = ()
    mixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBroadcast:
    """Admin: send what was shown, by its number."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelBroadcast:
    """Admin: do not send what was shown."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StopBroadcast:
    """Admin: send it no further."""

    number: int
