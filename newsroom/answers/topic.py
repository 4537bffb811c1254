"""`/topic`: what the articles say of a country, place or organisation."""

from __future__ import annotations

from newsroom import briefing, catalogue, maps, people, quoting, reach, timelines
from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Text
from newsroom.answers import latest
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import ShowPerson, ShowTopic, TopicBrief, Topics, TopicSources
from newsroom.intents import Topic as NamedTopic
from newsroom.offload import Offload
from newsroom.preferences import Follow, Mute
from storage.chat_values import FollowKind
from storage.coverage import Subject
from storage.database import Work
from summarizer.topics import Topic

_SENTENCES = 4
_ARTICLES = 6
_ECHOED = 80  # characters of a name that are said back
_NEWEST = 200  # sentences, in which it is looked who and what is named beside a topic
_BESIDE = 5
_PLACED = 50  # newest sentences that are looked through for a place
_PLACES = {"country", "territory"}
_READ = 300  # topics among which a misspelt one is looked for


async def topic(work: Work, intent: NamedTopic) -> Answer:
    """The page of the topic that was named, by any of its aliases."""
    found = await catalogue.find(work, intent.name)
    if found is not None:
        return await page(work, ShowTopic(slug=found.slug))
    if (person := await people.find(work, intent.name)).sure:
        offered = [
            Action.of(Text.of("button.person", name=p.name), ShowPerson(person_id=p.id)) for p in person.sure
        ]
        text = Text.of("topic.person", name=intent.name[:_ECHOED])
        return Answer(blocks=(Notice(text=text),), actions=tuple(offered))
    covered = [count.slug for count in await work.topics.counts(_READ)]
    close = await catalogue.closest(work, intent.name, covered)
    if not close:
        inventory = await reach.inventory(work)
        return Answer(
            blocks=(Notice(text=Text.of("topic.unknown", name=intent.name[:_ECHOED])), *inventory),
            actions=(Action.of(Text.of("button.topics"), Topics()),),
            answered=False,
        )
    actions = [Action.of(Text.of("button.topic", name=t.name), ShowTopic(slug=t.slug)) for t in close]
    text = Text.of("topic.meant", name=intent.name[:_ECHOED], closest=close[0].name)
    return Answer(blocks=(Notice(text=text),), actions=tuple(actions))


async def page(work: Work, intent: ShowTopic) -> Answer:
    """One page about a topic, newest sentences first."""
    known = await _known(work, intent.slug)
    start = intent.page * _SENTENCES
    found = Page.of(await work.topics.sentences(known.slug, _SENTENCES + 1, start), _SENTENCES)
    if not found.items and intent.page == 0:
        inventory = await reach.inventory(work)
        return Answer(
            blocks=(
                Notice(text=Text.of("topic.none", name=known.name)),
                *await _defined(work, known),
                *inventory,
            ),
            actions=(Action.of(Text.of("button.topics"), Topics()),),
            answered=False,
        )
    blocks: list[Block] = [Heading(text=Text.of("topic.heading", name=known.name))]
    if intent.page == 0:
        blocks += [*await _defined(work, known), reach.notice(await work.topics.reach(known.slug))]
        blocks += await _beside(work, known)
    if not found.items:
        blocks.append(Notice(text=Text.of("page.end")))
    blocks += await quoting.quotes(work, found.items)
    dated = await work.events.any(Subject.TOPIC, known.slug)
    placed = await work.places.with_topic(known.slug, _PLACED)
    actions = [
        *turn(found, intent.page, lambda n: ShowTopic(slug=known.slug, page=n)),
        *([timelines.to("t", known.slug)] if dated else []),
        *([maps.to("t", known.slug)] if placed else []),
        Action.of(Text.of("button.brief"), TopicBrief(slug=known.slug)),
        Action.of(Text.of("button.sources"), TopicSources(slug=known.slug)),
        Action.of(Text.of("button.follow", name=known.name), Follow(kind=FollowKind.TOPIC, key=known.slug)),
        Action.of(Text.of("button.mute"), Mute(kind=FollowKind.TOPIC, key=known.slug)),
    ]
    return Answer(blocks=tuple(blocks), actions=tuple(actions))


async def in_brief(work: Work, intent: TopicBrief, offload: Offload) -> Answer:
    """What the newest articles report of the topic, nothing twice, each sentence with its source."""
    known = await _known(work, intent.slug)
    articles = await work.topics.articles(known.slug, briefing.DOCUMENTS)
    own = await work.defined.get(known.slug) if known.kind == catalogue.DEFINED else None
    about = known.name if own is None else "\n".join(own.words)
    quotes = await briefing.brief(offload, articles, budget=briefing.ABOUT, about=about)
    back = Action.of(Text.of("button.topic", name=known.name), ShowTopic(slug=known.slug))
    return briefing.answer(known.name, quotes, back, await latest.lead_on(work, articles[:1]))


async def sources(work: Work, intent: TopicSources) -> Answer:
    """The articles that name the topic, newest first."""
    known = await _known(work, intent.slug)
    start = intent.page * _ARTICLES
    found = Page.of(await work.topics.articles(known.slug, _ARTICLES + 1, start), _ARTICLES)
    heading = Heading(text=Text.of("topic.sources", name=known.name))
    actions = [
        *turn(found, intent.page, lambda n: TopicSources(slug=known.slug, page=n)),
        Action.of(Text.of("button.topic", name=known.name), ShowTopic(slug=known.slug)),
    ]
    return Answer(blocks=(heading, *(quoting.headline(a) for a in found.items)), actions=tuple(actions))


async def _known(work: Work, slug: str) -> Topic:
    known = await catalogue.known(work, slug)
    if known is None:
        raise Refused("topic.unknown", name=slug)
    return known


async def _beside(work: Work, known: Topic) -> list[Block]:
    """Whom and which places its newest sentences name."""
    every = await catalogue.every(work)
    slugs = await work.topics.beside(known.slug, _NEWEST)
    where = [every[slug].name for slug in slugs if slug in every and every[slug].kind in _PLACES]
    ids = await work.topics.people_beside(known.slug, _NEWEST, _BESIDE)
    people = await work.people.known(ids)
    who = [people[each].name for each in ids if each in people]
    named = (("topic.where", where[:_BESIDE]), ("topic.who", who))
    return [Item(text=Text.of(key, names=", ".join(names))) for key, names in named if names]


async def _defined(work: Work, known: Topic) -> list[Block]:
    """By which words the editors defined it, and whether the archive has been read for it."""
    own = await work.defined.get(known.slug) if known.kind == catalogue.DEFINED else None
    if own is None:
        return []
    blocks: list[Block] = [Notice(text=Text.of("topics.by", words=", ".join(own.words)))]
    return [*blocks, Notice(text=Text.of("topics.reading"))] if own.below else blocks
