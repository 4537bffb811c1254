"""The commands about feeds: add, list, remove, poll, import, export."""

from __future__ import annotations

from textwrap import shorten

from bot.archive import target
from bot.failing import BAD_REQUEST
from bot.files import read
from bot.settings import Settings
from bot.terminal import Terminal
from bot.wiring import Parts, wired
from ingest import opml
from ingest.errors import Unreadable
from newsroom.answer import Text
from newsroom.answers import feeds as answers
from newsroom.errors import Refused
from storage.inbox_values import Feed, FeedState

_SHOWN = 8  # addresses of a list that are none
_SAID = 60  # characters of one


async def add(settings: Settings, url: str) -> int:
    """Subscribes to the feed at an address, or to the one that the page there names."""
    async with wired(settings) as parts:
        new, taken = await parts.feeds.add(url)
        _say(parts, Text.of("feeds.added", title=new.title, number=new.id, count=taken))
    return 0


async def show(settings: Settings) -> int:
    """Lists the feeds."""
    async with wired(settings) as parts:
        async with parts.storage.read() as work:
            known = await work.feeds.page()
        Terminal(parts.texts, parts.zone).show(answers.listing(known))
    return 0


async def remove(settings: Settings, what: str) -> int:
    """Forgets a feed; what was taken from it stays."""
    async with wired(settings) as parts:
        known = await _known(parts, what)
        async with parts.storage.write() as work:
            await work.feeds.remove(known.id)
        _say(parts, Text.of("feeds.removed", title=known.title))
    return 0


async def poll(settings: Settings, what: str | None) -> int:
    """Polls one feed, or every one that is not paused, whether due or not, one after another."""
    failed, count = False, 0
    async with wired(settings) as parts:
        if what is not None:
            feeds = [await _known(parts, what)]
        else:
            async with parts.storage.read() as work:
                feeds = [each for each in await work.feeds.page() if each.state is FeedState.ACTIVE]
        for each in feeds:
            outcome = await parts.feeds.poll(each)
            if isinstance(outcome, Text):
                failed = True
                _say(parts, Text.of("feeds.not_polled", title=each.title, why=outcome))
            else:
                count += outcome
                _say(parts, Text.of("feeds.polled", title=each.title, count=outcome))
        if count:
            _say(parts, Text.of("feeds.waits", count=count))
    return BAD_REQUEST if failed else 0


async def import_(settings: Settings, what: str) -> int:
    """Subscribes to the feeds of an OPML file; each is read when its turn comes."""
    try:
        listed = opml.read(read(what))
    except Unreadable as error:
        raise Refused(f"unreadable.{error.reason}") from error
    async with wired(settings) as parts:
        added, known, bad = await parts.feeds.subscribe(listed)
        new = Text.of("feeds.imported", count=added)
        _say(parts, Text.of("feeds.import", added=new, known=known, bad=len(bad)))
        for words in bad[:_SHOWN]:
            _say(parts, Text.of("feeds.left_out", words=shorten(words, _SAID, placeholder="…")))
        if len(bad) > _SHOWN:
            _say(parts, Text.of("feeds.left_out_more", count=len(bad) - _SHOWN))
    return 0


async def export(settings: Settings, where: str) -> int:
    """Writes the feeds as OPML to standard output ("-") or a file."""
    async with wired(settings) as parts:
        async with parts.storage.read() as work:
            known = await work.feeds.page()
        with target(where) as out:
            out.write(opml.write((each.url, each.title) for each in known).encode())
    return 0


async def _known(parts: Parts, what: str) -> Feed:
    """The feed of a number or an address. Raises Refused."""
    async with parts.storage.read() as work:
        number = int(what) if what.isascii() and what.isdecimal() and len(what) < 10 else 0
        known = await work.feeds.get(number) if number else await work.feeds.by_url(what)
    if known is None:
        raise Refused("feeds.unknown", what=what)
    return known


def _say(parts: Parts, text: Text) -> None:
    Terminal(parts.texts, parts.zone).say(text)
