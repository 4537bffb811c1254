"""Search finds the same articles on both databases: those that hold the terms."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage import facets, search
from storage.database import Storage
from storage.search import LONGEST, MANY, MOST, Search
from storage.values import NewArticle, Precision, Within
from tests.storage.making import NOON, add, article, copy_of

# A few words that collide often, operators of both query languages, and whatever Unicode has.
WORDS = st.one_of(
    st.sampled_from(
        ["a", "b", "a_b", "_", "and", "or", "not", "near", "1", "1_5", "é", "e", "ё", "ß", "ss", "ﷺ"]
    ),
    st.from_regex(r"\w{1,4}", fullmatch=True),
)
NASTY = st.one_of(
    WORDS,
    st.sampled_from(
        [
            '"',
            "'",
            '"a"',
            "a*",
            "a:b",
            "terms:a",
            "a OR b",
            "NEAR(a b)",
            "a AND NOT b",
            "^a",
            "-a",
            "a'b",
            "a\\",
            "!a",
        ]
    ),
    st.sampled_from(["a & b", "a:*", "a | b", "<->", "(", "", " ", "%", "a;--", "{a}", "+", "a b", "A", "İ"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
)


def holds(terms: str, asked: str) -> bool:
    """What "an article holds a term" means, in plain Python."""
    folded = asked.casefold()
    return re.fullmatch(r"\w+", folded) is not None and folded in re.findall(r"\w+", terms.casefold())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents=st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=4),
    asked=st.lists(NASTY, max_size=4),
)
@example(documents=["a b", "a_b"], asked=["a_b"])
@example(documents=["x"], asked=['" OR "x'])
@example(documents=["ᦱx"], asked=["x"])  # unicode61 takes the vowel sign for a space
async def test_search_is_membership(storage: Storage, documents: list[str], asked: list[str]) -> None:
    """Whatever is asked, an article is found exactly when its terms hold every, or any, of it."""
    ids = await add(storage, *(article(terms=terms) for terms in documents))
    found = dict(zip(ids, documents, strict=True))
    async with storage.read() as work:
        every = await work.search.newest(asked, every=True, limit=100)
        some = await work.search.newest(asked, every=False, limit=100)
        frequency = await work.search.frequency(asked)
    async with storage.write() as work:
        for article_id in ids:
            await work.articles.delete(article_id)
    newest_first = sorted(found, reverse=True)
    assert some == [each for each in newest_first if any(holds(found[each], term) for term in asked)]
    assert every == [
        each for each in newest_first if asked and all(holds(found[each], term) for term in asked)
    ]
    assert frequency == {term: sum(holds(terms, term) for terms in documents) for term in asked}


async def test_newest_has_a_limit_and_an_order(storage: Storage) -> None:
    """The last stored come first, so many at most; a copy is found by what it alone says."""
    ids = await add(storage, *(article(terms="fire", day=-day) for day in range(5)))
    await add(storage, copy_of(ids[0], terms=""))
    [copy] = await add(storage, copy_of(ids[0], terms="smoke"))
    async with storage.read() as work:
        assert await work.search.newest(["fire"], every=True, limit=3) == ids[:1:-1]
        assert await work.search.newest(["smoke"], every=True, limit=3) == [copy]
        assert await work.search.newest([], every=True, limit=3) == []
        assert await work.search.newest([], every=False, limit=3) == []


async def test_the_likeliest_hold_most_of_the_rarest(storage: Storage) -> None:
    """Articles that hold more of the rarest terms come first, then the newer; nothing comes twice."""
    letters = "abcdefghijkl"
    held = ["a", "b", "ab", "l", "abcdefgh", "ab", "", letters]
    ids = await add(storage, *(article(terms=" ".join(terms)) for terms in held))
    order = [ids[at] for at in (7, 4, 5, 2, 0, 3, 1)]
    async with storage.read() as work:
        assert await work.search.likeliest(letters, limit=9) == order
        assert await work.search.likeliest(letters, limit=3) == order[:3]
        assert await work.search.likeliest("ab", limit=9, within=Within(without=frozenset("h"))) == [
            ids[at] for at in (5, 2, 0, 1)
        ]
        assert await work.search.likeliest([], limit=9) == []


async def test_frequency_stops_at_its_ceiling(storage: Storage) -> None:
    """Counting ends at the ceiling; a term is counted under the name it was asked by."""
    await add(storage, *(article(terms="fire water fire") for _ in range(3)))
    async with storage.read() as work:
        assert await work.search.frequency(["fire", "Fire", "air", "?"], 2) == {
            "fire": 2,
            "Fire": 2,
            "air": 0,
            "?": 0,
        }
        many = [f"t{number}" for number in range(700)]
        assert await work.search.frequency([*many, "water"]) == {**dict.fromkeys(many, 0), "water": 3}
        assert await work.search.frequency([]) == {}


async def test_what_is_common_is_counted_once(storage: Storage) -> None:
    """A term that was once in as many articles as are ever counted is not counted again; others are."""
    await add(storage, article(terms="fire water"))
    async with storage.read() as work:
        known = {"fire", "smoke"}
        repository = Search(work.search._session, work.search._dialect, common=known)
        asked = ["Fire", "water", "air"]
        assert await repository.frequency(asked) == {"Fire": MANY, "water": 1, "air": 0}
        assert await repository.frequency(asked, 7) == {"Fire": 7, "water": 1, "air": 0}
        assert known == {"fire", "smoke"}


async def test_terms_of_gives_back_repetitions(storage: Storage) -> None:
    """The terms of an article come back in order, repeated ones too."""
    a, b = await add(storage, article(terms="fire water  fire"), article(terms=""))
    async with storage.read() as work:
        assert await work.search.terms_of([a, b, 10**9]) == {a: "fire water fire", b: ""}
        assert await work.search.terms_of([]) == {}


@pytest.mark.parametrize(
    ("terms", "held", "lost"),
    [
        ("x" * (LONGEST + 9) + " y", "x" * (LONGEST + 5), "x" * (LONGEST - 1)),
        (" ".join(f"w{number}" for number in range(MOST + 1)), f"w{10_000}", f"w{MOST}"),
        (" ".join(f"{number:0>90}" for number in range(20_000)), f"{0:0>90}", f"{19_999:0>90}"),
        ("ж" * 5000 + " " + " ".join("𞤀" * 90 + str(n) for n in range(5000)), "ж" * 5000, "𞤀" * 90 + "4999"),
    ],
    ids=["long term", "many terms", "many bytes", "wide characters"],
)
async def test_an_enormous_article_is_stored_all_the_same(
    storage: Storage, terms: str, held: str, lost: str
) -> None:
    """Past the bounds that PostgreSQL sets, terms are left out; the article is not refused."""
    [article_id] = await add(storage, article(terms=terms))
    async with storage.read() as work:
        assert await work.search.newest([held], every=True, limit=9) == [article_id]
        assert await work.search.newest([lost], every=True, limit=9) == []


ZONES = st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-11))])
INSTANTS = st.builds(
    lambda hours, zone: (NOON + timedelta(hours=hours)).astimezone(zone), st.integers(-72, 72), ZONES
) | st.builds(lambda day, zone: datetime(day.year, day.month, day.day, tzinfo=zone), st.dates(), ZONES)
BOUNDS = st.none() | INSTANTS.filter(lambda at: 1900 < at.year < 2099)
WITHINS = st.builds(
    Within,
    after=BOUNDS,
    before=BOUNDS,
    sources=st.none() | st.frozensets(st.sampled_from(["A", "B b", "'", "C"])),
    language=st.none() | st.sampled_from(["en", "uk", "x y"]),
    without=st.frozensets(st.sampled_from(["a", "b", '"', "c"]), max_size=2),
)
WRITTEN = st.builds(
    lambda hours, **rest: article(published=NOON + timedelta(hours=hours), **rest),
    hours=st.integers(-80, 80) | st.integers(-400_000, 400_000),
    source=st.sampled_from([None, "A", "B b", "'"]),
    language=st.sampled_from(["en", "uk"]),
    precision=st.sampled_from(Precision),
    terms=st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).map(" ".join),
)


def lies(new: NewArticle, within: Within) -> bool:
    """What "an article lies within" means, in plain Python."""
    assert new.published is not None
    after, before = within.after, within.before
    if new.precision is Precision.DAY:
        after, before = after and after.replace(tzinfo=UTC), before and before.replace(tzinfo=UTC)
    return (
        (after is None or after <= new.published)
        and (before is None or new.published < before)
        and (within.sources is None or new.source in within.sources)
        and within.language in (None, new.language)
        and not any(holds(new.terms, term) for term in within.without)
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=st.lists(WRITTEN, min_size=1, max_size=5),
    within=WITHINS,
    asked=st.lists(st.sampled_from(["a", "b", "c"]), max_size=2),
    every=st.booleans(),
    cut=st.integers(0, 5),
)
async def test_filters_are_exact(
    storage: Storage, *, written: list[NewArticle], within: Within, asked: list[str], every: bool, cut: int
) -> None:
    """An article is found exactly when it holds the terms and lies within; pages go on and back."""
    ids = await add(storage, *written)
    between = ids[min(cut, len(ids) - 1)]
    async with storage.read() as work:
        held = work.search
        found = await held.newest(asked, every=every, limit=9, within=within)
        below = await held.newest(asked, every=every, limit=9, within=within, below=between)
        above = await held.oldest(asked, every=every, limit=9, within=within, above=between)
        count = await held.count(asked, every=every, within=within)
    async with storage.write() as work:
        for article_id in ids:
            await work.articles.delete(article_id)
    filtered = (within.after, within.before, within.sources, within.language) != (None,) * 4
    matching = all if every else any
    expected = [
        article_id
        for article_id, new in reversed(list(zip(ids, written, strict=True)))
        if lies(new, within) and (matching(holds(new.terms, term) for term in asked) if asked else filtered)
    ]
    assert found == expected
    assert count == len(expected)
    assert below == [each for each in expected if each < between]
    assert above == [each for each in reversed(expected) if each > between]


async def test_a_bound_without_a_zone_is_refused(storage: Storage) -> None:
    """A naive bound would mean another time on every machine."""
    naive = Within(after=datetime(2026, 1, 1))  # noqa: DTZ001  # the point
    async with storage.read() as work:
        with pytest.raises(ValueError, match="zone"):
            await work.search.newest(["a"], every=True, limit=1, within=naive)


@pytest.fixture
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of 2 and 8 numbers, so that a few articles are many stretches."""
    for name, value in (("_FINE", 1), ("_COARSE", 3), ("_LONGER", 2), ("STRETCH", 2)):
        monkeypatch.setattr(facets, name, value)
    monkeypatch.setattr(search, "_NEWEST", (4, 9))


@pytest.mark.usefixtures("short_stretches")
async def test_an_archive_read_stretch_by_stretch_is_read_whole(storage: Storage) -> None:
    """However many stretches a search goes through, it finds all, each once and in order."""
    ids = await add(storage, *(article(terms="a" if at % 3 else "a b") for at in range(40)))
    held = {"a": ids, "b": ids[::3]}
    async with storage.read() as work:
        for term, holding in held.items():
            for limit in (1, 2, 5, 13, 99):
                found = await work.search.newest([term], every=True, limit=limit)
                assert found == holding[::-1][:limit]
                for cut in (ids[0], ids[7], ids[20], ids[-1]):
                    below = await work.search.newest([term], every=True, limit=limit, below=cut)
                    assert below == [each for each in holding[::-1] if each < cut][:limit]
                    above = await work.search.oldest([term], every=True, limit=limit, above=cut)
                    assert above == [each for each in holding if each > cut][:limit]
            assert await work.search.count([term], every=True, ceiling=30) == min(len(holding), 30)
        for ceiling in (1, 3, 14, 30, 99):
            counted = await work.search.frequency(["a", "b", "c"], ceiling)
            assert counted == {"a": min(40, ceiling), "b": min(14, ceiling), "c": 0}


@given(first=st.integers(1, 500_000), size=st.integers(1, 2_000_000))
def test_places_cover_their_numbers(first: int, size: int) -> None:
    """The facets of a stretch are those of its numbers, few, and hardly any of others."""
    end = first + size
    found = facets.places(first, end)
    for number in {first, first + size // 3, first + size // 2, end - 1}:
        assert set(facets.place(number).split()) & set(found)
    for number in (first - 2048, end + 2047):
        assert not set(facets.place(number).split()) & set(found)
    assert len(found) == len(set(found)) <= 64 + size // 65_536


@given(first=st.integers(0, 3_000_000), end=st.integers(0, 3_000_000))
def test_stretches_follow_one_another(first: int, end: int) -> None:
    """Stretches leave nothing out and overlap nowhere, and are few."""
    downwards = list(facets.down(end))
    assert [n for stretch in downwards for n in reversed(stretch)] == sorted(
        (n for stretch in downwards for n in stretch), reverse=True
    )
    assert (downwards[0][1], downwards[-1][0]) == (end, 0) if end else not downwards
    assert all(lower[1] == upper[0] for upper, lower in pairwise(downwards))
    upwards = list(facets.up(first, end))
    assert (upwards[0][0], upwards[-1][1]) == (first, end) if first < end else not upwards
    assert all(lower[1] == upper[0] for lower, upper in pairwise(upwards))
    assert len(downwards) <= 6 >= len(upwards)
