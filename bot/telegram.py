"""Builds the Telegram application and runs it by long polling."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    User,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ExtBot

from bot.tasks import unless
from handlers.asking import FrontDesk
from handlers.authority import GroupAdmins
from handlers.limits import Limits
from handlers.order import InTurn
from handlers.pace import Pace, Turn
from handlers.queue import WriteAhead
from handlers.register import UPDATES, App, register
from handlers.speaking import Speaker
from handlers.submitting import Receipts
from newsroom.answer import Text
from newsroom.commands import shown
from newsroom.errors import Misconfigured
from newsroom.texts import Texts
from storage.database import Storage

_log = logging.getLogger(__name__)
_AT_ONCE = 64  # updates that are worked on together; some wait for Telegram's pace in a group
_POLL = 25  # seconds that getUpdates waits for something to come
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0  # seconds between tries to reach Telegram at the start
_POLLING_TASK = "Updater:start_polling:polling_task"  # the library's name for it; a test holds it to that


def build(
    *,
    token: str,
    api: str | None,
    storage: Storage,
    desk: FrontDesk,
    texts: Texts,
    receipts: Receipts,
    limits: Limits,
    pace: Pace,
    admins: frozenset[int],
    clock: Callable[[], datetime],
) -> App:
    """The application with all its handlers, not started. ``api`` is another Bot API server's root URL."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's switch to its coming form of time spans
    queue = WriteAhead(storage=storage, admins=admins, clock=clock)
    builder = (
        ApplicationBuilder()
        .token(token)
        .rate_limiter(pace)
        .concurrent_updates(InTurn(_AT_ONCE))
        .update_queue(queue)
        .connect_timeout(10)
        .read_timeout(20)
        .write_timeout(20)
        .pool_timeout(20)
        .get_updates_connect_timeout(10)
        .get_updates_read_timeout(10)  # on top of the long poll itself
    )
    if api is not None:
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    application: App = builder.build()
    register(
        application,
        storage=storage,
        desk=GroupAdmins(desk=desk, bot=application.bot),
        texts=texts,
        receipts=receipts,
        queue=queue,
        limits=limits,
        admins=admins,
        clock=clock,
    )
    return application


def sender(application: App, *, texts: Texts, zone_of: Callable[[int], Awaitable[str]]) -> Speaker:
    """The speaker for handlers.delivery.Delivery, which handles every error itself."""
    return Speaker(bot=application.bot, texts=texts, zone_of=zone_of, patient=False)


@asynccontextmanager
async def connected(application: App, stop: asyncio.Event) -> AsyncIterator[bool]:
    """The application knows who it is and can send; closed again at the end.

    Waits for a Telegram that cannot be reached; False if ``stop`` was set meanwhile. Raises
    Misconfigured for a token that Telegram does not know.
    """
    try:
        yield await unless(stop, _connect(application)) or False
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # which the application leaves out if it never got to know itself


async def _connect(application: App) -> bool:
    wait = _FIRST_WAIT
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            # The library's message has the token in it.
            raise Misconfigured("settings.refused_token") from None
        except TelegramError as error:
            _log.warning("Telegram cannot be reached (%s); next try in %g s", type(error).__name__, wait)
        else:
            return True
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)


async def serve(application: App, *, texts: Texts, admins: frozenset[int], stop: asyncio.Event) -> None:
    """Answers until ``stop`` is set: polls, and in the end finishes what was received.

    Needs a connected application. Raises Misconfigured when the token is revoked meanwhile.
    """
    async with AsyncExitStack() as closing:
        await application.start()
        closing.push_async_callback(application.stop)
        closing.push_async_callback(_stop_polling, application)
        try:
            await unless(stop, _poll(application, texts, admins))
        except InvalidToken:
            raise Misconfigured("settings.refused_token") from None
        _log.info("stopping")


async def _poll(application: App, texts: Texts, admins: frozenset[int]) -> None:
    """Polls for ever. Raises what ends the polling, which is InvalidToken or a bug."""
    updater = application.updater
    if updater is None:
        raise ValueError("the application was built without an updater")
    await updater.start_polling(
        timeout=_POLL,
        bootstrap_retries=-1,
        allowed_updates=list(UPDATES),
        drop_pending_updates=False,
        error_callback=_poll_failed,
    )
    polling = next(task for task in asyncio.all_tasks() if task.get_name() == _POLLING_TASK)
    _log.info("@%s is running", application.bot.username)
    introduce(application.bot.bot)
    await publish_menus(application.bot, texts, admins)
    await asyncio.wait({polling})  # not awaited itself, lest the end of this one cut it off
    if error := polling.exception():
        raise error


def introduce(me: User) -> None:
    """Logs what Telegram lets this bot do, and how to change it."""
    if me.can_read_all_group_messages:
        _log.info("privacy mode is off: all that is said in groups reaches the bot; it passes over the rest")
    else:
        _log.info("privacy mode is on: in groups the bot gets commands, mentions and replies to it")
    if not me.supports_inline_queries:
        _log.warning(
            "inline mode is off: @%s finds nothing in other chats. Send /setinline to @BotFather",
            me.username,
        )


async def _stop_polling(application: App) -> None:
    """Stops the updater; one whose polling has failed tells its error a second time."""
    updater = application.updater
    if updater is None or not updater.running:
        return
    try:
        await updater.stop()
    except TelegramError as error:
        _log.warning("polling ended with %s", type(error).__name__)


def _poll_failed(error: TelegramError) -> None:
    _log.warning("polling failed, tries again: %s", type(error).__name__)


async def publish_menus(bot: ExtBot[Turn], texts: Texts, admins: frozenset[int]) -> None:
    """Sets the menus of commands: everyone's, and each admin's own with theirs. Not worth failing for."""
    everyone: list[BotCommandScope] = [
        BotCommandScopeDefault(),
        BotCommandScopeAllPrivateChats(),
        BotCommandScopeAllGroupChats(),
    ]
    own: list[BotCommandScope] = [BotCommandScopeChat(admin) for admin in sorted(admins)]
    for scope, admin in [*((s, False) for s in everyone), *((s, True) for s in own)]:
        menu = [BotCommand(c.name, texts.say(Text.of(f"about.{c.name}"), UTC)) for c in shown(admin=admin)]
        try:
            await bot.set_my_commands(menu, scope=scope, rate_limit_args=Turn(tries=3))
        except (BadRequest, Forbidden):
            _log.info("no menu for an admin who has not written to the bot yet")
        except TelegramError as error:
            _log.warning("a menu could not be set: %s", type(error).__name__)


def stop_on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
