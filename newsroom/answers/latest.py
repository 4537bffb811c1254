"""`/latest` and one article: what has been reported, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsroom import catalogue, numbered, quoting, ranking, story
from newsroom.answer import Action, Answer, Block, Heading, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import Latest, ShowArticle, ShowContext, ShowPerson, ShowStory, ShowTopic
from newsroom.ranking import Entry
from storage.chat_values import Tastes
from storage.database import Work
from storage.values import Article, Length, Within
from summarizer import kinds

_STORIES = 6
_PAGES = 10  # whose stories are ranked together
_BLOCK = _PAGES * _STORIES
_BUTTONS = 3
_ADDED = 8  # sentences of a copy that its original lacks


async def latest(work: Work, intent: Latest, tastes: Tastes) -> Answer:
    """Stories: the later reported, by the more accounts, the higher; those on what is followed before others.

    They are ranked within blocks of the newest, so that a page costs the same in any archive.
    """
    block = intent.page // _PAGES
    found = await work.stories.page(_BLOCK + 1, block * _BLOCK)
    if not found:
        key = "latest.end" if intent.page else "archive.empty"
        return Answer(blocks=(Notice(text=Text.of(key)),))
    ids = [each.id for each in found[:_BLOCK]]
    entries = await ranking.ranked(work, ids, tastes)
    last = max(0, len(entries) - 1) // _STORIES
    page = min(intent.page % _PAGES, last)  # of this block, which has fewer pages where stories are muted
    shown = Page.of(entries[page * _STORIES :], _STORIES)
    number = block * _PAGES + page
    following = number + 1 if shown.more else (block + 1) * _PAGES
    turns = turn(
        Page(items=shown.items, more=shown.more or len(found) > _BLOCK),
        number,
        lambda n: Latest(page=following if n > number else n),
    )
    answer = _listed(shown.items, turns)
    if page < last or len(entries) == len(ids):
        return answer
    muted = Notice(text=Text.of("latest.muted", count=len(ids) - len(entries)))
    return replace(answer, blocks=(*answer.blocks, muted))


async def within(work: Work, part: Within) -> Answer | None:
    """The stories last told of in a part of the archive; None where there are none."""
    found = await work.stories.page(_STORIES, after=part.after, before=part.before)
    facts = await story.read(work, [each.id for each in found])
    return _listed([Entry(facts=each) for each in facts], []) if facts else None


def _listed(entries: Sequence[Entry], turns: Sequence[Action]) -> Answer:
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


async def article(work: Work, intent: ShowArticle, *, noted: bool = False) -> Answer:
    """One article: headline, source and summary; where ``noted``, what an admin wrote beside its link."""
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
    given = await work.inbox.get(found.submission_id) if noted and found.submission_id else None
    if given is not None and given.note and given.file_id is None:
        blocks.append(Notice(text=Text.of("article.note", note=given.note)))
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
    every = await catalogue.every(work)
    known = [every[slug] for slug in slugs if slug in every and every[slug].kind not in kinds.KINDS]
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
