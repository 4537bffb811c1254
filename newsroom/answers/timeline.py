"""`/timeline NAME|TOPIC|STORY`: dated sentences by the day on which what they tell was done.

The day stands beside each sentence. The first page has the latest days, and every page runs forward in time.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from newsroom import catalogue, people, quoting, reach
from newsroom.answer import Action, Answer, Block, Heading, Moment, Notice, Quote, Text
from newsroom.answers import story, who, whose_page
from newsroom.answers.paging import Page
from newsroom.answers.whose_page import Subject
from newsroom.errors import Refused
from newsroom.intents import Latest, ShowTimeline, Timeline, Topics
from storage.coverage import Subject as Kind
from storage.database import Work
from storage.values import Event, Precision
from summarizer import retrieve
from summarizer.terms import terms

_SHOWN = 6
_READ = 150  # newest reports of a story
_WITH_WORDS = 60  # newest articles with the words, whose sentences are looked at
_BEGINS = 3  # letters that a stem and its words begin with
_TOPICS_READ = 300  # topics among which a misspelt one is looked for
_ECHOED = 80  # characters of a name that are said back
_STORY = re.compile(r"(?:(?:the )?story )?(?P<number>#?\d+)", re.IGNORECASE)
_WHOLE = re.compile(r"\d{4}")

Remember = Callable[[str], Awaitable[int]]


async def timeline(work: Work, intent: Timeline, remember: Remember) -> Answer:
    """The timeline of a story by its number, of a topic, a person, or else of words; or what may be meant."""
    words = " ".join(intent.words.split())
    if numbered := _STORY.fullmatch(words):
        return await _page(work, await _numbered(work, numbered["number"]), 0)
    if (topic := await catalogue.find(work, words)) is not None:
        return await _page(work, whose_page.topic(topic, "timeline.name"), 0)
    found = await people.find(work, words)
    if not found.sure and (terms_of := frozenset(retrieve.question_terms(words))):
        subject = _words(words, "", terms_of)
        if events := await _read(work, subject, 0):
            asked = await remember(f"/timeline {words}")
            return _shown(_words(words, str(asked), terms_of), events, await _quotes(work, events), 0)
    if not (found.sure or found.close):
        return await _meant(work, words)
    person = await who.chosen(work, found, words, lambda each: ShowTimeline(kind="p", key=str(each.id)))
    if isinstance(person, Answer):
        return person
    return who.as_meant(
        found, words, await _page(work, await whose_page.person(work, person.id, "timeline.name"), 0)
    )


async def _numbered(work: Work, number: str) -> Subject:
    return await whose_page.story(work, await story.numbered_by(work, number), "timeline.story")


async def page(work: Work, intent: ShowTimeline, *, chat_id: int) -> Answer:
    """One page of a timeline. Raises Refused for a subject that is gone."""
    return await _page(work, await _subject(work, intent, chat_id), intent.page)


async def _meant(work: Work, words: str) -> Answer:
    """That nothing has this name, and the topics that may be meant."""
    covered = [count.slug for count in await work.topics.counts(_TOPICS_READ)]
    close = await catalogue.closest(work, words, covered)
    if close:
        offered = [
            Action.of(Text.of("button.topic", name=t.name), ShowTimeline(kind="t", key=t.slug)) for t in close
        ]
        text = Text.of("timeline.meant", name=words[:_ECHOED], closest=close[0].name)
        return Answer(blocks=(Notice(text=text),), actions=tuple(offered), answered=False)
    none = Notice(text=Text.of("timeline.unknown", name=words[:_ECHOED]))
    ways = Action.of(Text.of("button.latest"), Latest()), Action.of(Text.of("button.topics"), Topics())
    return Answer(blocks=(none, *await reach.inventory(work)), actions=ways, answered=False)


async def _subject(work: Work, intent: ShowTimeline, chat_id: int) -> Subject:
    """The subject that a button stands for. Raises Refused for one that is gone."""
    kind, key = intent.kind, intent.key
    if kind == "t" and (topic := await catalogue.known(work, key)) is not None:
        return whose_page.topic(topic, "timeline.name")
    if key.isascii() and key.isdecimal():
        if kind == "p":
            return await whose_page.person(work, int(key), "timeline.name")
        if kind == "s":
            return await whose_page.story(work, int(key), "timeline.story")
        if kind == "w" and (asked := await work.asked.recall(int(key), chat_id)) is not None:
            words = asked.removeprefix("/timeline ")
            return _words(words, key, frozenset(retrieve.question_terms(words)))
    raise Refused("timeline.forgotten")


def _words(words: str, key: str, held: frozenset[str]) -> Subject:
    return Subject(kind="w", key=key, name=Text.of("timeline.words", words=words[:_ECHOED]), words=held)


async def _page(work: Work, subject: Subject, number: int) -> Answer:
    events = await _read(work, subject, number)
    return _shown(subject, events, await _quotes(work, events), number)


def _shown(subject: Subject, events: Sequence[Event], quotes: Sequence[Quote], number: int) -> Answer:
    found = Page.of(events, _SHOWN)
    blocks: list[Block] = [Heading(text=Text.of("timeline.heading", name=subject.name))]
    home = () if subject.home is None else (subject.home,)
    if not found.items and number == 0:
        none = Notice(text=Text.of("timeline.none", name=subject.name))
        return Answer(blocks=(none,), actions=home, answered=False)
    blocks.append(Notice(text=Text.of("timeline.order" if found.items else "page.end")))
    actions: list[Action] = []
    if found.more:
        actions.append(Action.of(Text.of("button.earlier"), _turned(subject, number + 1)))
    if number > 0:
        actions.append(Action.of(Text.of("button.later"), _turned(subject, number - 1)))
    return Answer(blocks=(*blocks, *quotes[::-1]), actions=(*actions, *home))


def _turned(subject: Subject, number: int) -> ShowTimeline:
    return ShowTimeline(kind=subject.kind, key=subject.key, page=number)


async def _read(work: Work, subject: Subject, number: int) -> list[Event]:
    """The events of a page and one more, the latest first."""
    start, size = number * _SHOWN, _SHOWN + 1
    match subject.kind:
        case "t":
            return await work.events.of(Kind.TOPIC, subject.key, size, start)
        case "p":
            return await work.events.of(Kind.PERSON, subject.key, size, start)
        case "s":
            ids = await work.stories.newest(int(subject.key), _READ)
            return await work.events.in_articles(ids, size, start)
    ids = await work.search.newest(sorted(subject.words), every=True, limit=_WITH_WORDS)
    holding = [
        each
        for each in await work.events.in_articles(ids)
        if _may_hold(each.sentence.text, subject.words)
        and subject.words <= set(terms(each.sentence.text, each.sentence.article.language))
    ]
    return holding[start : start + size]


def _may_hold(text: str, stems: frozenset[str]) -> bool:
    """Whether a text may have words of all the stems, which begin as their words do; quick."""
    plain = text.casefold()
    return all(stem[:_BEGINS] in plain for stem in stems if stem.isascii() and plain.isascii())


async def _quotes(work: Work, events: Sequence[Event]) -> list[Quote]:
    """The sentences of a page, each with its day beside it and, where it points back, those before it."""
    return [await _quote(work, each) for each in events[:_SHOWN]]


async def _quote(work: Work, event: Event) -> Quote:
    told, article = event.happening, event.sentence.article
    words = article.body[told.start : told.end]
    day = Moment(at=datetime.combine(told.day, time(), tzinfo=UTC), precision=Precision.DAY)
    note = Text.of("timeline.on", day=day)
    if not _WHOLE.search(words):
        note = Text.of("timeline.day", words=words, day=day)
    shown = await quoting.alone(work, event.sentence)
    return replace(shown, note=note, others=quoting.sources(event.others))
