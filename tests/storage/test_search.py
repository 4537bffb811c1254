"""Search finds the same articles on both databases: those that hold the terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.database import Storage
from storage.search import LONGEST, MOST
from tests.storage.making import add, article, copy_of

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
    """The last stored come first, so many at most; copies are never found."""
    ids = await add(storage, *(article(terms="fire", day=-day) for day in range(5)))
    await add(storage, copy_of(ids[0], terms="fire"))
    async with storage.read() as work:
        assert await work.search.newest(["fire"], every=True, limit=3) == ids[:1:-1]
        assert await work.search.newest([], every=True, limit=3) == []
        assert await work.search.newest([], every=False, limit=3) == []


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
