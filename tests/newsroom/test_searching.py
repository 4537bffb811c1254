"""What is typed after /search, read without an archive."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import searching
from newsroom.errors import Refused
from newsroom.searching import Filter, Search, moment, pattern, read, stems

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)  # in Kyiv it is Tuesday the 5th


def asked(text: str) -> Search:
    """Read on a Tuesday in Kyiv."""
    return read(text, now=NOW, zone=KYIV)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("troops in Kursk", Search(words=("troops", "in", "Kursk"))),
        ("troops -drone", Search(words=("troops",), without=("drone",))),
        ('"red line" troops', Search(words=("troops",), phrases=("red line",))),
        ("«red  line» troops", Search(words=("troops",), phrases=("red line",))),
        ("„red line“ “a b” ‘c d’ 'e f'", Search(phrases=("red line", "a b", "c d", "e f"))),
        ("Israel's 'red line's end'", Search(words=("Israel's",), phrases=("red line's end",))),
        ('-"red line" -well-known', Search(without_phrases=("red line", "well-known"))),
        ("−drone –tank", Search(without=("drone", "tank"))),
        ("cease-fire - now", Search(words=("cease-fire", "now"))),
        ('an open "mark', Search(words=("an", "open", '"mark'))),
        ("source:herald", Search(filters=(Filter(name="source", value="herald"),))),
        (
            'FROM:"Sample Herald" x',
            Search(words=("x",), filters=(Filter(name="source", value="Sample Herald"),)),
        ),
        ("site: herald", Search(filters=(Filter(name="source", value="herald"),))),
        ("lang:uk", Search(filters=(Filter(name="lang", value="uk"),))),
        ("at 10:30 https://a.example/b", Search(words=("at", "10:30", "https://a.example/b"))),
        ("he said: peace", Search(words=("he", "said:", "peace"))),
        ("? ! troops", Search(words=("troops",))),
        ("", Search()),
    ],
)
def test_parts(typed: str, expected: Search) -> None:
    """Words, phrases, exclusions and filters are told apart."""
    assert asked(typed) == expected


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-10-22", (2024, 10, 22)),
        ("22.10.2024", (2024, 10, 22)),
        ("22 October 2024", (2024, 10, 22)),
        ("22nd of october 2024", (2024, 10, 22)),
        ("Oct 22, 2024", (2024, 10, 22)),
        ("22 жовтня 2024", (2024, 10, 22)),
        ("october", (2025, 10, 1)),
        ("october 2024", (2024, 10, 1)),
        ("2024", (2024, 1, 1)),
        ("today", (2026, 5, 5)),
        ("yesterday", (2026, 5, 4)),
        ("monday", (2026, 5, 4)),
        ("last week", (2026, 4, 27)),
    ],
)
def test_days_are_the_readers(value: str, day: tuple[int, int, int]) -> None:
    """A date begins at midnight in the reader's zone; it needs no quotation marks."""
    expected = datetime(*day, tzinfo=KYIV)
    assert moment(value, now=NOW, zone=KYIV) == expected
    for typed in (f'after:"{value}" troops', f"after:{value} troops", f"since: {value} troops"):
        found = asked(typed)
        assert (found.after, found.before, found.words) == (expected, None, ("troops",))
    assert asked(f"troops before:{value}").before == expected


@pytest.mark.parametrize(
    ("value", "ago"),
    [("7d", 7), ("2w", 14), ("1 day", 1), ("3 days ago", 3), ("last 2 weeks", 14), ("12h", 0.5)],
)
def test_spans_back_from_now(value: str, ago: float) -> None:
    """A span counts back from the moment of asking."""
    assert moment(value, now=NOW, zone=KYIV) == NOW - timedelta(days=ago)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("after:soon", "search.bad_date"),
        ("after:2024-13-45", "search.bad_date"),
        ("before:", "search.bad_date"),
        ("after:10/11/2024", "search.bad_date"),
        ("after:0001-01-01", "search.bad_date"),
        ("source:", "search.no_source"),
        ('source:""', "search.no_source"),
        ("lang:", "search.no_lang"),
        ("lang:uk lang:en", "search.two_languages"),
        ("after:2025 before:2024", "search.no_time"),
        ("after:2024 before:2024", "search.no_time"),
        ("-source:herald", "search.minus_filter"),
        ("sorce:herald", "search.unknown_filter"),
        ("befor:2024", "search.unknown_filter"),
        ("x" * 501, "search.too_long"),
    ],
)
def test_wrong_filters_are_told(typed: str, key: str) -> None:
    """What is wrong with a filter is one sentence, and no filter is silently taken for a word."""
    with pytest.raises(Refused) as refused:
        asked(typed)
    assert refused.value.text.key == key


def test_narrowest_bounds_hold() -> None:
    """Of several bounds the narrowest ones count; of several publishers any."""
    found = asked("after:2023 after:2024 before:2026 before:2025 source:a source:b")
    assert (found.after, found.before) == (
        datetime(2024, 1, 1, tzinfo=KYIV),
        datetime(2025, 1, 1, tzinfo=KYIV),
    )
    assert found.values("source") == ["a", "b"]


@pytest.mark.parametrize(
    ("phrase", "text", "held"),
    [
        ("red line", "A RED\n line.", True),
        ("red line", "Tired lines", False),
        ("don't go", "They don’t  go.", True),
        ("a.b (c) [d]*", "x a.b (c) [d]* y", True),
        ("a.b", "acb", False),
        ("$5 million", "of $5 million.", True),
        ("North Korean", "North Koreans", False),
    ],
)
def test_phrases_are_verbatim(phrase: str, text: str, held: bool) -> None:  # noqa: FBT001  # a table
    """A phrase is found as written, whole words, whatever the case and the gaps."""
    assert bool(pattern(phrase).search(text)) is held


PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        [
            '"',
            "“",
            "”",
            "«",
            "»",
            "'",
            "-",
            "−",
            " ",
            "source:",
            "after:",
            "before:",
            "lang:",
            "from: ",
            "2024",
            ":",
        ]
    ),
    st.sampled_from(
        ["' OR 1=1 --", '" AND "', "NEAR(", "*", "^", "a:b", "§d2024", "'; DROP", "& | !", "\\", "(", "\x00"]
    ),
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_is_typed_is_survived(typed: str) -> None:
    """Any text is read or refused; what goes to the index is words alone, never an operator or a facet."""
    try:
        found = asked(typed)
    except Refused as refused:
        assert refused.text.key.startswith("search.")  # noqa: PT017  # both ends are right
        return
    for term in stems([*found.words, *found.phrases, *found.without]):
        assert re.fullmatch(r"\w+", term)
    for phrase in (*found.phrases, *found.without_phrases):
        assert pattern(phrase).search(f"x {phrase} y") or not re.search(r"\S", phrase)
    for each in found.filters:
        assert each.name in {"source", "after", "before", "lang"}
        assert (each.at is not None) == (each.name in {"after", "before"})


@given(st.lists(st.from_regex(r"[a-z]{3,8}", fullmatch=True), min_size=1, max_size=4))
def test_typed_reads_the_same(words: list[str]) -> None:
    """A search written anew by us is the same search."""
    filters = 'source:"A B" after:2024-10-22 before:"22 October 2025" lang:en'
    typed = f'{" ".join(words)} "some phrase" -drone {filters}'
    found = asked(typed)
    assert asked(searching.typed(found)) == found
