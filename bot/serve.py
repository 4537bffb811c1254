"""`sitrep run`: the faces and the background work, started together and stopped in reverse."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot import logs, telegram
from bot.settings import Settings
from bot.tasks import Tasks
from bot.wiring import Parts, now, wired
from handlers.broadcasting import Progressing
from handlers.delivery import Delivery
from handlers.files import Files
from handlers.limits import Limits
from handlers.pace import Pace
from handlers.submitting import Receipts
from newsroom.alerts import REMEMBERED
from newsroom.answers.settings import QUESTIONS_KEPT
from newsroom.intake import RENEWAL
from newsroom.undelivered import KEPT

_INTAKE = 0.5  # seconds between looks into an empty inbox
_DIGESTS = 20.0  # seconds between asking who is due
_AT_ONCE = 500  # messages of long ago that are forgotten in one go
_ALERTS = 2.0  # seconds between looks for what breaks
_BROADCASTS = 1.0  # seconds between looks at what is broadcast
_TOPICS = 1.0  # seconds between looks whether a topic was defined or removed
_STOPS = 0.3  # seconds between looks whether a broadcast was stopped
_PROGRESS = 4.0  # seconds between edits of a message that shows how far that has come
_FEEDS = 5.0  # seconds between asking which feeds are due
_CORRECTIONS = 600.0  # seconds between looks for corrections that are over a day old
_PATIENCE = 20.0  # seconds for what is under way when the bot is told to stop


async def run(settings: Settings) -> None:
    """Runs until SIGINT or SIGTERM. Raises Misconfigured for a token that Telegram does not know."""
    logs.configure(settings.log_level)
    if settings.telegram_token is None:
        raise ValueError("settings.load(telegram=True) has seen to a token")
    stop = telegram.stop_on_signals()
    async with wired(settings) as parts:
        pace = Pace(
            overall=settings.messages_per_second,
            chat=settings.chat_messages_per_second,
            group=settings.group_messages_per_minute,
        )
        receipts = Receipts(parts.storage)
        application = telegram.build(
            token=settings.telegram_token.get_secret_value(),
            api=settings.telegram_api,
            storage=parts.storage,
            desk=parts.desk,
            texts=parts.texts,
            receipts=receipts,
            limits=Limits(
                per_user=settings.questions_per_minute, per_group=settings.group_questions_per_minute
            ),
            pace=pace,
            admins=settings.admins,
            clock=now,
        )
        async with telegram.connected(application, stop) as ready:
            if not ready:
                return
            speaker = telegram.sender(application, texts=parts.texts, zone_of=parts.desk.zone_of)
            delivery = Delivery(
                storage=parts.storage,
                speaker=speaker,
                receipts=receipts,
                pace=pace,
                admins=settings.admins,
                clock=now,
            )
            await parts.intake.begin()
            await delivery.resume()
            async with Tasks() as tasks:
                tasks.start("acknowledgements", lambda: receipts.catch_up(speaker))
                tasks.start("intake", lambda: _repeat(stop, _INTAKE, parts.intake.work_off))
                tasks.start("links", lambda: parts.intake.fetch_links(stop, pause=_INTAKE))
                download = Files(application.bot)
                tasks.start("files", lambda: parts.intake.take_files(stop, download=download, pause=_INTAKE))
                tasks.start("leases", lambda: _repeat(stop, RENEWAL.total_seconds(), lambda: _leases(parts)))
                tasks.start("digests", lambda: _repeat(stop, _DIGESTS, lambda: _digests(parts)))
                tasks.start("alerts", lambda: _repeat(stop, _ALERTS, parts.alerts.decide))
                progress = Progressing(broadcasts=parts.broadcasts, speaker=speaker)
                tasks.start("broadcasts", lambda: _repeat(stop, _BROADCASTS, parts.broadcasts.go_on))
                tasks.start("progress", lambda: _repeat(stop, _PROGRESS, progress.show))
                tasks.start("feeds", lambda: _repeat(stop, _FEEDS, parts.feeds.poll_due))
                tasks.start("corrections", lambda: _repeat(stop, _CORRECTIONS, lambda: _corrections(parts)))
                tasks.start("topics", lambda: _repeat(stop, _TOPICS, parts.defining.go_on))
                tasks.start("stops", lambda: _repeat(stop, _STOPS, delivery.let_go))
                tasks.start("delivery", lambda: delivery.run(stop))
                await telegram.serve(application, texts=parts.texts, admins=settings.admins, stop=stop)
                stop.set()
                await tasks.finish(patience=_PATIENCE)


async def _leases(parts: Parts) -> bool:
    """Keeps what is being read from being taken up a second time."""
    await parts.intake.renew()
    return False


async def _digests(parts: Parts) -> bool:
    """Composes what is due, and lets go what is old; there is no more to do at once."""
    await parts.digests.compose_due()
    async with parts.storage.write() as work:
        await work.asked.expire(now() - QUESTIONS_KEPT)
        await work.visits.expire(now() - QUESTIONS_KEPT)
        await work.alerts.expire(now() - REMEMBERED)
        await work.outbox.expire(now() - KEPT, limit=_AT_ONCE)
    return False


async def _corrections(parts: Parts) -> bool:
    """Lets corrections go that are too old to be taken back, and broadcasts of long ago."""
    await parts.desk.expire()
    await parts.broadcasts.expire()
    return False


async def _repeat(stop: asyncio.Event, pause: float, step: Callable[[], Awaitable[bool]]) -> None:
    """Does a step again at once while there is more to do, else after a pause, until told to stop."""
    while not stop.is_set():
        if await step():
            continue
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            continue
