"""`sitrep reanalyze`: what an older Sitrep found in stored articles is found anew, on every core."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from datetime import datetime
from functools import partial

from rich.console import Console

from bot import jsonl
from bot.crew import Crew, cores
from bot.crew import Outcome as Result
from bot.failing import TROUBLE, ending, tell
from bot.files import Line
from bot.importing import Results
from bot.settings import Settings
from bot.terminal import Terminal
from bot.wiring import wired
from newsroom.answer import Text
from newsroom.errors import SitrepError, Trouble
from newsroom.importing import REST
from newsroom.reanalysis import Again, Outcome, Reanalysis
from storage.failures import Unavailable
from storage.values import Article
from summarizer import languages, pipeline
from summarizer.model import Analysis

_READ = 64  # articles read at once
_SHOWN = 20  # refusals on the screen


async def run(settings: Settings, *, everything: bool, jobs: int | None = None) -> int:
    """Reads the articles that wait again, says what became of them, and returns the exit code.

    That is 1 where one could not be read, or where it ended early. With ``everything`` all articles wait,
    or those that still do since that was asked for. ``jobs`` is how many processes analyse, all cores
    where None. Raises Trouble for a database that cannot serve.
    """
    tally = Tally()
    async with wired(settings, blocking=True) as parts:
        reanalysis = Reanalysis(storage=parts.storage)
        with ending(tally, "reanalyze"):
            if everything:
                await reanalysis.everything()
            await _go_through(reanalysis, settings.summarizer, jobs or cores(), tally)
        tally.show(Terminal(parts.texts, parts.zone, sys.stdout))
    return tally.code()


def analysis(line: bytes, *, ranker: str) -> Analysis:
    """What is found in the article of a line; runs in a worker process."""
    told = json.loads(line)
    return pipeline.analyze(
        told["text"],
        told.get("title", ""),
        datetime.fromisoformat(told["published"]) if told.get("published") else None,
        told.get("language"),
        ranker=ranker,
    )


def _line(article: Article) -> Line:
    """An article's line; the language that it was read as is kept, since somebody may have named it."""
    told = {
        "text": article.body,
        "title": article.title,
        "published": article.stated.isoformat() if article.stated else None,
        "language": None if article.language == languages.UNKNOWN else article.language,
    }
    return Line(number=article.id, at=0, data=json.dumps(told).encode())


class Tally:
    """What became of the articles."""

    def __init__(self) -> None:
        self.console = Console(stderr=True)
        self.failed: SitrepError | None = None
        self._counts: Counter[Outcome] = Counter()
        self._unread = 0

    @property
    def done(self) -> int:
        """How many were gone through."""
        return self._counts.total() + self._unread

    def filed(self, outcome: Outcome) -> None:
        """One more was read again."""
        self._counts[outcome] += 1

    def unread(self, article: Article, why: Text) -> None:
        """One more could not be; it is as it was."""
        self._unread += 1
        if self._unread <= _SHOWN:
            said = jsonl.say("reanalyze.article", number=article.id, why=why)
            jsonl.print_line(f"sitrep: {said}", self.console)

    def show(self, screen: Terminal) -> None:
        """The counts, a line each."""
        if not self.done and self.failed is None:
            screen.say(Text.of("reanalyze.nothing"))
            return
        screen.say(Text.of("reanalyze.renewed", count=self._counts[Outcome.RENEWED]))
        if self._counts[Outcome.LEFT]:
            screen.say(Text.of("reanalyze.left", count=self._counts[Outcome.LEFT]))
        if self._unread:
            screen.say(Text.of("reanalyze.unread", count=self._unread))

    def code(self) -> int:
        """The exit code; what ended it early is told."""
        if self.failed is not None:
            return tell(self.failed)
        return TROUBLE if self._unread else 0


async def _go_through(reanalysis: Reanalysis, ranker: str, size: int, tally: Tally) -> None:
    """Files what the crew finds in the articles that wait. Raises SitrepError where it cannot go on."""
    total = await reanalysis.count()
    if not total:
        return
    with jsonl.progress(tally.console) as bar, Crew(partial(analysis, ranker=ranker), size=size) as crew:
        task = bar.add_task("", total=total)
        read: dict[int, Article] = {}
        results = Results(crew.run(_lines(_asker(reanalysis), read)))
        while batch := await asyncio.to_thread(results.take):
            await _file(reanalysis, [(read.pop(line.number), found) for line, found in batch], tally)
            said = jsonl.say("reanalyze.done", count=tally.done)
            bar.update(task, completed=tally.done, description=said)
        if results.error is not None:
            raise results.error


async def _file(
    reanalysis: Reanalysis, batch: Iterable[tuple[Article, Result[Analysis]]], tally: Tally
) -> None:
    waiting: list[Again] = []
    for article, found in batch:
        if isinstance(found, Text):
            tally.unread(article, found)
        else:
            waiting.append(Again(article=article, analysis=found))
    while waiting:
        outcomes = await reanalysis.file(waiting)
        for each, outcome in zip(waiting, outcomes, strict=False):  # the first ones alone have theirs
            if isinstance(outcome, Text):
                tally.unread(each.article, outcome)
            else:
                tally.filed(outcome)
        waiting = waiting[len(outcomes) :]
        await asyncio.sleep(REST)


def _lines(some: Callable[[tuple[bool, int]], Sequence[Article]], read: dict[int, Article]) -> Iterator[Line]:
    """The articles that wait, which are noted as ``read``: originals first, beside which copies are read."""
    for copies in (False, True):
        after = 0
        while articles := some((copies, after)):
            for article in articles:
                read[article.id] = article
                yield _line(article)
            after = articles[-1].id


def _asker(reanalysis: Reanalysis) -> Callable[[tuple[bool, int]], Sequence[Article]]:
    """The next articles, or copies, above a number, asked for from the crew's thread."""
    loop = asyncio.get_running_loop()

    def some(at: tuple[bool, int]) -> Sequence[Article]:
        copies, after = at
        coming = reanalysis.next(_READ, after=after, copies=copies)
        try:
            return asyncio.run_coroutine_threadsafe(coming, loop).result()
        except CancelledError as error:
            raise Trouble("reanalyze.stopped") from error
        except Unavailable as error:
            raise Trouble("reanalyze.unavailable") from error

    return some
