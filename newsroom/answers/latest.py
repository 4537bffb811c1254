"""`/latest`, one story and one article: what has been reported, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from newsroom import briefing, numbered, quoting, reach
from newsroom.answer import Action, Answer, Block, Heading, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import Latest, ShowArticle, ShowContext, ShowPerson, ShowStory, ShowTopic, StoryNews
from newsroom.offload import Offload
from storage.database import Work
from storage.values import Article, Length, Story, Within
from summarizer import topics

_STORIES = 4
_ARTICLES = 4
_BUTTONS = 3
_ADDED = 8  # sentences of a copy that its original lacks


async def latest(work: Work, intent: Latest) -> Answer:
    """Stories, the one with the newest report first, each with its newest headline and lead."""
    page = Page.of(await work.stories.page(_STORIES + 1, intent.page * _STORIES), _STORIES)
    if not page.items:
        key = "latest.end" if intent.page else "archive.empty"
        return Answer(blocks=(Notice(text=Text.of(key)),))
    first = intent.page * _STORIES + 1
    return await _listed(work, page.items, first, turn(page, intent.page, lambda n: Latest(page=n)))


async def within(work: Work, part: Within) -> Answer | None:
    """The stories last told of in a part of the archive; None where there are none."""
    stories = await work.stories.page(_STORIES, after=part.after, before=part.before)
    return await _listed(work, stories, 1, []) if stories else None


async def _listed(work: Work, stories: Sequence[Story], first: int, turns: Sequence[Action]) -> Answer:
    blocks: list[Block] = [Heading(text=Text.of("latest.heading"))]
    actions: list[Action] = []
    for number, story in enumerate(stories, start=first):
        blocks += await _story(work, story, number)
        label = Text.of("button.story", number=number)
        actions.append(Action.of(label, ShowStory(story_id=story.id)))
    return Answer(blocks=tuple(blocks), actions=(*actions, *turns))


async def _story(work: Work, story: Story, number: int) -> list[Block]:
    """A story in a list: how many tell it, the newest headline, and a line of that article."""
    articles = await work.stories.articles(story.id)
    newest = articles[-1]
    lead = await work.articles.summary(newest.id, Length.LINE)
    return [
        Heading(text=Text.of("latest.story", number=number, told=reach.told(articles))),
        quoting.headline(newest, await work.articles.copies(newest.id)),
        *await quoting.quotes(work, lead),
    ]


async def story(work: Work, intent: ShowStory, offload: Offload) -> Answer:
    """A story: what its articles report, told once, each sentence with its source; then the articles."""
    articles = list(reversed(await work.stories.articles(intent.story_id)))
    if not articles:
        raise Refused("story.gone")
    start = intent.page * _ARTICLES
    page = Page.of(articles[start : start + _ARTICLES + 1], _ARTICLES)
    blocks: list[Block] = [Heading(text=Text.of("story.heading", told=reach.told(articles)))]
    actions: list[Action] = []
    if intent.page == 0 and len(articles) > 1:
        blocks += await briefing.brief(offload, articles, budget=briefing.STORY)
        blocks.append(Heading(text=Text.of("story.reports")))
        actions.append(Action.of(Text.of("button.news"), StoryNews(story_id=intent.story_id)))
    for article in page.items:
        blocks.append(quoting.headline(article, await work.articles.copies(article.id)))
        if len(articles) == 1:
            blocks += await quoting.quotes(work, await work.articles.summary(article.id))
    actions += turn(page, intent.page, lambda n: ShowStory(story_id=intent.story_id, page=n))
    actions += await lead_on(work, page.items)
    return Answer(blocks=tuple(blocks), actions=tuple(actions))


async def story_news(work: Work, intent: StoryNews, offload: Offload) -> Answer:
    """What the newest report of a story adds; says so where that is nothing."""
    articles = await work.stories.articles(intent.story_id)
    if not articles:
        raise Refused("story.gone")
    blocks: list[Block] = [Heading(text=Text.of("story.news")), quoting.headline(articles[-1])]
    blocks += await briefing.news(work, offload, articles) or [Notice(text=Text.of("story.no_news"))]
    back = Action.of(Text.of("button.this_story"), ShowStory(story_id=intent.story_id))
    return Answer(blocks=tuple(blocks), actions=(back, *await lead_on(work, articles[-1:])))


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
