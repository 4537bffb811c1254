"""Cards: what an unfinished question anywhere in Telegram offers to post, each a whole answer.

They are read by people who never wrote to the bot, so nothing in them depends on who asks.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from newsroom import catalogue, deeplinks, people, quoting, story
from newsroom.answer import Answer, Heading, Notice, Quote, QuoteKind, Text
from newsroom.answers import topic, who
from newsroom.intents import Ask, Intent, Latest, ShowArticle, ShowPerson, ShowStory, ShowTopic
from storage.database import Work
from storage.values import KnownPerson
from summarizer import names, retrieve
from summarizer.topics import Topic

_STORIES = 8  # of one page, as many as a phone's list shows in two screens
_READ = 80  # newest articles among which the stories that hold the words are looked for
_TOPICS_READ = 300
_OFFERED = 2  # people and topics each
_NAME = 4  # words; what is longer names nobody
_LONGEST = 256  # characters: Bot API, InlineQuery.query
_DIGITS = 6  # of an offset

Answering = Callable[[Ask], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing to choose: what the list shows of it, and the answer that choosing it posts.

    ``key`` is unique among a query's cards (1 to 64 characters, A-Z a-z 0-9 _ -). ``title`` and
    ``line`` are verbatim (a Quote) or the bot's words. ``opens`` is the payload of a deep link,
    ``offset`` that of the page that begins with it, "" for what is on the first page alone.
    """

    key: str
    title: Text | Quote
    line: Text | Quote
    answer: Answer
    opens: str
    offset: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """A page of cards; ``following`` is the offset of the next, "" after the last one.

    ``opens`` leads to the best of them, or the same question, in private. ``trouble`` says why there
    are none.
    """

    found: tuple[Card, ...] = ()
    following: str = ""
    opens: str = "latest_0"
    trouble: Text | None = None


async def cards(work: Work, typed: str, offset: str, answering: Answering) -> Cards:
    """The cards for what was typed: people, topics, the answer, then stories, newest first.

    Nothing typed: the latest stories. A misspelt name: the closest. Where nothing is found, a card
    that says so. ``offset`` is a page's ``following``; an unknown one has no cards.
    """
    words = " ".join(typed.split())[:_LONGEST]
    opens = deeplinks.payload(Ask(text=words) if words else Latest()) or "latest_0"
    if len(offset) > _DIGITS or not (offset or "0").isdecimal():
        return Cards(opens=opens)
    start = int(offset or "0")
    persons = await _people(work, words) if words else []
    if words:
        story_ids = await _telling(work, words, persons)
        page = story_ids[start : start + _STORIES + 1]
    else:
        page = [story.id for story in await work.stories.page(_STORIES + 1, start)]
    found = await _subjects(work, words, persons, answering) if words and start == 0 else []
    stories = await _stories(work, page[:_STORIES])
    found += [replace(each, offset=str(start + at)) for at, each in enumerate(stories)]
    if not found and start == 0:
        found = [_empty()]
    if words and start == 0:
        opens = next((card.opens for card in found if not card.key.startswith("story")), opens)
    following = str(start + _STORIES) if len(page) > _STORIES else ""
    return Cards(found=tuple(found), following=following, opens=opens)


async def _subjects(
    work: Work, words: str, persons: Sequence[KnownPerson], answering: Answering
) -> list[Card]:
    """Who and what the words name, and what answers them as a question."""
    found = [await _person(work, person, words) for person in persons]
    found += [card for t in await _topics(work, words) if (card := await _topic(work, t)) is not None]
    if not found or len(retrieve.question_terms(words)) > 1:
        found.append(_answered(words, await answering(Ask(text=words))))
    return found


async def _people(work: Work, words: str) -> list[KnownPerson]:
    """Whom the words name, perhaps cut short or misspelt."""
    if len(words.split()) > _NAME:
        return []
    found = await people.find(work, words)
    return list(found.sure or found.close)[:_OFFERED]


async def _topics(work: Work, words: str) -> list[Topic]:
    """The topic that the words name, or else those that it begins or resembles."""
    if (found := await catalogue.find(work, words)) is not None:
        return [found]
    if len(words.split()) > _NAME:
        return []
    covered = [count.slug for count in await work.topics.counts(_TOPICS_READ)]
    every = await catalogue.every(work)
    begun = [t for slug in covered if (t := every.get(slug)) and _begins(words, [t.name])]
    return list(dict.fromkeys([*begun, *await catalogue.closest(work, words, covered)]))[:_OFFERED]


def _begins(words: str, forms: Iterable[str]) -> bool:
    """Whether the words are the beginning of a name, as while it is typed."""
    typed = words.casefold()
    return len(typed) > 1 and any(
        form.casefold().startswith(typed) or f" {typed}" in form.casefold() for form in forms
    )


async def _person(work: Work, person: KnownPerson, words: str) -> Card:
    intent = ShowPerson(person_id=person.id)
    answer = await who.page(work, intent)
    forms = (person.name, *person.forms)
    spelt = set(names.tokens(words)) <= {token for form in forms for token in names.tokens(form)}
    title = Text.of("who.heading", name=person.name)
    line: Text | Quote = _first(answer, QuoteKind.PHRASE) or _first(answer) or _notice(answer)
    if not (spelt or _begins(words, forms)) and words.isascii():
        line = Text.of("who.meant_one", name=person.name)
    return _card(intent, title, line, answer)


async def _topic(work: Work, known: Topic) -> Card | None:
    """A topic's card; None for one that no article names."""
    intent = ShowTopic(slug=known.slug)
    answer = await topic.page(work, intent)
    line = _first(answer)
    return _card(intent, Text.of("topic.heading", name=known.name), line, answer) if line else None


def _answered(words: str, answer: Answer) -> Card:
    """The sentences that answer the words; or that none does, and what was looked through.

    The message begins with the question, which nobody else in that chat has seen.
    """
    asked = Text.of("card.asked", question=words)
    shown = replace(answer, blocks=(Heading(text=asked), *answer.blocks))
    first = _first(answer)
    in_article = deeplinks.payload(ShowArticle(article_id=first.source.article_id)) if first else None
    opens = deeplinks.payload(Ask(text=words)) or in_article or "latest_0"
    if not answer.answered:
        return Card(
            key="answer", title=Text.of("card.none"), line=_notice(answer, -1), answer=shown, opens=opens
        )
    return Card(key="answer", title=asked, line=first or _notice(answer), answer=shown, opens=opens)


async def _telling(work: Work, words: str, persons: Sequence[KnownPerson]) -> list[int]:
    """The stories with an article that holds all the words, or names whom they mean; newest first."""
    ids = await work.search.newest(retrieve.question_terms(words), every=True, limit=_READ)
    articles = await work.articles.many(ids)
    if not articles and persons:
        articles = await work.people.articles(persons[0].id, _READ)
    return list(dict.fromkeys(a.story_id for a in articles if a.story_id is not None))


async def _stories(work: Work, story_ids: Sequence[int]) -> list[Card]:
    """Stories: the headline each goes by with a summary of that article, and who tells it since when."""
    cards = []
    for facts in await story.read(work, story_ids):
        title = story.headline(facts)
        lead = await quoting.quotes(work, await work.articles.summary(facts.headline.id))
        counted = Text.of(
            "story.counted", number=facts.id, told=story.told(facts), course=story.course(facts)
        )
        answer = Answer(blocks=(title, *lead, Notice(text=counted)))
        cards.append(_card(ShowStory(story_id=facts.id), title, lead[0] if lead else title, answer))
    return cards


def _empty() -> Card:
    text = Text.of("archive.empty")
    answer = Answer(blocks=(Notice(text=text),), answered=False)
    return _card(Latest(), Text.of("start.heading"), text, answer)


def _card(intent: Intent, title: Text | Quote, line: Text | Quote, answer: Answer) -> Card:
    opens = deeplinks.payload(intent) or "latest_0"
    return Card(key=opens, title=title, line=line, answer=answer, opens=opens)


def _first(answer: Answer, *kinds: QuoteKind) -> Quote | None:
    """The first quote, of these kinds."""
    wanted = kinds or (QuoteKind.SENTENCE, QuoteKind.HEADLINE)
    return next((b for b in answer.blocks if isinstance(b, Quote) and b.kind in wanted), None)


def _notice(answer: Answer, number: int = 0) -> Text:
    """A notice of the answer's in the bot's words: the first, or with -1 the last."""
    notices = [block.text for block in answer.blocks if isinstance(block, Notice)]
    return notices[number] if notices else Text.of("start.promise")
