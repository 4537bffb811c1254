"""Pages are index reads: what they cost does not grow with the archive. Read from SQLite's plans."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from storage.database import Storage, Work
from storage.values import Within
from tests.storage.making import NOON

HOUR = timedelta(hours=1)
PART = Within(after=NOON, before=NOON + HOUR, sources=frozenset(["A"]), without=frozenset(["b"]))
Query = Callable[[Work], Awaitable[Any]]
PAGES: dict[str, Query] = {
    "a person's sentences": lambda work: work.people.sentences(1, 10),
    "a person's articles": lambda work: work.people.articles(1, 10),
    "a person's roles": lambda work: work.people.roles(1, 5),
    "a person's reach": lambda work: work.people.reach(1),
    "people by keys": lambda work: work.people.candidates(["a", "b"]),
    "people by several names": lambda work: work.people.candidates_each([["a", "b"], ["c"]]),
    "people by beginnings": lambda work: work.people.near(["a", "bcd"]),
    "most mentioned people": lambda work: work.people.top(5),
    "a topic's sentences": lambda work: work.topics.sentences("x", 10),
    "a topic's articles": lambda work: work.topics.articles("x", 10),
    "a topic's reach": lambda work: work.topics.reach("x"),
    "topics": lambda work: work.topics.counts(10),
    "stories": lambda work: work.stories.page(10),
    "a story's articles": lambda work: work.stories.articles(1),
    "a story's newest": lambda work: work.stories.newest(1, 5),
    "stories' reports": lambda work: work.reports.of([1, 2]),
    "people of the lede": lambda work: work.people.central([1, 2]),
    "topics of the lede": lambda work: work.topics.central([1, 2]),
    "a story's people": lambda work: work.reports.people(1, 5),
    "a story's roles": lambda work: work.reports.roles(1, [1, 2]),
    "the story of a number": lambda work: work.stories.current(1),
    "stories led to": lambda work: work.stories.led_to([1, 2]),
    "a visit": lambda work: work.visits.note(1, 1, NOON),
    "old visits": lambda work: work.visits.expire(NOON),
    "signatures": lambda work: work.stories.tellings([1, 2]),
    "search for all": lambda work: work.search.newest(["a", "b"], every=True, limit=5),
    "search for any": lambda work: work.search.newest(["a", "b"], every=False, limit=5),
    "search in a part": lambda work: work.search.newest(["a"], every=True, limit=5, within=PART, below=9),
    "search in a part, back": lambda work: work.search.oldest(
        ["a"], every=True, limit=5, within=PART, above=9
    ),
    "counting in a part": lambda work: work.search.count(["a"], every=True, within=PART),
    "sentences of articles": lambda work: work.articles.sentences_of([1, 2]),
    "sources": lambda work: work.articles.sources(),
    "the archive's reach": lambda work: work.articles.reach(),
    "arrivals": lambda work: work.articles.arrived_since(NOON, NOON, 5),
    "first arrivals": lambda work: work.articles.arrived_since(None, NOON, 5),
    "newest article": lambda work: work.articles.newest(),
    "by URL": lambda work: work.articles.by_url("u"),
    "sharing fingerprints": lambda work: work.fingerprints.sharing([1, 2], least=1, limit=5),
    "earlier texts": lambda work: work.versions.of(1, 5),
    "by hash": lambda work: work.articles.by_hash("h"),
    "due digests": lambda work: work.subscriptions.due(NOON, 5),
    "parcels": lambda work: work.outbox.claim(NOON, lease=HOUR, limit=5),
    "submissions": lambda work: work.inbox.claim(NOON, lease=HOUR),
    "last submission": lambda work: work.inbox.last_of(7),
    "old questions": lambda work: work.asked.expire(NOON),
}
# Read whole, but along an index and only as far as the page goes.
WALKED = {
    "SCAN topic USING INDEX ix_topic_articles",
    "SCAN story USING INDEX ix_story_last",
    "SCAN person USING INDEX ix_person_articles",
    "SCAN search_index VIRTUAL TABLE INDEX",
}
# The names that are asked for, and at most so many people who may bear one.
ASKED = ("SCAN json_each VIRTUAL TABLE", "SCAN matches", "SCAN found")
# All originals are what is asked about, but the walk ends at the first.
FROM_AN_END = {
    PAGES["newest article"]: ["SEARCH article USING INDEX ix_article_dated (original_id=?)"],
    PAGES["stories' reports"]: ["SEARCH article USING INDEX ix_article_dated (original_id=?)"],  # copies
    PAGES["the archive's reach"]: ["SEARCH article USING COVERING INDEX ix_article_dated (original_id=?)"]
    * 2,
}


async def plan(storage: Storage, query: Query) -> list[str]:
    """The plan of every statement of a query, in SQLite's words."""
    seen: list[tuple[str, Any]] = []

    @event.listens_for(storage._engine.sync_engine, "before_cursor_execute")
    def note(
        _connection: Connection, _cursor: object, statement: str, parameters: object, *_: object
    ) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "EXPLAIN")):
            seen.append((statement, parameters))

    async with storage.write() as work:
        await query(work)
        connection = await work.articles._session.connection()
        explained = [
            await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            for statement, parameters in list(seen)
        ]
    assert explained
    return [row.detail for each in explained for row in each]


@pytest.fixture
async def sqlite_storage(sqlite_url: str) -> AsyncIterator[Storage]:
    """The SQLite database alone."""
    storage = Storage.open(sqlite_url)
    yield storage
    await storage.close()


@pytest.mark.parametrize("query", PAGES.values(), ids=PAGES)
async def test_no_query_walks_a_table(sqlite_storage: Storage, query: Query) -> None:
    """Every page is searched for by an index; nothing scans a table of the archive."""
    steps = await plan(sqlite_storage, query)
    allowed = ("SCAN anon_", "SCAN CONSTANT ROW", "SCAN (subquery", *ASKED, *WALKED)
    assert [step for step in steps if step.startswith("SCAN") and not step.startswith(allowed)] == []
    originals = [step for step in steps if "SEARCH article" in step and step.endswith("(original_id=?)")]
    assert originals == FROM_AN_END.get(query, [])


@pytest.mark.parametrize(
    "page",
    [
        *(
            "a person's sentences",
            "a person's articles",
            "a topic's sentences",
            "a topic's articles",
            "stories",
        ),
        *("a person's reach", "a topic's reach", "the archive's reach"),
    ],
)
async def test_no_page_is_sorted(sqlite_storage: Storage, page: str) -> None:
    """A page comes in the order of its index; the whole is never sorted to show the first ten."""
    steps = await plan(sqlite_storage, PAGES[page])
    assert [step for step in steps if "ORDER BY" in step] == []
    assert any("INDEX ix_" in step for step in steps)
