"""The connection to Telegram: menus, dead tokens, a Telegram that is away, and what the log may say."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import telegram
from handlers.limits import Limits
from handlers.pace import Pace
from handlers.register import App
from handlers.submitting import Receipts
from newsroom.commands import COMMANDS
from newsroom.errors import Misconfigured
from storage.database import Storage
from tests.botapi import BotApi, Fault
from tests.botapi.people import Person
from tests.handlers.stage import ScriptedDesk, now
from tests.handlers.words import WORDS

ADMINS = frozenset({7, 8})


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """The double."""
    async with BotApi() as double:
        yield double


@pytest.fixture
async def application(api: BotApi, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[App]:
    """An application that talks to the double; its archive is empty."""
    shutil.copyfile(sqlite_template, tmp_path / "empty.db")
    storage = Storage.open(f"sqlite:///{tmp_path / 'empty.db'}")
    yield telegram.build(
        token=api.token,
        api=api.url,
        storage=storage,
        desk=ScriptedDesk(),
        texts=WORDS,
        receipts=Receipts(storage),
        limits=Limits(per_user=0, per_group=0),
        pace=Pace(overall=0, chat=0, group=0),
        admins=ADMINS,
        clock=now,
    )
    await storage.close()


async def test_menus_by_scope(api: BotApi, application: App) -> None:
    """Everyone's menu has everyone's commands, an admin's has all; one who never wrote is passed over."""
    Person(api, 7)
    stop = asyncio.Event()
    async with telegram.connected(application, stop), asyncio.TaskGroup() as group:
        group.create_task(telegram.serve(application, texts=WORDS, admins=ADMINS, stop=stop))
        await api.until(lambda: len(api.made("setMyCommands")) == 5)
        stop.set()
    everyone = [c.name for c in COMMANDS if not c.admin]
    assert api.methods.menus == {
        "default:": everyone,
        "all_private_chats:": everyone,
        "all_group_chats:": everyone,
        "chat:7": [c.name for c in COMMANDS],
    }


async def test_unknown_token_is_a_setting_to_mend(api: BotApi, application: App) -> None:
    """A token that Telegram does not know is told without the token."""
    api.revoked = True
    with pytest.raises(Misconfigured) as caught:
        async with telegram.connected(application, asyncio.Event()):
            pytest.fail("it connected")
    assert caught.value.text.key == "settings.refused_token"
    assert caught.value.__suppress_context__


async def test_token_revoked_while_running_ends_the_run(api: BotApi, application: App) -> None:
    """When the token is revoked the bot does not go on without ever hearing anything again."""
    api.faults.append(Fault(method="getUpdates", code=401, description="Unauthorized", times=10**6))
    stop = asyncio.Event()
    async with asyncio.timeout(20), telegram.connected(application, stop):
        with pytest.raises(Misconfigured):
            await telegram.serve(application, texts=WORDS, admins=frozenset(), stop=stop)


async def test_telegram_away_at_the_start_is_waited_for(
    api: BotApi, application: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Telegram that cannot be reached at the start is tried again until it answers."""
    monkeypatch.setattr(telegram, "_FIRST_WAIT", 0.05)
    api.faults += [Fault(method="getMe", times=2), Fault(method="getMe", drop="before")]
    async with telegram.connected(application, asyncio.Event()) as ready:
        assert ready
    assert len(api.made("getMe")) == 4


async def test_stop_while_telegram_is_away(api: BotApi, application: App) -> None:
    """Told to stop while it waits for Telegram, the bot stops."""
    api.faults.append(Fault(method="getMe", times=10**6))
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.2, stop.set)
    async with asyncio.timeout(5), telegram.connected(application, stop) as ready:
        assert not ready


async def test_stop_while_polling_cannot_begin(api: BotApi, application: App) -> None:
    """Told to stop before the first poll could be made, the bot stops."""
    api.faults.append(Fault(method="deleteWebhook", times=10**6))
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.2, stop.set)
    async with asyncio.timeout(5), telegram.connected(application, stop):
        await telegram.serve(application, texts=WORDS, admins=frozenset(), stop=stop)


async def test_what_is_asked_of_updates(api: BotApi, application: App) -> None:
    """Nothing that waited while the bot was away is dropped, and only wanted updates are asked for."""
    stop = asyncio.Event()
    async with telegram.connected(application, stop), asyncio.TaskGroup() as group:
        group.create_task(telegram.serve(application, texts=WORDS, admins=frozenset(), stop=stop))
        await api.until(lambda: api.made("getUpdates"))
        stop.set()
    assert api.made("deleteWebhook")[0].params.get("drop_pending_updates", "false") == "false"
    wanted = (
        '["message", "edited_message", "channel_post", "edited_channel_post", "inline_query", '
        '"callback_query", "my_chat_member"]'
    )
    assert api.made("getUpdates")[0].params["allowed_updates"] == wanted


@pytest.mark.parametrize("on", [True, False])
async def test_what_telegram_lets_the_bot_do_is_logged(
    api: BotApi, application: App, caplog: pytest.LogCaptureFixture, *, on: bool
) -> None:
    """Once at the start the log says whether privacy mode and inline mode are on, and what to do."""
    caplog.set_level(logging.INFO)
    api.methods.me |= {"can_read_all_group_messages": not on, "supports_inline_queries": on}
    stop = asyncio.Event()
    async with telegram.connected(application, stop), asyncio.TaskGroup() as group:
        group.create_task(telegram.serve(application, texts=WORDS, admins=frozenset(), stop=stop))
        await api.until(lambda: api.made("setMyCommands"))
        stop.set()
    assert caplog.text.count("privacy mode is on") == on
    assert caplog.text.count("privacy mode is off") == (not on)
    assert caplog.text.count("Send /setinline to @BotFather") == (not on)
