"""A plain question: the sentences that answer it, or an honest "not in my articles"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from newsroom import (
    answering,
    catalogue,
    conversation,
    people,
    publishers,
    quoting,
    reach,
    spelling,
    spoken,
    tongues,
    windows,
)
from newsroom.answer import Action, Answer, Block, Heading, Notice, Quote, Text
from newsroom.answering import Found
from newsroom.answers import latest, topic, who
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import About, Ask, AskMore, Help, Latest, ShowContext, ShowPerson, ShowStory, Who
from newsroom.intents import Topic as NamedTopic
from storage.chat_values import Asked
from storage.database import Work
from storage.values import Within
from summarizer import retrieve

_SHOWN = 3
_LONGEST = 500  # characters of a question

Remember = Callable[..., Awaitable[int]]
"""Keeps a question: ``(text, page=, person=)`` to its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who asks, as far as an answer depends on it: what they asked last, the time, their zone."""

    last: Asked | None
    now: datetime
    zone: ZoneInfo
    remember: Remember


async def ask(work: Work, intent: Ask, reader: Reader) -> Answer:
    """The best sentences for a question, best first; a follow-up is read as a whole one."""
    if len(intent.text) > _LONGEST:
        raise Refused("ask.too_long", count=_LONGEST)
    whole = await _whole(work, intent.text, reader)
    text = whole or intent.text
    words, within = await _scope(work, text, reader)
    if spoken.is_open(words) or not retrieve.question_terms(words):
        return await _wordless(work, intent.text, within)
    answer = await _told(work, text, reader)
    if not answer.answered and (put := await spelling.put_right(work, text)) is not None:
        answer, whole = await _told(work, put, reader), put
    if whole is None:
        return answer
    return replace(answer, blocks=(Notice(text=Text.of("ask.taken", question=whole)), *answer.blocks))


async def _told(work: Work, text: str, reader: Reader) -> Answer:
    """What the archive has on a whole question, which is remembered whether anything answers it or not."""
    words, within = await _scope(work, text, reader)
    found = await answering.find(work, words, within)
    person = await _person(work, words, found)
    asked_id = await reader.remember(text, person=person)
    if not found.passing:
        return await _declined(work, words, found, within, reader.now)
    return await _page(work, words, found.passing, asked_id, 0)


async def more(work: Work, intent: AskMore, reader: Reader, *, chat_id: int) -> Answer:
    """A further page of a question asked before in the same chat."""
    text = await work.asked.recall(intent.asked_id, chat_id)
    if text is None:
        raise Refused("ask.forgotten")
    words, within = await _scope(work, text, reader)
    found = await answering.find(work, words, within)
    return await _page(work, words, found.passing, intent.asked_id, intent.page)


async def go_on(work: Work, reader: Reader) -> Answer:
    """The next page of what was asked last, asked for in words."""
    if reader.last is None:
        raise Refused("ask.nothing_before")
    words, within = await _scope(work, reader.last.text, reader)
    found = await answering.find(work, words, within)
    page = reader.last.page + 1
    asked_id = await reader.remember(reader.last.text, page=page, person=reader.last.person)
    return await _page(work, words, found.passing, asked_id, page)


async def about(work: Work, intent: About, reader: Reader) -> Answer:
    """The page of the subject that the words name, else the answer to the whole question."""
    whole = await _whole(work, intent.text, reader)
    _, window = windows.find(intent.name, now=reader.now, zone=reader.zone)
    if whole is not None or window is not None:
        return await ask(work, Ask(text=intent.text), reader)
    if not intent.person and await catalogue.find(work, intent.name) is not None:
        return await topic.topic(work, NamedTopic(name=intent.name))
    found = await people.find(work, intent.name)
    if not found.sure:
        return await ask(work, Ask(text=intent.text), reader)
    if len(found.sure) == 1:
        await reader.remember(intent.text, person=found.sure[0].name)
    return await who.who(work, Who(name=intent.name))


async def _whole(work: Work, text: str, reader: Reader) -> str | None:
    """The question that a follow-up stands for; None for what stands for itself."""
    if reader.last is None:
        return None
    sources = await work.articles.sources()
    return conversation.resolve(text, reader.last, now=reader.now, zone=reader.zone, sources=sources)


async def _scope(work: Work, text: str, reader: Reader) -> tuple[str, Within]:
    """The question without its words of time and source, and the part of the archive they name."""
    words, window = windows.find(text, now=reader.now, zone=reader.zone)
    words, sources = publishers.find(words, await work.articles.sources())
    after, before = (window.after, window.before) if window else (None, None)
    return words, Within(after=after, before=before, sources=frozenset(sources) or None)


async def _wordless(work: Work, typed: str, within: Within) -> Answer:
    """Nothing is asked about but a time, or nothing at all."""
    timed = within.after is not None or within.before is not None
    listed = await latest.within(work, within) if timed else None
    if listed is not None:
        return listed
    key = "ask.none_then" if timed else "ask.empty"
    return Answer(blocks=(Notice(text=Text.of(key)),), actions=_ways_on(), refused=not typed)


async def _person(work: Work, text: str, found: Found) -> str | None:
    """Whom the question names, or else the one person whom the best sentence names: who "he" is next."""
    for name in conversation.names(text):
        named = await people.find(work, name)
        if len(named.sure) == 1:
            return named.sure[0].name
    if found.passing:
        best = found.passing[0].sentence
        told_of = await work.people.in_sentence(best.article.id, best.position)
        if len(told_of) == 1:
            return told_of[0].name
    return None


async def _page(
    work: Work, question: str, passing: Sequence[answering.Hit], asked_id: int, number: int
) -> Answer:
    start = number * _SHOWN
    page = Page.of(passing[start : start + _SHOWN + 1], _SHOWN)
    if not page.items:
        return Answer(blocks=(Notice(text=Text.of("page.end")),))
    key = "ask.differ" if answering.figures_differ(question, page.items) else "ask.heading"
    quotes = _once([await _quote(work, hit) for hit in page.items])
    actions = turn(page, number, lambda n: AskMore(asked_id=asked_id, page=n))
    actions += await _lead_on(work, page.items[0])
    return Answer(blocks=(Heading(text=Text.of(key)), *quotes), actions=tuple(actions))


def _once(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes without those that stand whole in an earlier one, as a sentence put before another does."""
    kept: list[Quote] = []
    for quote in quotes:
        article = quote.source.article_id
        if not any(article == each.source.article_id and quote.text in each.text for each in kept):
            kept.append(quote)
    return kept


async def _quote(work: Work, hit: answering.Hit) -> Quote:
    """A sentence with its answering words marked, after the one it leans on, and who else carries it."""
    quote = await quoting.spoken(work, hit.sentence)
    lead = len(quote.text) - len(hit.sentence.text)
    return replace(
        quote,
        marks=tuple((start + lead, end + lead) for start, end in hit.marks),
        others=tuple(quoting.sources(hit.also)),
    )


async def _lead_on(work: Work, best: answering.Hit) -> list[Action]:
    """From the best sentence on: what stands around it, its story, the people and topics of its article."""
    article, position = best.sentence.article, best.sentence.position
    actions = [
        Action.of(Text.of("button.context"), ShowContext(article_id=article.id, position=position)),
    ]
    if article.story_id is not None:
        actions.append(Action.of(Text.of("button.this_story"), ShowStory(story_id=article.story_id)))
    named = await work.people.in_sentence(article.id, position)
    actions += [
        Action.of(Text.of("button.who_is", name=person.name), ShowPerson(person_id=person.id))
        for person in named[:2]
    ]
    seen = {action.token for action in actions}
    return actions + [a for a in await latest.lead_on(work, [article]) if a.token not in seen]


async def _declined(work: Work, question: str, found: Found, within: Within, now: datetime) -> Answer:
    """No sentence passes: says so, what was looked through, and the nearest thing there is."""
    blocks: list[Block] = [await reach.none(work, now)]
    if tongues.foreign(question):
        blocks.insert(0, Notice(text=Text.of("ask.english")))
    if within != Within():
        outside = await answering.find(work, question, Within())
        if outside.passing:
            quotes = _once([await _quote(work, hit) for hit in outside.passing[:_SHOWN]])
            blocks = [Notice(text=Text.of("ask.none_there")), *quotes]
            actions = await _lead_on(work, outside.passing[0])
            return Answer(blocks=tuple(blocks), actions=tuple(actions), answered=False)
    if found.closest is not None:
        blocks.append(Heading(text=Text.of("ask.closest")))
        blocks += await quoting.quotes(work, [found.closest])
    return Answer(blocks=tuple(blocks), actions=_ways_on(), answered=False)


def _ways_on() -> tuple[Action, ...]:
    return (
        Action.of(Text.of("button.latest"), Latest()),
        Action.of(Text.of("button.help"), Help()),
    )
