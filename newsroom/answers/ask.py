"""A plain question: the sentences that answer it, or an honest "not in my articles"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from newsroom import quoting, reach
from newsroom.answer import Action, Answer, Block, Heading, Notice, Text
from newsroom.answers import latest
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import Ask, AskMore, Help, Latest
from storage.database import Work
from storage.values import Article, Sentence
from summarizer import retrieve

_SHOWN = 3
_LONGEST = 500  # characters of a question
_CANDIDATES = 60  # articles whose sentences are ranked, however large the archive
_CEILING = 1000  # how far the articles that hold a term are counted

Remember = Callable[[str], Awaitable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Sentences that pass as an answer, best first, and the nearest one of all."""

    passing: tuple[Sentence, ...]
    closest: Sentence | None


async def ask(work: Work, intent: Ask, remember: Remember) -> Answer:
    """The best sentences for a question, best first; ``remember`` keeps it where it has further pages."""
    if len(intent.text) > _LONGEST:
        raise Refused("ask.too_long", count=_LONGEST)
    if not retrieve.question_terms(intent.text):
        return Answer(
            blocks=(Notice(text=Text.of("ask.empty")),), actions=_ways_on(), refused=not intent.text
        )
    found = await find(work, intent.text)
    if not found.passing:
        return await _declined(work, found)
    asked_id = await remember(intent.text) if len(found.passing) > _SHOWN else 0
    return await _answered(work, found.passing, asked_id, 0)


async def more(work: Work, intent: AskMore, *, chat_id: int) -> Answer:
    """A further page of a question asked before in the same chat."""
    text = await work.asked.recall(intent.asked_id, chat_id)
    if text is None:
        raise Refused("ask.forgotten")
    found = await find(work, text)
    return await _answered(work, found.passing, intent.asked_id, intent.page)


async def find(work: Work, text: str) -> Found:
    """Ranks the sentences of a bounded number of candidate articles against the question."""
    terms = retrieve.question_terms(text)
    counts = await work.search.frequency(terms, _CEILING)
    rarest = sorted((t for t in terms if counts[t]), key=lambda term: counts[term])
    ids = await work.search.likeliest(rarest, limit=_CANDIDATES)
    sentences = await work.articles.sentences_of(ids)
    if not sentences:
        return Found(passing=(), closest=None)
    total = min((await work.articles.reach()).articles, _CEILING)
    scores = retrieve.score(text, [s.text for s in sentences], frequency=counts, total=total)
    order = sorted(range(len(sentences)), key=lambda n: (-scores[n], -sentences[n].article.dated.timestamp()))
    passing = (sentences[n] for n in order if scores[n] >= retrieve.THRESHOLD)
    closest = sentences[order[0]] if scores[order[0]] > 0 else None
    return Found(passing=tuple(passing), closest=closest)


async def _answered(work: Work, passing: Sequence[Sentence], asked_id: int, number: int) -> Answer:
    start = number * _SHOWN
    page = Page.of(passing[start : start + _SHOWN + 1], _SHOWN)
    if not page.items:
        return Answer(blocks=(Notice(text=Text.of("page.end")),))
    blocks: list[Block] = [Heading(text=Text.of("ask.heading"))]
    blocks += await quoting.quotes(work, page.items)
    actions = turn(page, number, lambda n: AskMore(asked_id=asked_id, page=n)) if asked_id else []
    actions += await latest.lead_on(work, _articles(page.items))
    return Answer(blocks=tuple(blocks), actions=tuple(actions))


async def _declined(work: Work, found: Found) -> Answer:
    """No sentence passes: says so, what was looked through, and the nearest thing there is."""
    blocks: list[Block] = [Notice(text=Text.of("ask.none")), *await reach.inventory(work)]
    if found.closest is not None:
        blocks.append(Heading(text=Text.of("ask.closest")))
        blocks += await quoting.quotes(work, [found.closest])
    return Answer(blocks=tuple(blocks), actions=_ways_on(), answered=False)


def _ways_on() -> tuple[Action, ...]:
    return (
        Action.of(Text.of("button.latest"), Latest()),
        Action.of(Text.of("button.help"), Help()),
    )


def _articles(sentences: Sequence[Sentence]) -> list[Article]:
    return list({s.article.id: s.article for s in sentences}.values())
