"""The database as the rest of the program sees it: one object, and transactions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from storage import schema
from storage.alerts import Alerts
from storage.analyses import Analyses
from storage.articles import Articles
from storage.asked import Asked
from storage.broadcasts import Broadcasts
from storage.channels import Channels
from storage.chats import Chats
from storage.corrections import Corrections
from storage.coverage import Coverage
from storage.defined import Defined
from storage.dialect import Dialect, choose
from storage.events import Events
from storage.failures import Busy, translated
from storage.feeds import Feeds
from storage.fingerprints import Fingerprints
from storage.follows import Follows
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.outdated import OutdatedAlerts
from storage.people import People
from storage.personal import Personal
from storage.places import Places
from storage.reports import Reports
from storage.search import Search
from storage.snapshots import Snapshots
from storage.statements import Statements
from storage.stories import Stories
from storage.subscriptions import Subscriptions
from storage.tally import Tally
from storage.topics import Topics
from storage.versions import Versions
from storage.visits import Visits

PATIENCE = 10  # seconds that a writer waits for the others in this process


class Work:
    """The repositories, all on one transaction."""

    def __init__(self, session: AsyncSession, dialect: Dialect, common: set[str]) -> None:
        self.asked = Asked(session, dialect)
        self.visits = Visits(session, dialect)
        self.inbox = Inbox(session, dialect)
        self.subscriptions = Subscriptions(session, dialect)
        self.outbox = Outbox(session, dialect, subscriptions=self.subscriptions)
        self.channels = Channels(session, dialect)
        self.feeds = Feeds(session, dialect)
        self.corrections = Corrections(session, dialect)
        self.follows = Follows(session, dialect)
        self.alerts = Alerts(session, dialect)
        self.outdated = OutdatedAlerts(session, dialect)
        self.broadcasts = Broadcasts(session, dialect)
        self.chats = Chats(
            session,
            dialect,
            follows=self.follows,
            alerts=self.alerts,
            outbox=self.outbox,
            inbox=self.inbox,
            asked=self.asked,
            visits=self.visits,
            channels=self.channels,
            feeds=self.feeds,
            corrections=self.corrections,
            broadcasts=self.broadcasts,
            subscriptions=self.subscriptions,
        )
        self.personal = Personal(session, dialect)
        coverage = Coverage(session, dialect)
        self.people = People(session, dialect, follows=self.follows, coverage=coverage)
        self.statements = Statements(session, dialect)
        self.events = Events(session, dialect)
        self.places = Places(session, dialect)
        self.topics = Topics(session, dialect, coverage=coverage)
        self.defined = Defined(session, dialect)
        self.stories = Stories(session, dialect, alerts=self.alerts)
        self.search = Search(session, dialect, common=common)
        self.reports = Reports(session, dialect)
        self.versions = Versions(session, dialect)
        self.fingerprints = Fingerprints(session, dialect)
        self.articles = Articles(
            session,
            dialect,
            people=self.people,
            topics=self.topics,
            stories=self.stories,
            search=self.search,
            coverage=coverage,
            fingerprints=self.fingerprints,
            outdated=self.outdated,
        )
        self.analyses = Analyses(session, dialect)
        self.tally = Tally(session, dialect)
        self.snapshots = Snapshots(
            session,
            dialect,
            articles=self.articles,
            people=self.people,
            topics=self.topics,
            outdated=self.outdated,
        )


class Storage:
    """One database. Every method may raise :class:`~storage.failures.Unavailable`."""

    def __init__(self, url: str, dialect: Dialect, address: URL, *, blocking: bool) -> None:
        self._url = url
        self._dialect = dialect
        engine = dialect.engine(address, blocking=blocking)
        self._engine = engine
        self._readers = engine.execution_options(**dialect.READING)
        self._writers = engine.execution_options(**dialect.WRITING)
        self._common: set[str] = set()
        # Where only one may write, ours queue here in order rather than poll for the file's lock.
        self._turn = asyncio.Lock() if dialect.ONE_WRITER else None

    @classmethod
    def open(cls, url: str, *, blocking: bool = False) -> Storage:
        """The database at ``sqlite:///path`` or ``postgresql://...``. Nothing is connected yet.

        ``blocking``: a statement may hold up the event loop, where that is quicker. Raises ValueError for
        another kind of URL.
        """
        return cls(url, *choose(url), blocking=blocking)

    async def migrate(self) -> None:
        """Bring the tables to this version; see :func:`storage.schema.migrate`."""
        await asyncio.to_thread(schema.migrate, self._url)

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Work]:
        """A transaction that sees one state of the database and cannot change it."""
        with translated(self._dialect.unavailable):
            async with _session(self._readers) as session:
                yield Work(session, self._dialect, self._common)

    @asynccontextmanager
    async def write(self, *, alone: bool = False) -> AsyncIterator[Work]:
        """A transaction that is kept at the end, or undone as a whole when an exception leaves it.

        With ``alone`` no other such transaction runs meanwhile, in any process: for what first looks
        whether something is there and then adds it (filing an article, its people, its story). SQLite
        writes alone anyway. Transactions do not nest.
        """
        async with AsyncExitStack() as stack:
            stack.enter_context(translated(self._dialect.unavailable))
            if self._turn is not None:
                await _wait(self._turn)
                stack.callback(self._turn.release)
            session = await stack.enter_async_context(_session(self._writers))
            await stack.enter_async_context(session.begin())
            if alone:
                await self._dialect.alone(session)
            yield Work(session, self._dialect, self._common)


def _session(engine: AsyncEngine) -> AsyncSession:
    # A row is only ever read, never edited: what was read before gives way to what is read now.
    return AsyncSession(
        engine, autoflush=False, expire_on_commit=False, execution_options={"populate_existing": True}
    )


async def _wait(turn: asyncio.Lock) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await turn.acquire()
    except TimeoutError as exc:
        raise Busy("another transaction of this process takes too long") from exc
