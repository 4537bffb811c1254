"""Articles come back as they were stored."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Storage
from storage.values import Length, NewArticle, NewSentence, Precision, Reach
from tests.storage.making import NOON, add, article, copy_of, span, submission

# What intake lets through: any Unicode but NUL and lone surrogates.
BODIES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)


async def test_every_field_comes_back(storage: Storage) -> None:
    """What was stored is what is read, field by field."""
    async with storage.write() as work:
        submission_id, _ = await work.inbox.put(submission())
        new = article(
            title="Tïtle «x»",
            url="https://courier.example/1",
            dateline="KYIV",
            agency="AFP",
            byline="A. Writer",
            precision=Precision.DAY,
            submission_id=submission_id,
        )
        article_id = await work.articles.add(new)
    async with storage.read() as work:
        got = await work.articles.get(article_id)
        assert [got] == await work.articles.of_submission(submission_id)
    assert got is not None
    unread = {"content_hash", "analysis_version", "terms", "sentences", "summaries", "marks", "signature"}
    assert {key: value for key, value in asdict(new).items() if key not in unread} == {
        key: value for key, value in asdict(got).items() if key not in {"id", "dated", "story_id"}
    }
    assert (got.id, got.dated, got.story_id) == (article_id, new.published, None)


async def test_undated_is_ordered_by_arrival(storage: Storage) -> None:
    """An article without a publication date is dated by its arrival."""
    [article_id] = await add(storage, article(published=None, precision=None))
    async with storage.read() as work:
        got = await work.articles.get(article_id)
    assert got is not None
    assert (got.published, got.precision, got.dated) == (None, None, got.arrived)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES, data=st.data())
async def test_a_sentence_is_a_slice_of_its_body(storage: Storage, body: str, data: st.DataObject) -> None:
    """Whatever Unicode the body holds, each sentence read is ``body[start:end]`` of the body stored."""
    cuts = data.draw(st.lists(st.tuples(st.integers(0, len(body)), st.integers(0, len(body))), max_size=5))
    spans = [(min(cut), max(cut)) for cut in cuts]
    chosen = tuple(data.draw(st.sets(st.sampled_from(range(len(spans)))))) if spans else ()
    sentences = tuple(
        NewSentence(start=start, end=end, salience=0.25, anaphoric=True, caveat=True) for start, end in spans
    )
    every = tuple(range(len(spans)))
    [article_id] = await add(
        storage,
        article(
            body,
            sentences=sentences,
            summaries={Length.NORMAL: chosen, Length.LONG: every},
        ),
    )
    async with storage.read() as work:
        got = await work.articles.get(article_id)
        read = await work.articles.sentences(article_id)
        summary = await work.articles.summary(article_id)
        line = await work.articles.summary(article_id, Length.LINE)
        long = await work.articles.summary(article_id, Length.LONG)
    assert got is not None
    assert got.body == body
    assert [(each.position, each.start, each.end, each.text) for each in read] == [
        (position, start, end, body[start:end]) for position, (start, end) in enumerate(spans)
    ]
    assert all(each.text == each.article.body[each.start : each.end] for each in read)
    assert [each.position for each in summary] == sorted(chosen)
    assert (line, long) == ([], read)


async def test_a_long_body_comes_back(storage: Storage) -> None:
    """Two million characters are no trouble, and offsets count code points, not bytes."""
    body = "\U0001f30d" * 2_000_000 + "End."
    last = NewSentence(start=2_000_000, end=2_000_004, salience=1.0, anaphoric=False, caveat=False)
    [article_id] = await add(storage, article(body, sentences=(last,), terms="end " * 200_000))
    async with storage.read() as work:
        [read] = await work.articles.sentences(article_id)
    assert read.text == "End."


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    when=st.datetimes(
        datetime(1, 1, 2),  # noqa: DTZ001  # hypothesis adds the zone
        datetime(9999, 12, 30),  # noqa: DTZ001  # as above
        timezones=st.sampled_from(
            [UTC, timezone(timedelta(hours=5, minutes=45)), timezone(-timedelta(hours=9))]
        ),
    )
)
async def test_times_come_back_in_utc(storage: Storage, when: datetime) -> None:
    """A time of any zone comes back as the same moment, to the microsecond, in aware UTC."""
    [article_id] = await add(storage, article(published=when, arrived=when))
    async with storage.read() as work:
        got = await work.articles.get(article_id)
    assert got is not None
    assert got.published == when
    assert (got.published.tzinfo, got.arrived.tzinfo, got.dated.tzinfo) == (UTC, UTC, UTC)


NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001  # the point of the test
BAD: dict[str, NewArticle] = {
    "naive publication": article(published=NAIVE),
    "naive arrival": article(arrived=NAIVE),
    "precision without a time": article(published=None),
    "span over the end": article(
        "abc", sentences=(NewSentence(start=0, end=4, salience=0, anaphoric=False, caveat=False),)
    ),
    "span backwards": article(
        "abc", sentences=(NewSentence(start=2, end=1, salience=0, anaphoric=False, caveat=False),)
    ),
    "summary of nothing": article(summaries={Length.LINE: (3,)}),
}


@pytest.mark.parametrize("new", BAD.values(), ids=BAD)
async def test_nonsense_is_refused(storage: Storage, new: NewArticle) -> None:
    """A naive time, or a span outside the body, is not stored."""
    with pytest.raises(Exception, match=r"zone|together|outside|summary"):
        await add(storage, new)
    async with storage.read() as work:
        assert await work.articles.newest() is None


async def test_many_keeps_the_order_asked_for(storage: Storage) -> None:
    """Articles come in the order of the ids; what is missing is left out."""
    a, b, c = await add(storage, article(), article(), article())
    async with storage.read() as work:
        got = await work.articles.many([c, 10**17, a, b])
        assert await work.articles.many([]) == []
        assert await work.articles.get(10**17) is None
    assert [each.id for each in got] == [c, a, b]


async def test_found_by_hash_and_url(storage: Storage) -> None:
    """A body is found by its hash, a URL leads to the first article that came from it."""
    url = "https://courier.example/a"
    a, b = await add(storage, article(content_hash="h", url=url), article(content_hash="h", url=url))
    async with storage.read() as work:
        assert [each.id for each in await work.articles.by_hash("h")] == [a, b]
        assert await work.articles.by_hash("other") == []
        found = await work.articles.by_url(url)
        assert found is not None
        assert found.id == a
        assert await work.articles.by_url(url + "?") is None


async def test_arrivals_are_originals_of_the_window(storage: Storage) -> None:
    """Arrivals are originals, after the one time and up to the other, newest first, so many at most."""
    hours = [NOON + timedelta(hours=hour) for hour in range(4)]
    ids = await add(storage, *(article(arrived=hour) for hour in hours))
    await add(storage, copy_of(ids[0], arrived=hours[2]))
    async with storage.read() as work:
        window = await work.articles.arrived_since(hours[0], hours[2], 10)
        everything = await work.articles.arrived_since(None, hours[3], 3)
    assert [each.id for each in window] == [ids[2], ids[1]]
    assert [each.id for each in everything] == [ids[3], ids[2], ids[1]]


async def test_reach_counts_originals_and_named_sources(storage: Storage) -> None:
    """The archive's reach counts no copies, and "source not stated" is no source."""
    async with storage.read() as work:
        assert await work.articles.reach() == Reach(articles=0, sources=0, first=None, last=None)
        assert await work.articles.newest() is None
    a, b, _ = await add(storage, article(day=3), article(source=None), article(source="Other", day=1))
    await add(storage, copy_of(b, source="Third", day=9))
    async with storage.read() as work:
        reach = await work.articles.reach()
        newest = await work.articles.newest()
    assert reach == Reach(articles=3, sources=2, first=NOON, last=NOON + timedelta(days=3))
    assert newest is not None
    assert newest.id == a


async def test_deleting_takes_all_that_hung_on_it(storage: Storage) -> None:
    """With an article go its copies, sentences, terms, lone people, their followers and its empty story."""
    gone, kept = await add(storage, article(terms="rutte"), article(terms="rutte"))
    [copy] = await add(storage, copy_of(gone))
    async with storage.write() as work:
        lone = await work.people.add("Lone", [], ["ln"])
        both = await work.people.add("Both", [], ["bth"])
        await work.people.record(gone, mentions=[(lone, span(0)), (both, span(1))], roles=[(lone, span(0))])
        await work.people.record(kept, mentions=[(both, span(0))], roles=[])
        await work.topics.record(gone, [("nato", 0, 1.0), ("un", 1, 1.0)])
        await work.topics.record(kept, [("nato", 0, 1.0)])
        story = await work.stories.start(gone)
        await work.stories.attach(copy, story)
    async with storage.write() as work:
        assert await work.articles.delete(gone)
        assert not await work.articles.delete(gone)
    async with storage.read() as work:
        assert [await work.articles.get(each) for each in (gone, copy)] == [None, None]
        assert await work.articles.sentences(gone) == []
        assert await work.search.newest(["rutte"], every=True, limit=9) == [kept]
        assert await work.search.terms_of([gone, kept]) == {kept: "rutte"}
        assert await work.people.get(lone) is None
        assert await work.people.candidates(["ln"]) == []
        assert await work.people.near(["lon"]) == []
        assert await work.people.roles(lone, 9) == []
        [person] = await work.people.top(9)
        assert (person.id, person.articles) == (both, 1)
        assert [(each.slug, each.articles) for each in await work.topics.counts(9)] == [("nato", 1)]
        assert await work.stories.get(story) is None
        assert await work.stories.count() == 0


async def test_a_number_is_never_given_out_again(storage: Storage) -> None:
    """A new article does not get the number of a deleted one: an old button must not lead to it."""
    first, last = await add(storage, article(), article())
    async with storage.write() as work:
        await work.articles.delete(last)
    [new] = await add(storage, article())
    assert new not in {first, last}


async def test_export_streams_everything_in_order(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export gives every article, copies too, once and by number, across batches."""
    monkeypatch.setattr("storage.articles.BATCH", 2)
    ids = await add(storage, *(article() for _ in range(4)))
    ids += await add(storage, copy_of(ids[0]))
    async with storage.read() as work:
        assert [each.id async for each in work.articles.export()] == ids


async def test_copies_are_listed_by_arrival(storage: Storage) -> None:
    """An original knows its copies; a copy that says nothing of its own is found by no terms."""
    [original] = await add(storage, article(terms="fire"))
    ids = await add(storage, copy_of(original), replace(copy_of(original), source="Other"))
    async with storage.read() as work:
        assert [each.id for each in await work.articles.copies(original)] == ids
        assert await work.search.newest(["fire"], every=True, limit=9) == [original]
