"""Every kind of question there is, as a closed union."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from newsroom.errands import (
    Add,
    AddFeed,
    ApproveSource,
    Broadcast,
    CancelBroadcast,
    DefineTopic,
    Delete,
    Drop,
    Edit,
    Feeds,
    History,
    Inbox,
    KeepText,
    Merge,
    PauseFeed,
    Rejoin,
    RemoveFeed,
    RemoveSource,
    RemoveTopic,
    ResumeFeed,
    Retry,
    SendBroadcast,
    Separate,
    Sources,
    Split,
    Stats,
    StopBroadcast,
    TakeBack,
    Undo,
)
from newsroom.preferences import (
    Adjust,
    Alerts,
    ChooseZone,
    DigestNow,
    Follow,
    Following,
    FollowNamed,
    ForgetMe,
    Located,
    Mute,
    MuteNamed,
    MyData,
    Pause,
    Privacy,
    Resume,
    Settings,
    Subscribe,
    Unfollow,
    UnfollowNamed,
    Unsubscribe,
)


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
class Story:
    """A story by its number as typed, or by an article's with a # before it."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStory:
    """One story in brief; on further pages, more of what its reports say."""

    story_id: int
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNews:
    """What is new in a story since a time, in minutes from 1970 on; 0: since the last digest, or a day."""

    story_id: int
    since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySources:
    """Who reported a story, in order of arrival."""

    story_id: int
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPeople:
    """Whom a story's reports name."""

    story_id: int
    page: int = 0


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
class Quotes:
    """What somebody said, by a name as typed, perhaps about something."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowQuotes:
    """What a person said. ``about`` is the key of a subject (newsroom.answers.quotes), or empty."""

    person_id: int
    page: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBrief:
    """What the newest articles report of a person, in brief."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What was done on which day, by a name, a subject or a story's number as typed."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTimeline:
    """The timeline of a subject: ``kind`` and ``key`` are its own (newsroom.answers.timeline)."""

    kind: str
    key: str
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which places are named with something: a name, a place or a story's number as typed."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWhere:
    """The places of a subject: ``kind`` and ``key`` are its own (newsroom.answers.where)."""

    kind: str
    key: str
    page: int = 0


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


TRENDING = "trending"
"""In place of a group of topics: what stands out in the last week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """All topics that the archive has, most covered first; of one group (newsroom.answers.topics)."""

    page: int = 0
    kind: str = ""


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


Intent = (
    Start
    | Help
    | Usage
    | Unknown
    | Latest
    | Story
    | ShowStory
    | StoryNews
    | StorySources
    | StoryPeople
    | ShowArticle
    | Who
    | ShowPerson
    | PersonSources
    | PersonBrief
    | Quotes
    | ShowQuotes
    | Timeline
    | ShowTimeline
    | Where
    | ShowWhere
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
    | Adjust
    | ChooseZone
    | Located
    | Pause
    | Resume
    | Follow
    | Mute
    | Unfollow
    | FollowNamed
    | MuteNamed
    | UnfollowNamed
    | Following
    | Alerts
    | Settings
    | Privacy
    | MyData
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
    | DefineTopic
    | RemoveTopic
    | AddFeed
    | Feeds
    | PauseFeed
    | ResumeFeed
    | RemoveFeed
    | Broadcast
    | SendBroadcast
    | CancelBroadcast
    | StopBroadcast
)


def kinds() -> tuple[type[Intent], ...]:
    """Every member of the union, for tests that must not miss one."""
    return get_args(Intent)
