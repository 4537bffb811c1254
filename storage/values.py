"""The plain values that go into storage and come out of it. No table row leaves the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntFlag, StrEnum


class Precision(StrEnum):
    """How exactly a publication time is known; of SENT only that somebody passed the text on then."""

    DAY = "day"
    MINUTE = "minute"
    SENT = "sent"


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
class Report:
    """A stored article without its text. ``dated`` is what it is ordered by: published, or else arrived."""

    id: int
    title: str
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

    @property
    def stated(self) -> datetime | None:
        """When it was published, as somebody states it; None where it was only passed on by then."""
        return None if self.precision is Precision.SENT else self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Report):
    """A stored article."""

    body: str


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

    @property
    def stated(self) -> datetime | None:
        """When it was published, as somebody states it; None where it was only passed on by then."""
        return None if self.precision is Precision.SENT else self.published


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
class Saying:
    """What an article gives as a person's words, by offsets into its body.

    It runs from the sentence at position ``first`` to the one at ``last``; ``direct`` words stand in
    quotation marks. ``speaker`` is where the text says whose words they are. ``words`` (64 bits) is the
    same for the same words.
    """

    first: int
    last: int
    start: int
    end: int
    direct: bool
    speaker: tuple[int, int]
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A stored saying with its article, and the other articles that have the same words of the person."""

    article: Article
    saying: Saying
    others: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """The sentence at a position tells what was done on a ``day``, which the span in the body tells.

    ``words`` (64 bits) is the same for the same sentence.
    """

    position: int
    start: int
    end: int
    day: date
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A stored happening with its sentence, and the other articles that have the same of the same day."""

    sentence: Sentence
    happening: Happening
    others: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAt:
    """A place, by its number, named in the sentence at a position, from ``start`` to ``end`` of the body."""

    article_id: int
    position: int
    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person of the archive: shown name, all forms seen, and in how many articles."""

    id: int
    name: str
    forms: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A person whom a story names, and in how many of its articles."""

    id: int
    name: str
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
class Dated:
    """An original by its number, date and source."""

    id: int
    dated: datetime
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedTopic:
    """A topic that editors defined by words and phrases.

    Articles numbered ``below`` are yet to be read for it; of a ``removed`` one, some may name it still.
    """

    slug: str
    name: str
    words: tuple[str, ...]
    below: int = 0
    removed: bool = False


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
