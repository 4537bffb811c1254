"""Every kind of question there is, as a closed union; and the short tokens that buttons carry.

A token is ``tag:field:field``; it must fit the 64 bytes of Telegram's callback data and the 64
characters (A-Z a-z 0-9 _ -) of a deep link's payload, so long texts travel as a stored id.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import get_args, get_type_hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first contact; ``payload`` comes with a deep link."""

    payload: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """All commands, or one command's usage."""

    command: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """A command that was typed without the words it needs."""

    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A command that does not exist."""

    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """Stories, newest first."""

    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStory:
    """One story's articles."""

    story_id: int
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNews:
    """What the newest report of a story adds to the earlier ones."""

    story_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowArticle:
    """One article: headline, source, summary; with ``long`` set, the long one."""

    article_id: int
    long: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A person by a name as typed."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPerson:
    """A known person's page."""

    person_id: int
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSources:
    """The articles that name a person."""

    person_id: int
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBrief:
    """What the newest articles report of a person, in brief."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic by a name as typed."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTopic:
    """A known topic's page."""

    slug: str
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSources:
    """The articles that name a topic."""

    slug: str
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicBrief:
    """What the newest articles report of a topic, in brief."""

    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """All topics that the archive has, most covered first."""

    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A plain question."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A subject in plain words; ``text`` is the whole question, for when no subject has that name."""

    name: str
    text: str
    person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """The next page of what was asked last, asked for in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtesy:
    """A greeting ("hello") or thanks ("thanks"): nothing is asked."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowContext:
    """A sentence with those around it."""

    article_id: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMore:
    """A further page of an earlier question, by its stored id."""

    asked_id: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Articles by words and filters, as typed (see newsroom.searching)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMore:
    """A further page of a search, by its stored id: articles with ids below or above one (0: no bound)."""

    asked_id: int
    below: int = 0
    above: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestNow:
    """The digest as it would be sent now; nothing is marked as told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe:
    """A daily digest; ``words`` are the time and zone as typed."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """No digest any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """Follow a person (key: id) or topic (key: slug); ``kind`` is a storage FollowKind value."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfollow:
    """Stop following."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is set for this chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What is stored about this chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetMe:
    """Delete all that is stored about this chat; asks first."""

    confirmed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """Admin: add the text that follows the command."""

    text: str


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
    """Admin: file two articles, by their numbers as typed, as one report."""

    words: str


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
    """Admin: read something that was set aside again."""

    submission_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Admin: let something that was set aside go."""

    submission_id: int


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


Intent = (
    Start
    | Help
    | Usage
    | Unknown
    | Latest
    | ShowStory
    | StoryNews
    | ShowArticle
    | Who
    | ShowPerson
    | PersonSources
    | PersonBrief
    | Topic
    | ShowTopic
    | TopicSources
    | TopicBrief
    | Topics
    | Ask
    | About
    | More
    | Courtesy
    | ShowContext
    | AskMore
    | Search
    | SearchMore
    | DigestNow
    | Subscribe
    | Unsubscribe
    | Follow
    | Unfollow
    | Settings
    | Privacy
    | ForgetMe
    | Add
    | Undo
    | Delete
    | Merge
    | Edit
    | KeepText
    | Split
    | TakeBack
    | Separate
    | Rejoin
    | History
    | Stats
    | Inbox
    | Retry
    | Drop
    | Sources
    | ApproveSource
    | RemoveSource
    | AddFeed
    | Feeds
    | PauseFeed
    | ResumeFeed
    | RemoveFeed
)

_TAGS: dict[str, type[Intent]] = {
    "help": Help,
    "latest": Latest,
    "story": ShowStory,
    "news": StoryNews,
    "article": ShowArticle,
    "person": ShowPerson,
    "psrc": PersonSources,
    "pbrief": PersonBrief,
    "topic": ShowTopic,
    "tsrc": TopicSources,
    "tbrief": TopicBrief,
    "topics": Topics,
    "more": AskMore,
    "search": SearchMore,
    "context": ShowContext,
    "digest": DigestNow,
    "sub": Subscribe,
    "unsub": Unsubscribe,
    "follow": Follow,
    "unfollow": Unfollow,
    "settings": Settings,
    "privacy": Privacy,
    "forget": ForgetMe,
    "undo": Undo,
    "delete": Delete,
    "back": TakeBack,
    "edit": Edit,
    "keep": KeepText,
    "apart": Separate,
    "join": Rejoin,
    "history": History,
    "stats": Stats,
    "inbox": Inbox,
    "retry": Retry,
    "drop": Drop,
    "sources": Sources,
    "approve": ApproveSource,
    "remove": RemoveSource,
    "feeds": Feeds,
    "fpause": PauseFeed,
    "fresume": ResumeFeed,
    "fremove": RemoveFeed,
}
_NAMES = {kind: tag for tag, kind in _TAGS.items()}
LIMIT = 64  # bytes: Bot API, InlineKeyboardButton.callback_data
_DIGITS = 16  # of a number, so that a page times its length is still a number that databases take


def encode(intent: Intent, separator: str = ":") -> str:
    """The token of an intent. Raises ValueError for one that no button can carry."""
    tag = _NAMES.get(type(intent))
    if tag is None:
        raise ValueError(f"{type(intent).__name__} has no token")
    token = separator.join([tag, *(str(getattr(intent, f.name)) for f in fields(intent))])
    if len(token.encode()) > LIMIT:
        raise ValueError(f"the token of {type(intent).__name__} is over {LIMIT} bytes")
    return token


def decode(token: str, separator: str = ":") -> Intent | None:
    """The intent of a token, or None for anything that ``encode`` did not write.

    Last fields that have a default may be missing: links stay in chats for years, and intents grow.
    """
    tag, *values = token.split(separator)
    kind = _TAGS.get(tag)
    if kind is None or len(values) > len(fields(kind)):
        return None
    if any(field.default is MISSING for field in fields(kind)[len(values) :]):
        return None
    hints = get_type_hints(kind)
    arguments: dict[str, str | int] = {}
    for field, value in zip(fields(kind), values, strict=False):
        if hints[field.name] is int:
            if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
                return None
            arguments[field.name] = int(value)
        else:
            arguments[field.name] = value
    return kind(**arguments)  # type: ignore[arg-type]  # fields are int or str, matched above


def kinds() -> tuple[type[Intent], ...]:
    """Every member of the union, for tests that must not miss one."""
    return get_args(Intent)
