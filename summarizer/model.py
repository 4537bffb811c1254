"""What the analyser finds in one article: plain, picklable values that cross the process border.

Every span is a half-open pair of code point offsets into the article's body, so that
``body[start:end]`` is, to the byte, what the publisher wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article to be briefed on. ``language`` is ISO 639-1; None has it detected."""

    text: str
    title: str = ""
    published: datetime | None = None
    source: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How long a brief may be: at most so many sentences and so many characters; None is no limit.

    Characters are counted as printed, one for the space between two sentences. Where
    every sentence alone is longer, one is given all the same; the lead is the first in any case.
    """

    sentences: int | None = 3
    characters: int | None = None


LINE = Budget(sentences=1, characters=220)
"""A line in a list."""
SHORT = Budget(sentences=None, characters=300)
NORMAL = Budget(sentences=3)
LONG = Budget(sentences=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A chosen sentence: ``documents[document].text[start:end]``, ``position`` among its sentences."""

    document: int
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The chosen sentences, in the order in which they are to be read.

    ``language`` is that of the first document. ``fallback`` says that its stop words are not
    known and English ones were used.
    """

    language: str
    fallback: bool
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression ("Monday night") and the calendar days it means, both included.

    A day has ``first`` equal to ``last``; "in January" is a month, "last week" Monday to Sunday.
    Days are those of the zone that the day of publication was given in.
    """

    start: int
    end: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Antecedent:
    """Whom a "he" or "she" at a sentence's opening means: ``person`` is an index into the people.

    ``start`` and ``end`` are the pronoun's, so that a face can print "[he: Mark Rutte]" beside it.
    """

    person: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a body, as a span.

    ``salience`` is in [0, 1], higher is more central to the article. ``anaphoric`` says that the
    sentence opens with a pronoun or a connective which points at something before it, so it should
    not be shown alone; ``antecedent`` whom, where that is sure. ``caveat`` says that it limits a claim
    ("could not be independently verified"). ``speaker`` is the span, in the body, of who says what the
    sentence reports ("the ministry", "Zelensky", "He"); None where nobody does or it is not sure whose
    words they are. ``dates`` are its time expressions, in order, ``event`` that of them which says on which
    day what the sentence tells was done; None where it tells of no deed, or the day is not sure.
    """

    start: int
    end: int
    salience: float
    anaphoric: bool
    caveat: bool
    speaker: tuple[int, int] | None = None
    antecedent: Antecedent | None = None
    dates: tuple[TimeExpression, ...] = ()
    event: TimeExpression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person named in a sentence. ``person`` and ``sentence`` are indices into the analysis."""

    person: int
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A title or office beside a name, verbatim ("NATO Secretary General"), with where it stands."""

    person: int
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person within one article: the fullest name, and every surface form seen, fullest first.

    ``tentative`` marks a lone name without a title, which is a person only if one of that name is
    known from elsewhere; by itself it may be a town or a firm.
    """

    name: str
    forms: tuple[str, ...]
    tentative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the text gives as somebody's words: a quotation with its marks, or else a reporting sentence.

    It runs from the sentence at position ``first`` to the one at ``last``. ``direct`` words stand in
    quotation marks; those that do not are a whole sentence. ``speaker`` is the span of who says it, which
    for somebody who goes on speaking stands further up, ``person`` an index into the people where that is
    sure. ``cue`` is the span of the verb of saying of a quotation; a name below one has none.
    """

    first: int
    last: int
    start: int
    end: int
    direct: bool
    speaker: tuple[int, int]
    cue: tuple[int, int] | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMention:
    """A sentence that names a topic, by its slug ("north-korea").

    ``weight`` is in (0, 1]: how much the article is about the topic, alike for all its mentions.
    """

    slug: str
    sentence: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place named in a sentence; the span has "region" or "Oblast" in it where that belongs to the name."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place that an article names, and where it lies (WGS 84, degrees), with every mention by name.

    ``id`` is GeoNames' own; ``kind`` is "town", "capital", "region" or "country", ``country`` an ISO 3166-1
    code.
    """

    id: int
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    mentions: tuple[PlaceMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All findings for one body, made by the analyser of ``version``.

    ``summary`` holds the positions of the chosen sentences in source order, ``line``, ``short`` and
    ``long`` those of the other lengths (LINE, SHORT, LONG). ``language`` is an
    ISO 639-1 code, or "und" where it could not be told. ``terms`` are the stems that the search
    index holds for the title and the body, in order, separated by one space. ``prints`` (32 bits each)
    let copies of the text be found; see summarizer.wording. ``signature`` is what tells whether another
    article is about the same event; see summarizer.similarity.
    """

    version: int
    language: str
    sentences: tuple[Sentence, ...]
    line: tuple[int, ...]
    short: tuple[int, ...]
    summary: tuple[int, ...]
    long: tuple[int, ...]
    people: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    topics: tuple[TopicMention, ...]
    statements: tuple[Statement, ...]
    terms: str
    places: tuple[Located, ...] = ()
    prints: tuple[int, ...] = ()
    signature: str = ""
