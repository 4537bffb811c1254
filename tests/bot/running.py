"""The true `sitrep run` as a process, pointed at the double of the Bot API."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.bench_telegram import Limits
from tests.botapi import BotApi

ROOT = Path(__file__).parents[2]
ADMIN = 7
_PATIENCE = 30.0  # seconds for the process to come up or to end on a busy machine


class Bot:
    """One `sitrep run` after another on the same database."""

    def __init__(self, api: BotApi, database: Path) -> None:
        self._api = api
        self._database = database
        self._process: asyncio.subprocess.Process | None = None
        self.log = database.with_suffix(".log")

    async def start(self, **settings: str) -> None:
        """Starts the process and waits until it polls."""
        polls = len(self._api.made("getUpdates"))
        await self.launch(**settings)
        await self._api.until(lambda: len(self._api.made("getUpdates")) > polls, patience=_PATIENCE)

    async def launch(self, **settings: str) -> None:
        """Starts the process."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self._database.parent,  # where no .env lies
                env=self._environment() | settings,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self._database.parent),
            "PYTHONPATH": str(ROOT),
            "NO_PROXY": "127.0.0.1",
            "SITREP_TELEGRAM_TOKEN": self._api.token,
            "SITREP_TELEGRAM_API": self._api.url,
            "SITREP_ADMINS": str(ADMIN),
            "SITREP_DATABASE_URL": f"sqlite:///{self._database}",
        }

    def kill(self) -> None:
        """Ends the process as a power cut would."""
        assert self._process is not None
        self._process.kill()

    def terminate(self) -> None:
        """Asks the process to end."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def ended(self) -> int:
        """Waits for the end; the exit code."""
        assert self._process is not None
        async with asyncio.timeout(_PATIENCE):
            return await self._process.wait()

    async def close(self) -> None:
        """Ends whatever still runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def running(
    database: Path, limits: Limits | None = None, **settings: str
) -> AsyncIterator[tuple[Bot, BotApi]]:
    """A bot that polls, and the double that it polls, with Telegram's limits unless told otherwise."""
    async with BotApi(limits=limits or Limits()) as api:
        bot = Bot(api, database)
        try:
            await bot.start(**settings)
            yield bot, api
            assert not api.over
        finally:
            await bot.close()
