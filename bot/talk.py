"""The commands that talk: chat, demo, ask and the digest's preview."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot import samples, terminal
from bot.failing import BAD_REQUEST
from bot.settings import Settings
from bot.terminal import Terminal
from bot.wiring import Parts, now, wired
from ingest.model import Precision
from newsroom.answer import Answer, Notice, Quote, QuoteKind, Text
from newsroom.intents import Ask
from newsroom.question import Question
from storage.inbox_values import NewSubmission


async def chat(settings: Settings, *, once: str | None, fall_back: bool = True) -> int:
    """Chats with the configured archive. While that is empty, with the samples, saying so."""
    async with wired(settings) as parts:
        async with parts.storage.read() as work:
            empty = await work.articles.newest() is None
        if not (empty and fall_back):
            return await _talk(parts, once)
    screen = Terminal(parts.texts, parts.zone)
    screen.say(Text.of("terminal.sample"))
    return await demo(settings, once=once)


async def demo(settings: Settings, *, once: str | None) -> int:
    """Chats with an archive made anew from the bundled samples, thrown away at the end."""
    async with sample_archive(settings) as parts:
        return await _talk(parts, once)


async def _talk(parts: Parts, once: str | None) -> int:
    screen = Terminal(parts.texts, parts.zone)
    if once is not None:
        answer = await terminal.once(parts.desk, screen, once)
        return BAD_REQUEST if answer.refused else 0
    await terminal.once(parts.desk, screen, "/start")
    screen.say(Text.of("terminal.hint"))
    await terminal.chat(parts.desk, screen, terminal.typed_lines("> "))
    return 0


@asynccontextmanager
async def sample_archive(settings: Settings) -> AsyncIterator[Parts]:
    """An archive of the bundled sample articles, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="sitrep-samples-") as folder:
        async with wired(settings, database_url=f"sqlite:///{Path(folder) / 'samples.db'}") as parts:
            if sys.stderr.isatty():
                note = parts.texts.say(Text.of("terminal.preparing"), parts.zone)
                sys.stderr.write(f"{note}\n")
            await fill(parts)
            yield parts


async def fill(parts: Parts) -> None:
    """Stores the samples as an admin would hand them over."""
    for sample in samples.load():
        await parts.intake.hand_over(submission(sample, now()))


def submission(sample: samples.Sample, received: datetime) -> NewSubmission:
    """A sample as something handed over, marked as sample data."""
    to_the_day = sample.precision is Precision.DAY
    return NewSubmission(
        key=f"sample:{sample.url}",
        text=_page(sample, dated=to_the_day),
        received=received,
        source=sample.source,
        url=sample.url,
        sent=None if to_the_day else sample.published,
        sample=True,
    )


def _page(sample: samples.Sample, *, dated: bool) -> str:
    """A sample as a page would show it: headline, date line where the day is all that is known, text."""
    day = f"Updated {sample.published:%d %B %Y}\n\n" if dated else ""
    dateline = f"{sample.dateline.upper()}: " if sample.dateline else ""
    return f"{sample.title}\n\n{day}{dateline}{sample.body}"


async def ask(settings: Settings, text: str, *, as_json: bool) -> int:
    """Asks the configured archive one plain question."""
    async with wired(settings) as parts:
        answer = await parts.desk.answer(Question(intent=Ask(text=text), asker=terminal.ASKER))
        if as_json:
            sys.stdout.write(json.dumps(_plain(text, answer, parts), ensure_ascii=False) + "\n")
        else:
            Terminal(parts.texts, parts.zone).show(answer)
    return BAD_REQUEST if answer.refused else 0


def _plain(text: str, answer: Answer, parts: Parts) -> dict[str, object]:
    """An answer for programs: what was asked, whether it is answered, and every quote with its source."""
    return {
        "question": text,
        "answered": answer.answered,
        "quotes": [_quote(b) for b in answer.blocks if isinstance(b, Quote)],
        "notices": [parts.texts.say(b.text, parts.zone) for b in answer.blocks if isinstance(b, Notice)],
    }


def _quote(quote: Quote) -> dict[str, object]:
    source = quote.source
    return {
        "text": quote.text,
        "kind": QuoteKind(quote.kind).value,
        "article": source.article_id,
        "source": source.name,
        "published": source.published.at.isoformat() if source.published else None,
        "url": source.url,
        "sample": source.sample,
        "also_in": [other.article_id for other in quote.others],
    }
