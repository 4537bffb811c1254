"""Answers to render, and strategies that make hostile ones."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from newsroom.answer import (
    Announcement,
    Answer,
    Block,
    Heading,
    Item,
    Listed,
    Moment,
    Notice,
    Quote,
    QuoteKind,
    Source,
    Text,
)
from newsroom.spans import Span
from storage.values import Precision

NOON = datetime(2024, 10, 12, 12, tzinfo=UTC)
DAY = Moment(at=datetime(2024, 10, 23, tzinfo=UTC), precision=Precision.DAY)


def source(
    *,
    article_id: int = 12,
    name: str | None = "Sample Wire",
    published: Moment | None = DAY,
    url: str | None = "https://example.org/a?b=1&c=2",
    sample: bool = False,
) -> Source:
    """A source with everything known, unless told otherwise."""
    return Source(article_id=article_id, name=name, published=published, arrived=NOON, url=url, sample=sample)


def quote(
    text: str,
    *,
    kind: QuoteKind = QuoteKind.SENTENCE,
    of: Source | None = None,
    note: str | None = None,
    others: tuple[Source, ...] = (),
) -> Quote:
    """A quote of a sentence, unless told otherwise."""
    said = None if note is None else Text.of("say.this", words=note)
    return Quote(kind=kind, text=text, source=of or source(), note=said, others=others)


def notice(words: str) -> Notice:
    """The bot's own words."""
    return Notice(text=Text.of("say.this", words=words))


def heading(words: str) -> Heading:
    """A heading in the bot's own words."""
    return Heading(text=Text.of("say.this", words=words))


def item(words: str) -> Item:
    """A list line in the bot's own words."""
    return Item(text=Text.of("say.this", words=words))


def listed(of: Source, note: str | None = None) -> Listed:
    """A report in a list."""
    return Listed(source=of, note=None if note is None else Text.of("say.this", words=note))


def announced(words: str, *spans: Span) -> Announcement:
    """Words of the operators."""
    return Announcement(text=words, spans=spans)


def answer(*blocks: Block) -> Answer:
    """An answer without buttons."""
    return Answer(blocks=blocks)


HOSTILE = st.one_of(
    st.text(min_size=1, max_size=300),
    st.sampled_from(
        [
            "<b>bold</b> & </a> <script>",
            "&lt;b&gt; &amp;amp; &#x27;",
            "</i></b></a>",
            '"><a href="https://evil.example">',
            "🇺🇦 👩‍👩‍👧 𝕏",
            "قال الوزير: «لا»، ثم غادر.",
            "\u202eright to left\u202c",
            "<!-- comment --> <![CDATA[x]]> <?php",
            "a\r\nb\tc\x00d",
        ]
    ),
    # long ones, one unit and two units a character, with and without places to cut
    st.integers(1, 9000).map(lambda n: "x" * n),
    st.integers(1, 5000).map(lambda n: "😀" * n),
    st.integers(1, 900).map(lambda n: "One <two> & three. " * n),
).filter(lambda text: text.strip() != "")

SOURCES = st.builds(
    source,
    article_id=st.integers(1, 10**9),
    name=st.none() | HOSTILE.filter(lambda t: len(t) < 400),
    published=st.none() | st.just(DAY),
    url=st.none() | HOSTILE | HOSTILE.map(lambda t: f"https://example.org/{t}"),
    sample=st.booleans(),
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(
        quote,
        HOSTILE,
        kind=st.sampled_from(QuoteKind),
        of=SOURCES,
        note=st.none() | HOSTILE,
        others=st.lists(SOURCES, max_size=3).map(tuple),
    ),
    HOSTILE.map(notice),
    HOSTILE.map(heading),
    HOSTILE.map(item),
    HOSTILE.map(announced),
    st.builds(listed, SOURCES, note=st.none() | HOSTILE),
)
