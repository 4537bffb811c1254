"""Feeds: each new entry comes in once, and a feed that fails does not do so unnoticed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from newsroom import entries, parcels
from newsroom.answer import Notice
from newsroom.answers import feeds as answers
from newsroom.errors import Refused, Trouble
from newsroom.feeds import Feeds
from newsroom.unpolled import Unpolled
from storage.inbox_values import Feed, FeedState, Submission
from tests.newsroom.house import ADMIN, MORNING, READER, House, key
from tests.newsroom.site import Site, serving
from tests.storage.making import taken

LONG = " ".join(f"The sample ferry made its crossing number {n} on time." for n in range(30))


def rss(*numbers: int, content: str = "") -> str:
    """A feed with these entries."""
    items = "".join(
        f'<item><guid isPermaLink="false">n{n}</guid><title>Report {n}</title><link>/news/{n}</link>'
        f"<pubDate>Sun, 03 May 2026 05:{n:02}:00 GMT</pubDate>"
        f"<description><![CDATA[{content}]]></description></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>Sample Herald</title>{items}</channel></rss>"


@dataclass(kw_only=True)
class Desk:
    """A newsroom, a site, and what polls it."""

    house: House
    site: Site
    feeds: Feeds

    def serve(self, body: str = "", status: int = 200, path: str = "/feed", **headers: str) -> None:
        """What the site answers from now on."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.site.answers[path] = (status, named, body)

    async def poll(self) -> bool:
        """Polls what is due half a day later."""
        self.house.later(hours=12)
        return await self.feeds.poll_due()

    async def feed(self, number: int = 1) -> Feed:
        """The feed as it is stored."""
        async with self.house.storage.read() as work:
            found = await work.feeds.get(number)
        assert found is not None
        return found

    async def waiting(self) -> list[Submission]:
        """What lies in the inbox, which is taken out."""
        async with self.house.storage.write() as work:
            return await work.inbox.claim(self.house.at, lease=timedelta(days=99), limit=999)

    async def told(self) -> list[str]:
        """The keys of what admins were told, each once."""
        async with self.house.storage.write() as work:
            parcels_ = await taken(work, self.house.at)
        said = [parcels.load(parcel.payload).answer.blocks[0] for parcel in parcels_]
        return [block.text.key for block in said if isinstance(block, Notice)]


@pytest.fixture
async def desk(empty_house: House) -> AsyncIterator[Desk]:
    """An empty newsroom beside a site that has nothing yet."""
    async with serving() as site:
        yield Desk(house=empty_house, site=site, feeds=empty_house.feeds)


async def test_new_entries_come_in_once(desk: Desk) -> None:
    """Of a new feed the newest entries are taken, later all that are new, oldest first; none twice."""
    desk.serve(rss(*range(30, 0, -1)))
    feed, taken = await desk.feeds.add(desk.site.url("/feed"), by=ADMIN.user_id)
    assert (feed.title, taken) == ("Sample Herald", entries.FIRST)
    first = await desk.waiting()
    assert [each.text for each in first] == [desk.site.url(f"/news/{n}") for n in range(21, 31)]
    assert {(each.source, each.host, each.chat_id) for each in first} == {
        ("Sample Herald", "127.0.0.1", None)
    }
    assert first[0].sent == MORNING.replace(day=3, hour=5, minute=21)
    desk.serve(rss(*range(33, 0, -1)))
    assert await desk.poll()
    assert [each.text for each in await desk.waiting()] == [desk.site.url(f"/news/{n}") for n in (31, 32, 33)]
    assert await desk.poll()
    assert await desk.waiting() == []
    assert (await desk.feed()).items == entries.FIRST + 3
    assert not await desk.feeds.poll_due()


async def test_a_poll_cut_short_doubles_nothing(desk: Desk) -> None:
    """Where the feed's state was lost the inbox still knows each entry."""
    desk.serve(rss(2, 1))
    await desk.feeds.add(desk.site.url("/feed"))
    assert len(await desk.waiting()) == 2
    async with desk.house.storage.write() as work:
        await work.feeds.note(1, seen="")
    desk.serve(rss(3, 2, 1))
    assert await desk.poll()
    assert [each.text for each in await desk.waiting()] == [desk.site.url("/news/3")]
    assert (await desk.feed()).items == 3


async def test_a_whole_entry_becomes_an_article(desk: Desk) -> None:
    """The feed's own text, source, time and link; nobody gets a receipt."""
    desk.serve(rss(1, content=f"<p>{LONG}</p>"))
    await desk.feeds.add(desk.site.url("/feed"))
    assert await desk.house.intake.work_off()
    async with desk.house.storage.read() as work:
        (article,) = [each async for each in work.articles.export()]
    assert (article.title, article.body, article.source) == ("Report 1", LONG, "Sample Herald")
    assert (article.url, article.published) == (
        desk.site.url("/news/1"),
        MORNING.replace(day=3, hour=5, minute=1),
    )
    assert await desk.told() == []


async def test_nothing_new_is_not_sent_again(desk: Desk) -> None:
    """The server's ETag and date go back to it; 304 is a success, and Cache-Control is heeded up to a day."""
    desk.serve(rss(1), ETag='"a"', Last_Modified="Mon, 04 May 2026 05:00:00 GMT")
    await desk.feeds.add(desk.site.url("/feed"))
    desk.serve(status=304, Cache_Control="max-age=999999")
    assert await desk.poll()
    _, headers = desk.site.asked[-1]
    assert headers["if-none-match"] == '"a"'
    assert headers["if-modified-since"] == "Mon, 04 May 2026 05:00:00 GMT"
    feed = await desk.feed()
    assert (feed.failures, feed.etag, feed.due) == (0, '"a"', desk.house.at + timedelta(days=1))


async def test_failures(desk: Desk) -> None:
    """The wait doubles up to a day; admins are told of the fifth failure, of the pause, and of a return."""
    desk.serve(rss(1))
    await desk.feeds.add(desk.site.url("/feed"))
    desk.serve(status=500)
    waits = []
    for _ in range(6):
        desk.house.at = (await desk.feed()).due
        await desk.feeds.poll_due()
        waits.append((await desk.feed()).due - desk.house.at)
    assert waits == [timedelta(hours=hours) for hours in (1, 2, 4, 8, 16, 24)]
    assert await desk.told() == ["feeds.warned"]
    line = desk.house.words(answers.listing([await desk.feed()]))
    assert "6 polls in a row have failed" in line
    assert "error 500" in line
    desk.serve(rss(2, 1))
    assert await desk.feeds.poll(await desk.feed()) == 1
    assert (await desk.told(), (await desk.feed()).reason) == (["feeds.back"], None)
    desk.serve("<html><p>Moved</p></html>")
    for _ in range(12):
        desk.house.later(days=1)
        await desk.feeds.poll_due()
    assert await desk.told() == ["feeds.warned", "feeds.stopped"]
    feed = await desk.feed()
    assert feed.state is FeedState.PAUSED
    assert "paused. There is no RSS" in desk.house.words(answers.listing([feed]))
    assert not await desk.poll()


async def test_a_server_may_ask_to_wait_or_end(desk: Desk) -> None:
    """Retry-After in seconds or as a date is kept to; 410 ends the feed, and admins are told."""
    desk.serve(rss(1))
    await desk.feeds.add(desk.site.url("/feed"))
    desk.serve(status=429, Retry_After="200000")
    await desk.poll()
    assert (await desk.feed()).due == desk.house.at + timedelta(seconds=200000)
    desk.house.later(days=3)
    desk.serve(status=503, Retry_After=f"{desk.house.at + timedelta(days=2):%a, %d %b %Y %H:%M:%S} GMT")
    assert await desk.feeds.poll_due()
    assert (await desk.feed()).due == desk.house.at + timedelta(days=2)
    desk.house.later(days=2)
    desk.serve(status=410)
    assert await desk.feeds.poll_due()
    assert (await desk.feed()).state is FeedState.ENDED
    assert await desk.told() == ["feeds.gone"]


async def test_a_feed_moves(desk: Desk) -> None:
    """A permanent redirect changes the address, a temporary one does not; nothing comes in again."""
    desk.serve(rss(1))
    await desk.feeds.add(desk.site.url("/feed"))
    desk.serve(rss(1), path="/new")
    for status, path in ((302, "/feed"), (301, "/new")):
        desk.serve(status=status, Location="/new")
        assert await desk.poll()
        assert (await desk.feed()).url == desk.site.url(path)
    assert (await desk.feed()).items == 1


async def test_adding(desk: Desk) -> None:
    """A page leads to the feed it names; a known one, a page without one, and private places are refused."""
    desk.serve(
        '<link rel=alternate type="application/rss+xml" href="/feed">', path="/", Content_Type="text/html"
    )
    desk.serve("<p>Nothing</p>", path="/about", Content_Type="text/html")
    desk.serve(rss(1))
    feed, _ = await desk.feeds.add(desk.site.url("/"))
    assert feed.url == desk.site.url("/feed")
    refused = []
    for url in ("/", "/feed", "/about", "/gone"):
        with pytest.raises(Refused) as caught:
            await desk.feeds.add(desk.site.url(url))
        refused.append(caught.value.text.key)
    assert refused == ["feeds.known", "feeds.known", "unreadable.feed", "unpolled.missing"]
    with pytest.raises(Unpolled) as closed:
        await desk.feeds.add("10.0.0.1/feed")
    assert closed.value.text.key == "unpolled.private"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "Its server has nothing at this address (error 404)."),
        (410, "Its server says that the feed is gone for good."),
        (403, "Its server refuses to give it (error 403)."),
        (429, "Its server is busy or out of order (error 429). Try again later."),
        (503, "Its server is busy or out of order (error 503). Try again later."),
        (418, "Its server answered with error 418."),
    ],
)
async def test_a_server_that_gives_no_feed(desk: Desk, status: int, said: str) -> None:
    """Each answer is told by what it means; what may pass is trouble, the rest a bad request."""
    desk.serve(status=status)
    answer = await desk.house.ask(f"/feeds add {desk.site.url('/feed')}", ADMIN)
    assert desk.house.words(answer).startswith(said)
    with pytest.raises(Trouble if status in {429, 503} else Refused):
        await desk.feeds.add(desk.site.url("/feed"))


@pytest.mark.parametrize("typed", ["herald", "the herald", "ftp://herald.example/feed", "https://"])
async def test_what_is_no_address_of_a_feed(desk: Desk, typed: str) -> None:
    """The words are said back with how an address looks, and no server is asked."""
    words = desk.house.words(await desk.house.ask(f"/feeds {typed}", ADMIN))
    assert words == f'"{typed}" is not a web address. Write for example https://paper.example/feed.'


async def test_a_feed_that_a_page_links_to(desk: Desk) -> None:
    """Where its head names none, a usual address in a link does; one that fails is told with that address."""
    page = '<p><a href="/about">About</a> <a href="/news/rss.xml">RSS</a></p>'
    desk.serve(page, path="/", Content_Type="text/html")
    named = desk.site.url("/news/rss.xml")
    failed = desk.house.words(await desk.house.ask(f"/feeds {desk.site.url('/')}", ADMIN))
    assert failed.startswith(f"The page names the feed {named}. Its server has nothing at this address")
    desk.serve(rss(1), path="/news/rss.xml")
    assert (await desk.feeds.add(desk.site.url("/")))[0].url == named


async def test_times_that_are_not_believed_are_told_in_the_list(desk: Desk) -> None:
    """Entries to come, or with a time that cannot be read, are taken without it; a better document is not."""
    odd = (
        rss(1, 2)
        .replace("03 May 2026 05:01", "03 May 2036 05:01")
        .replace("Sun, 03 May 2026 05:02:00 GMT", "soon")
    )
    desk.serve(odd)
    await desk.feeds.add(desk.site.url("/feed"))
    listed = desk.house.words(await desk.house.ask("/feeds", ADMIN))
    assert "2 of its entries state a date to come or none that can be read" in listed
    desk.serve(status=304)
    await desk.poll()
    assert desk.house.words(answers.listing([await desk.feed()])).count("2 of its entries") == 1
    desk.serve(rss(3, 4))
    await desk.poll()
    assert (await desk.feed()).reason is None


async def test_one_request_at_a_time_to_a_host(desk: Desk) -> None:
    """Of two feeds of one host one is polled, the other after a pause; a removed feed is not polled."""
    for path in ("/feed", "/two", "/three"):
        desk.serve(rss(1), path=path)
        await desk.feeds.add(desk.site.url(path))
    desk.site.asked.clear()
    async with desk.house.storage.write() as work:
        assert await work.feeds.remove(3)
    assert await desk.poll()
    assert not await desk.feeds.poll_due()
    desk.house.later(seconds=3)
    assert await desk.feeds.poll_due()
    assert sorted(path for path, _ in desk.site.asked) == ["/feed", "/two"]


async def test_feeds_in_the_chat(desk: Desk) -> None:
    """An admin adds, pauses, resumes and removes by buttons; the articles stay; nobody else may."""
    desk.serve(rss(1, content=f"<p>{LONG}</p>"))
    house = desk.house
    assert key(await house.ask("/feeds", ADMIN)) == {"feeds.none"}
    assert key(await house.ask("/feeds", READER)) == {"admin.only"}
    assert key(await house.ask(f"/feeds {desk.site.url('/feed')}", READER)) == {"admin.only"}
    assert key(await house.ask(f"/feeds {desk.site.url('/none')}", ADMIN)) == {"unpolled.missing"}
    assert desk.site.asked[-1][0] == "/none"
    added = await house.ask(f"/feeds {desk.site.url('/feed')}", ADMIN)
    assert key(added) == {"feeds.added"}
    assert await house.intake.work_off()
    listed = await house.press(added, "All feeds", ADMIN)
    assert house.labels(listed) == ["Pause 1", "Remove 1"]
    assert key(await house.press(listed, "Pause 1", READER)) == {"admin.only"}
    await house.press(listed, "Pause 1", ADMIN)
    assert not await desk.poll()
    paused = await house.ask("/feeds", ADMIN)
    assert "1. Sample Herald" in house.words(paused)
    assert "): paused; 1 entry taken" in house.words(paused)
    await house.press(paused, "Resume 1", ADMIN)
    assert await desk.poll()
    assert key(await house.press(listed, "Remove 1", ADMIN)) == {"feeds.removed"}
    assert key(await house.press(listed, "Remove 1", ADMIN)) == {"feeds.unknown"}
    async with house.storage.read() as work:
        assert [each.title async for each in work.articles.export()] == ["Report 1"]


async def test_feeds_have_pages(desk: Desk) -> None:
    """Four feeds a page."""
    listed = [(f"https://f{n}.example/feed", f"Feed {n}") for n in range(5)]
    assert await desk.feeds.subscribe(listed) == (5, 0, [])
    first = await desk.house.ask("/feeds", ADMIN)
    assert desk.house.labels(first)[-1] == "More"
    second = await desk.house.press(first, "More", ADMIN)
    assert desk.house.labels(second) == ["Pause 5", "Remove 5", "Back"]
