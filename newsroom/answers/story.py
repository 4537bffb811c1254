"""`/story N`: one story on a card, and its pages: more of it, its sources, its people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime

from newsroom import briefing, maps, numbered, quoting, story, timelines
from newsroom.answer import Action, Answer, Block, Heading, Listed, Notice, Quote, Source, Text
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import ShowArticle, ShowPerson, ShowStory, Story, StoryNews, StoryPeople, StorySources
from newsroom.offload import Offload
from newsroom.preferences import Follow, Mute
from newsroom.story import Facts
from storage.chat_values import FollowKind
from storage.database import Work
from storage.values import Article

_PAGES = 2  # of what its reports say beyond the card; from there the sources lead to them
_PLACED = 50  # newest reports that are looked through for a place
_REPORTS = 10  # on a page of sources
_PEOPLE = 6


Visit = Callable[[int], Awaitable[datetime | None]]
"""Notes that the chat opens a story; when it did the time before, if it did."""


async def typed(work: Work, intent: Story, offload: Offload, visit: Visit) -> Answer:
    """The story of a number as typed; with a # before it, the story of that article."""
    story_id = await numbered_by(work, intent.words)
    return await show(work, ShowStory(story_id=story_id), offload, visit)


async def numbered_by(work: Work, words: str) -> int:
    """The story's number that the words are, or that of the story of an article. Raises Refused."""
    number = numbered.number(words)
    if number is None:
        raise Refused("story.number", words=words[:40])
    story_id = await numbered.story(work, words)
    of_article = words.strip().startswith("#")
    if story_id is None:
        raise Refused("story.gone") if of_article else Refused("story.unknown", number=number)
    return story_id if of_article else number  # an old number is told where it leads


async def show(work: Work, intent: ShowStory, offload: Offload, visit: Visit) -> Answer:
    """The card of a story; on its further pages, what its reports say beyond that."""
    facts = await read(work, intent.story_id)
    if intent.page:
        return await _more(work, facts, min(intent.page, _PAGES), offload)
    blocks: list[Block] = [story.headline(facts)]
    if facts.id != intent.story_id:
        went = Text.of("story.went_up", number=intent.story_id, into=facts.id)
        blocks.insert(0, Notice(text=went))
    counted = Text.of("story.counted", number=facts.id, told=story.told(facts), course=story.course(facts))
    blocks += [Notice(text=counted), *await _summary(work, facts, offload)]
    before = await visit(facts.id)
    dated = await work.events.any_in([each.id for each in facts.originals])
    line = [timelines.to("s", facts.id)] if dated else []
    if await work.places.in_articles([each.id for each in facts.originals[-_PLACED:]]):
        line.append(maps.to("s", facts.id))
    actions = (*_further(facts), *pages(facts, before), *line, *_wishes(facts))
    return Answer(blocks=tuple(blocks), actions=actions)


async def read(work: Work, story_id: int) -> Facts:
    """The facts of a story, or of the one it went up in. Raises Refused where there is neither."""
    current = await work.stories.current(story_id)
    found = await story.read(work, [current.id]) if current else []
    if not found:
        raise Refused("story.gone")
    return found[0]


async def _summary(work: Work, facts: Facts, offload: Offload) -> list[Quote]:
    """What the reports say, told once, each sentence with its own source."""
    if len(facts.originals) == 1:
        return await quoting.quotes(work, await work.articles.summary(facts.headline.id))
    return await briefing.brief(offload, await _told(work, facts), budget=briefing.STORY)


async def _more(work: Work, facts: Facts, page: int, offload: Offload) -> Answer:
    """What the pages before do not say."""
    articles = await _told(work, facts)
    quotes = await _summary(work, facts, offload)
    known: list[str] = []
    for _ in range(page):
        known += [quote.text for quote in quotes]
        quotes = await briefing.brief(offload, articles, budget=briefing.STORY, known=known)
    heading = Heading(text=Text.of("story.more", number=facts.id))
    blocks: Sequence[Block] = quotes or [Notice(text=Text.of("page.end"))]
    goes_on = Page(items=blocks, more=bool(quotes) and page < _PAGES)
    actions = turn(goes_on, page, lambda n: ShowStory(story_id=facts.id, page=n))
    return Answer(blocks=(heading, *blocks), actions=(*actions, *pages(facts)))


async def _told(work: Work, facts: Facts) -> list[Article]:
    """The articles a story is told by: the newest of each account, then the newest of the others."""
    newest = {account.originals[-1].id: None for account in facts.accounts}
    first = [each.id for each in reversed(facts.originals) if each.id in newest]
    others = [each.id for each in reversed(facts.originals) if each.id not in newest]
    return await work.articles.many([*first, *others][: briefing.DOCUMENTS])


async def sources(work: Work, intent: StorySources) -> Answer:
    """Account by account in order of arrival: the headline that began it, later reports and copies."""
    facts = await read(work, intent.story_id)
    start = intent.page * _REPORTS
    page = Page.of(list(_lines(facts))[start : start + _REPORTS + 1], _REPORTS)
    blocks: list[Block] = [Heading(text=Text.of("story.sources", number=facts.id, told=story.told(facts)))]
    if intent.page == 0 and len(facts.outlets) > 1:
        blocks.append(Notice(text=Text.of("story.accounts")))
    if not page.items:
        blocks.append(Notice(text=Text.of("page.end")))
    for at, (heading, line) in enumerate(page.items):
        if at == 0 or heading != page.items[at - 1][0]:
            blocks.append(Heading(text=heading))
        blocks.append(line)
    actions = turn(page, intent.page, lambda n: StorySources(story_id=facts.id, page=n))
    return Answer(blocks=tuple(blocks), actions=(*actions, back(facts)))


def _lines(facts: Facts) -> Iterator[tuple[Text, Block]]:
    """A line for each report, with the heading of the account that it stands under."""
    for number, account in enumerate(facts.accounts, start=1):
        outlet = account.outlet or Text.of("source.unknown")
        copies = len({each.source for each in account.reports if each.original_id is not None})
        heading = Text.of("story.account", number=number, name=outlet)
        if copies:
            heading = Text.of("story.account_also", number=number, name=outlet, copies=copies)
        begun = account.originals[0]
        yield heading, quoting.headline(begun)
        for each in account.reports:
            if each.id != begun.id:
                note = Text.of("story.copy" if each.original_id is not None else "story.later")
                yield heading, Listed(source=Source.of(each), note=note)


async def people(work: Work, intent: StoryPeople) -> Answer:
    """Whom the reports name, those in most of them first, each with the role that is stated last."""
    facts = await read(work, intent.story_id)
    start = intent.page * _PEOPLE
    page = Page.of(await work.reports.people(facts.id, _PEOPLE + 1, start), _PEOPLE)
    roles = await work.reports.roles(facts.id, [each.id for each in page.items])
    blocks: list[Block] = [Heading(text=Text.of("story.people", number=facts.id))]
    if not page.items:
        blocks.append(Notice(text=Text.of("page.end" if intent.page else "story.nobody")))
    for each in page.items:
        named = Text.of("story.named", name=each.name, count=each.articles, reports=len(facts.originals))
        blocks.append(Notice(text=named))
        if each.id in roles:
            blocks.append(quoting.phrase(roles[each.id]))
    actions = [
        *(
            Action.of(Text.of("button.person", name=each.name), ShowPerson(person_id=each.id))
            for each in page.items
        ),
        *turn(page, intent.page, lambda n: StoryPeople(story_id=facts.id, page=n)),
        back(facts),
    ]
    return Answer(blocks=tuple(blocks), actions=tuple(actions))


def _further(facts: Facts) -> list[Action]:
    """The button to more of the story."""
    if len(facts.originals) > 1:
        return [Action.of(Text.of("button.more"), ShowStory(story_id=facts.id, page=1))]
    longer = ShowArticle(article_id=facts.headline.id, long=1)
    return [Action.of(Text.of("button.more"), longer)]


def pages(facts: Facts, before: datetime | None = None) -> list[Action]:
    """The buttons to a story's other pages; what is new is told since ``before``, if that is known."""
    since = int(before.timestamp()) // 60 if before else 0
    return [
        Action.of(Text.of("button.sources"), StorySources(story_id=facts.id)),
        Action.of(Text.of("button.news"), StoryNews(story_id=facts.id, since=since)),
        Action.of(Text.of("button.people"), StoryPeople(story_id=facts.id)),
    ]


def _wishes(facts: Facts) -> list[Action]:
    """The buttons to follow and to mute a story."""
    kind, key = FollowKind.STORY.value, str(facts.id)
    return [
        Action.of(Text.of("button.follow_story"), Follow(kind=kind, key=key)),
        Action.of(Text.of("button.mute"), Mute(kind=kind, key=key)),
    ]


def back(facts: Facts) -> Action:
    """The button to the card."""
    return Action.of(Text.of("button.this_story"), ShowStory(story_id=facts.id))
