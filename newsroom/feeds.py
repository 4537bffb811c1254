"""Feeds are polled, and their new entries handed over like anything an admin sends: through the inbox.

Entries and the feed's new state are written in one transaction, under keys that tell each entry: a kill
neither loses nor doubles one. Why admins get no receipt for each is in docs/decisions/0014-feeds.md.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from ingest import canonical, feed
from ingest.errors import Unfetchable, Unreadable
from ingest.fetch import Got, Wanted
from newsroom import entries, parcels, receipts, unpolled
from newsroom.answer import Answer, Arg, Notice, Text
from newsroom.errors import Refused, SitrepError, Trouble
from newsroom.offload import Offload
from newsroom.traces import trace
from newsroom.unpolled import Gone, Unpolled
from storage.database import Storage, Work
from storage.inbox_values import Feed, FeedState

_log = logging.getLogger(__name__)
Get = Callable[[str, Wanted], Awaitable[Got]]
_LEASE = timedelta(minutes=10)  # a poll that a crash cut short is done again that much later
_BATCH = 8  # feeds polled beside each other, of as many hosts
_GAP = timedelta(seconds=2)  # between two requests to one host
_MINUTES = 60  # between polls of a new feed
_SHORTEST, _LONGEST = 15, 4 * 60  # minutes, as a feed has news or none
_DAY = timedelta(days=1)
_WARNED, _PAUSED = 5, 12  # failures in a row
_NOT_MODIFIED = 304  # RFC 9110, section 15.4.5
_LATER = {429, 503}  # RFC 6585, section 4; RFC 9110, section 15.6.4
_ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,"
    "application/json;q=0.8,text/xml;q=0.8,text/html;q=0.5,*/*;q=0.1"
)


class Feeds:
    """Adds and polls feeds. ``get`` asks servers, ``offload`` runs the reading of documents.

    ``admins`` are told when a feed fails again and again, is paused for it, ends, or comes back.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        offload: Offload,
        get: Get,
        clock: Callable[[], datetime],
        admins: Collection[int] = (),
    ) -> None:
        self._storage = storage
        self._offload = offload
        self._get = get
        self._clock = clock
        self._admins = admins
        self._asked: dict[str, datetime] = {}

    async def add(self, typed: str, *, by: int | None = None) -> tuple[Feed, int]:
        """The new feed at an address, or the one that the page there names; how many entries were taken.

        Raises Refused where it cannot be read, and for one that is known; Trouble where it may be later.
        """
        try:
            return await self._added(unpolled.address(typed), by)
        except Unpolled as error:
            if error.passes:
                raise Trouble(error.text.key, **error.text.args) from error
            raise

    async def _added(self, url: str, by: int | None) -> tuple[Feed, int]:
        await self._refuse_known(url)
        got = await self._answer(url)
        try:
            found = await self._read(got)
        except Unpolled:
            named = await self._offload(feed.linked, got.body, got.url, got.charset)
            if named is None:
                raise
            await self._refuse_known(named)
            got, url, found = await self._named(named)
        url = got.moved or url
        now, host = self._clock(), urlsplit(url).hostname or ""
        async with self._storage.write() as work:
            title = found.title or host
            number = await work.feeds.add(url, host=host, title=title, by=by, now=now, minutes=_MINUTES)
            new = await work.feeds.get(number) if number is not None else None
            taken = await self._take(work, new, got, found) if new is not None else 0
        if new is None:
            await self._refuse_known(url)
            raise Refused("unreadable.feed")
        return new, taken

    async def _named(self, url: str) -> tuple[Got, str, feed.Feed]:
        """The feed that a page names. Raises Unpolled, which says that it is that one."""
        try:
            got = await self._answer(url)
            return got, url, await self._read(got)
        except Unpolled as error:
            told = Unpolled("unpolled.named", url=url, why=error.text)
            told.passes = error.passes
            raise told from error

    async def subscribe(self, listed: Iterable[tuple[str, str]]) -> tuple[int, int, list[str]]:
        """Adds feeds by address and title, to be polled when their turn comes.

        How many are new, how many were known, and what is no web address.
        """
        added = known = 0
        bad: list[str] = []
        now = self._clock()
        async with self._storage.write() as work:
            for words, title in listed:
                try:
                    url = unpolled.address(words) if "://" in words else None
                except Refused:
                    url = None
                if url is None:
                    bad.append(words)
                    continue
                host = canonical.host(url) or ""
                args = {"host": host, "title": title or host}
                new = await work.feeds.add(url, **args, by=None, now=now, minutes=_MINUTES)
                added, known = (added + 1, known) if new is not None else (added, known + 1)
        return added, known, bad

    async def poll_due(self) -> bool:
        """Polls some of the feeds that are due, of each host at most one; False if there was none."""
        now = self._clock()
        self._asked = {host: at for host, at in self._asked.items() if at > now - _GAP}
        async with self._storage.write() as work:
            claimed = await work.feeds.claim(now, lease=_LEASE, limit=_BATCH, busy=self._asked.keys())
        async with asyncio.TaskGroup() as group:
            for each in claimed:
                group.create_task(self._outcome(each))
        return bool(claimed)

    async def poll(self, known: Feed) -> int | Text:
        """How many entries a poll of this feed gave at once, or why it failed."""
        return await self._outcome(known)

    async def _outcome(self, known: Feed) -> int | Text:
        try:
            got = await self._answer(known.url, known)
            found = None if got.status == _NOT_MODIFIED else await self._read(got)
        except SitrepError as error:
            return await self._failed(known, error)
        except Exception as error:  # noqa: BLE001  # a bug that one feed meets must not hold up the others
            number = secrets.token_hex(4)
            _log.error("bug %s in feed %d\n%s", number, known.id, trace(error))
            return await self._failed(known, Trouble("error.bug", id=number))
        finally:
            self._asked[known.host] = self._clock()
        async with self._storage.write() as work:
            current = await work.feeds.get(known.id)
            if current is None or current.state is FeedState.ENDED:
                return 0  # removed meanwhile
            return await self._take(work, current, got, found)

    async def _answer(self, url: str, known: Feed | None = None) -> Got:
        """A success, or that nothing is new. Raises Unpolled."""
        headers = {"Accept": _ACCEPT}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        try:
            got = await self._get(url, Wanted(headers=headers))
        except Unfetchable as error:
            raise unpolled.unreached(error) from error
        if 200 <= got.status < 300 or (known and got.status == _NOT_MODIFIED):
            return got
        failed = unpolled.refusal(got.status)
        if got.status in _LATER:
            failed.after = entries.after(got.headers, self._clock())
        raise failed

    async def _read(self, got: Got) -> feed.Feed:
        try:
            return await self._offload(feed.read, got.body, got.url, dict(got.headers), got.charset)
        except Unreadable as error:
            raise Unpolled(f"unreadable.{error.reason}") from error

    async def _refuse_known(self, url: str) -> None:
        async with self._storage.read() as work:
            known = await work.feeds.by_url(url)
        if known is not None:
            raise Refused("feeds.known", title=known.title, number=known.id)

    async def _take(self, work: Work, known: Feed, got: Got, found: feed.Feed | None) -> int:
        """Puts the new entries into the inbox and notes the feed's state; how many there were."""
        now = self._clock()
        taken = 0
        for entry in entries.new(known, found.entries) if found else ():
            _, first = await work.inbox.put(entries.submission(known, entry, now))
            taken += first
        minutes = known.minutes
        if known.read is not None:
            minutes = min(max(minutes * 2 // 3 if taken else minutes * 4 // 3, _SHORTEST), _LONGEST)
        asked = max(found.minutes if found else 0, entries.max_age(got.headers) // 60)
        values: dict[str, object] = {
            "failures": 0,
            "reason": None if known.failures else known.reason,
            "read": now,
            "minutes": minutes,
            "due": now + min(timedelta(minutes=max(minutes, asked)), _DAY),
            "items": known.items + taken,
        }
        if found is not None:
            values["title"] = found.title or known.title
            values["reason"] = entries.doubted(found, now)
            values |= {"etag": got.headers.get("etag"), "modified": got.headers.get("last-modified")}
            values |= {"seen": " ".join(entries.remembered(known, found.entries))}
        if got.moved and got.moved != known.url and await work.feeds.by_url(got.moved) is None:
            values |= {"url": got.moved, "host": urlsplit(got.moved).hostname or known.host}
        await work.feeds.note(known.id, **values)
        if known.failures >= _WARNED:
            await self._tell(work, Text.of("feeds.back", title=known.title))
        return taken

    async def _failed(self, known: Feed, error: SitrepError) -> Text:
        """The next poll waits twice as long as the last did; after many failures somebody has to decide."""
        now = self._clock()
        async with self._storage.write() as work:
            current = await work.feeds.get(known.id)
            if current is None:
                return error.text
            failures = current.failures + 1
            wait = min(timedelta(minutes=current.minutes * 2 ** min(failures - 1, 10)), _DAY)
            wait = max(wait, error.after if isinstance(error, Unpolled) else timedelta())
            values: dict[str, object] = {
                "failures": failures,
                "reason": parcels.dump_reason(error.text),
                "due": now + wait,
            }
            said: dict[str, Arg] = {"title": current.title, "count": failures, "why": error.text}
            if isinstance(error, Gone):
                await work.feeds.note(known.id, **values, state=FeedState.ENDED)
                if current.state is not FeedState.ENDED:
                    await self._tell(work, Text.of("feeds.gone", title=current.title))
                return error.text
            if failures >= _PAUSED and current.state is FeedState.ACTIVE:
                values |= {"state": FeedState.PAUSED}
                await self._tell(work, Text.of("feeds.stopped", **said))
            elif failures == _WARNED:
                await self._tell(work, Text.of("feeds.warned", **said))
            await work.feeds.note(known.id, **values)
        return error.text

    async def _tell(self, work: Work, text: Text) -> None:
        await receipts.tell(work, self._admins, Answer(blocks=(Notice(text=text),)), self._clock())
