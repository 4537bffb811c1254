"""`/latest` and one article: what has been reported, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

from newsroom import numbered, quoting, story
from newsroom.answer import Action, Answer, Block, Heading, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import Latest, ShowArticle, ShowContext, ShowPerson, ShowStory, ShowTopic
from newsroom.story import Facts
from storage.chat_values import Follow, FollowKind
from storage.database import Work
from storage.values import Article, Length, Within
from summarizer import topics

_STORIES = 6
_BLOCK = 60  # stories that are ranked together, a whole number of pages
_A_DOUBLING = timedelta(hours=6)
_A_FOLLOW = timedelta(hours=24)
_BUTTONS = 3
_ADDED = 8  # sentences of a copy that its original lacks


async def latest(work: Work, intent: Latest, follows: Sequence[Follow]) -> Answer:
    """Stories: the later reported, by the more accounts, the higher; those on what is followed before others.

    They are ranked within blocks of the newest, so that a page costs the same in any archive.
    """
    block, start = divmod(intent.page * _STORIES, _BLOCK)
    found = await work.stories.page(_BLOCK + 1, block * _BLOCK)
    if len(found) <= start:
        key = "latest.end" if intent.page else "archive.empty"
        return Answer(blocks=(Notice(text=Text.of(key)),))
    ranked = await _ranked(work, [each.id for each in found[:_BLOCK]], follows)
    goes_on = Page(items=ranked[start : start + _STORIES], more=len(found) > start + _STORIES)
    return _listed(goes_on.items, turn(goes_on, intent.page, lambda n: Latest(page=n)))


async def within(work: Work, part: Within) -> Answer | None:
    """The stories last told of in a part of the archive; None where there are none."""
    found = await work.stories.page(_STORIES, after=part.after, before=part.before)
    facts = await story.read(work, [each.id for each in found])
    return _listed([_Entry(facts=each) for each in facts], []) if facts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    facts: Facts
    followed: bool = False

    @property
    def rank(self) -> datetime:
        """When it was last reported, put forward for each doubling of its accounts and for a follow."""
        accounts = _A_DOUBLING * log2(len(self.facts.accounts))
        return self.facts.newest.dated + accounts + (_A_FOLLOW if self.followed else timedelta())


async def _ranked(work: Work, story_ids: Sequence[int], follows: Sequence[Follow]) -> list[_Entry]:
    people = [int(each.key) for each in follows if each.kind is FollowKind.PERSON]
    slugs = [each.key for each in follows if each.kind is FollowKind.TOPIC]
    followed = await work.reports.naming(story_ids, people=people, topics=slugs) if follows else set()
    entries = [_Entry(facts=each, followed=each.id in followed) for each in await story.read(work, story_ids)]
    return sorted(entries, key=lambda each: (each.rank, each.facts.id), reverse=True)


def _listed(entries: Sequence[_Entry], turns: Sequence[Action]) -> Answer:
    """A line and a headline each, and a button to it."""
    blocks: list[Block] = [Heading(text=Text.of("latest.heading"))]
    for each in entries:
        facts = each.facts
        key = "latest.followed" if each.followed else "latest.line"
        at = story.when(facts.newest)
        line = Text.of(key, number=facts.id, told=story.told(facts), at=at)
        blocks += [Notice(text=line), story.headline(facts)]
    actions = [
        Action.of(Text.of("button.story", number=each.facts.id), ShowStory(story_id=each.facts.id))
        for each in entries
    ]
    return Answer(blocks=tuple(blocks), actions=(*actions, *turns))


async def article(work: Work, intent: ShowArticle) -> Answer:
    """One article: headline, source and summary."""
    found = await numbered.article(work, intent.article_id)
    original = await work.articles.get(found.original_id) if found.original_id else None
    if found.original_id is not None and original is None:
        raise Refused("article.gone", number=intent.article_id)
    told = original or found
    normal = await work.articles.summary(told.id)
    long = await work.articles.summary(told.id, Length.LONG)
    blocks: list[Block] = [
        Heading(text=Text.of("article.heading", number=found.id)),
        quoting.headline(found, await work.articles.copies(found.id)),
        *await quoting.quotes(work, long if intent.long else normal),
    ]
    if original is not None and (own := await work.articles.sentences_of([found.id])):
        blocks.append(Heading(text=Text.of("article.adds", number=original.id)))
        blocks += await quoting.quotes(work, own[:_ADDED])
    actions = await lead_on(work, [told])
    if len(long) > len(normal):
        key = "button.shorter" if intent.long else "button.longer"
        other = ShowArticle(article_id=found.id, long=0 if intent.long else 1)
        actions.insert(0, Action.of(Text.of(key), other))
    if told.story_id is not None:
        actions.insert(0, Action.of(Text.of("button.this_story"), ShowStory(story_id=told.story_id)))
    return Answer(blocks=tuple(blocks), actions=tuple(actions))


async def context(work: Work, intent: ShowContext) -> Answer:
    """A sentence among those around it, under its article's headline."""
    found = await work.articles.get(intent.article_id)
    quotes = await quoting.in_context(work, intent.article_id, intent.position)
    if found is None or not quotes:
        raise Refused("article.gone", number=intent.article_id)
    blocks = (quoting.headline(found), *quotes)
    summary = Action.of(Text.of("button.article", number=found.id), ShowArticle(article_id=found.id))
    return Answer(blocks=blocks, actions=(summary, *await lead_on(work, [found])))


async def lead_on(work: Work, articles: Sequence[Article]) -> list[Action]:
    """Buttons to the people and topics of some articles."""
    people = {p.id: p.name for a in articles for p in await work.people.of_article(a.id)}
    slugs = {slug: None for a in articles for slug in await work.topics.of_article(a.id)}
    known = [topics.TOPICS[slug] for slug in slugs if slug in topics.TOPICS]
    return [
        *(
            Action.of(Text.of("button.person", name=name), ShowPerson(person_id=person_id))
            for person_id, name in list(people.items())[:_BUTTONS]
        ),
        *(
            Action.of(Text.of("button.topic", name=topic.name), ShowTopic(slug=topic.slug))
            for topic in known[:_BUTTONS]
        ),
    ]
