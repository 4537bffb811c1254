"""Every object is built here, and closed in reverse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.offload import Pool, parser
from bot.settings import Settings
from ingest.allowed import Allowed
from ingest.fetch import Way, fetch, get
from newsroom import texts
from newsroom.alerts import Alerts
from newsroom.broadcasts import Broadcasts
from newsroom.defining import Defining
from newsroom.desk import Desk
from newsroom.digest import Digests
from newsroom.errors import Trouble
from newsroom.feeds import Feeds
from newsroom.intake import Intake
from newsroom.texts import Texts
from storage.database import Storage
from storage.failures import Newer, Unavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The wired product, less its faces."""

    settings: Settings
    storage: Storage
    offload: Pool
    intake: Intake
    desk: Desk
    digests: Digests
    alerts: Alerts
    broadcasts: Broadcasts
    feeds: Feeds
    defining: Defining
    texts: Texts
    zone: ZoneInfo


def now() -> datetime:
    """The one clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def wired(
    settings: Settings, *, database_url: str | None = None, blocking: bool = False
) -> AsyncIterator[Parts]:
    """The parts, on a migrated archive. ``database_url`` overrides the setting (the sample archive).

    ``blocking`` is for who does one thing at a time: see :meth:`storage.database.Storage.open`.

    Raises Trouble when the database cannot serve.
    """
    storage = Storage.open(database_url or settings.database_url, blocking=blocking)
    offload, parse = Pool(), parser()
    try:
        await storage.migrate()
        way = Way(allowed=Allowed.of(settings.fetch_allow))
        intake = Intake(
            storage=storage,
            offload=offload,
            fetch=partial(fetch, way=way),
            clock=now,
            ranker=settings.summarizer,
            parse=parse,
            admins=settings.admins,
        )
        feeds = Feeds(
            storage=storage,
            offload=offload,
            get=partial(get, way=way),
            clock=now,
            admins=settings.admins,
        )
        yield Parts(
            settings=settings,
            storage=storage,
            offload=offload,
            intake=intake,
            desk=Desk(
                storage=storage,
                intake=intake,
                polled=feeds,
                offload=offload,
                clock=now,
                zone=settings.timezone,
                follows=settings.follows,
                rate=settings.messages_per_second,
            ),
            digests=Digests(
                storage=storage,
                offload=offload,
                clock=now,
                too_late=timedelta(hours=settings.digest_hours),
            ),
            alerts=Alerts(
                storage=storage,
                offload=offload,
                clock=now,
                zone=settings.timezone,
                fresh=timedelta(hours=settings.alert_hours),
            ),
            broadcasts=Broadcasts(storage=storage, clock=now),
            feeds=feeds,
            defining=Defining(storage=storage),
            texts=texts.load(settings.language),
            zone=settings.zone,
        )
    except Newer as error:
        raise Trouble("error.newer") from error
    except Unavailable as error:
        raise Trouble("error.trouble") from error
    finally:
        offload.close()
        parse.close()
        await storage.close()
