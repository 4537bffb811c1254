"""`/who NAME`: a person's role as the articles state it, and what they say of the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from newsroom import briefing, catalogue, people, quoting, reach, timelines
from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Quote, Text
from newsroom.answers import latest, topic
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import (
    Intent,
    Latest,
    PersonBrief,
    PersonSources,
    ShowPerson,
    ShowQuotes,
    ShowTopic,
    Topics,
    Who,
)
from newsroom.offload import Offload
from newsroom.preferences import Follow, Mute
from storage.chat_values import FollowKind
from storage.coverage import Subject
from storage.database import Work
from storage.values import KnownPerson, Phrase

_SENTENCES = 4
_ROLES = 3
_ROLES_READ = 40
_ARTICLES = 6
_ECHOED = 80  # characters of a name that are said back


async def who(work: Work, intent: Who) -> Answer:
    """The person's page; a choice where the name fits several; the closest names where it fits none."""
    found = await people.find(work, intent.name)
    if not found.sure and (known := await catalogue.find(work, intent.name)) is not None:
        return await topic.page(work, ShowTopic(slug=known.slug))
    person = await chosen(work, found, intent.name, lambda each: ShowPerson(person_id=each.id))
    if isinstance(person, Answer):
        return person
    return as_meant(found, intent.name, await page(work, ShowPerson(person_id=person.id)))


async def chosen(
    work: Work, found: people.Found, name: str, to: Callable[[KnownPerson], Intent]
) -> KnownPerson | Answer:
    """The one person whom a typed name fits; else a choice of who may be meant, or that it is nobody."""
    fitting = found.sure or found.close
    if not fitting:
        inventory = await reach.inventory(work)
        none = Notice(text=Text.of("who.none", name=name[:_ECHOED]))
        ways = Action.of(Text.of("button.latest"), Latest()), Action.of(Text.of("button.topics"), Topics())
        return Answer(blocks=(none, *inventory), actions=ways, answered=False)
    if len(fitting) == 1:
        return fitting[0]
    which = Notice(text=Text.of("who.which" if found.sure else "who.meant", name=name[:_ECHOED]))
    items = [
        Item(text=Text.of("who.item", name=p.name, articles=reach.articles(p.articles))) for p in fitting
    ]
    actions = [Action.of(Text.of("button.person", name=p.name), to(p)) for p in fitting]
    return Answer(blocks=(which, *items), actions=tuple(actions))


def as_meant(found: people.Found, name: str, shown: Answer) -> Answer:
    """An answer about the one person found; it begins with the name where that was typed otherwise."""
    if found.literal or not name.isascii():
        return shown
    meant = Notice(text=Text.of("who.meant_one", name=(found.sure or found.close)[0].name))
    return replace(shown, blocks=(meant, *shown.blocks))


async def page(work: Work, intent: ShowPerson) -> Answer:
    """One page about a person; the first also states roles and coverage."""
    person = await _known(work, intent.person_id)
    start = intent.page * _SENTENCES
    found = Page.of(await work.people.sentences(person.id, _SENTENCES + 1, start), _SENTENCES)
    blocks: list[Block] = [Heading(text=Text.of("who.heading", name=person.name))]
    if intent.page == 0:
        blocks += roles(await work.people.roles(person.id, _ROLES_READ))
        blocks.append(reach.notice(await work.people.reach(person.id)))
    if not found.items:
        blocks.append(Notice(text=Text.of("page.end")))
    blocks += await quoting.quotes(work, found.items)
    dated = await work.events.any(Subject.PERSON, str(person.id))
    actions = [
        *turn(found, intent.page, lambda n: ShowPerson(person_id=person.id, page=n)),
        Action.of(Text.of("button.quotes"), ShowQuotes(person_id=person.id)),
        *([timelines.to("p", person.id)] if dated else []),
        Action.of(Text.of("button.brief"), PersonBrief(person_id=person.id)),
        Action.of(Text.of("button.sources"), PersonSources(person_id=person.id)),
        Action.of(
            Text.of("button.follow", name=person.name), Follow(kind=FollowKind.PERSON, key=str(person.id))
        ),
        Action.of(Text.of("button.mute"), Mute(kind=FollowKind.PERSON, key=str(person.id))),
    ]
    return Answer(blocks=tuple(blocks), actions=tuple(actions))


def roles(phrases: Sequence[Phrase]) -> list[Quote]:
    """The roles the articles state, each wording once with its newest source, newest first."""
    distinct: dict[str, Phrase] = {}
    for found in phrases:
        distinct.setdefault(found.text.casefold(), found)
    return [quoting.phrase(found) for found in list(distinct.values())[:_ROLES]]


async def in_brief(work: Work, intent: PersonBrief, offload: Offload) -> Answer:
    """What the newest articles report of the person, nothing twice, each sentence with its source."""
    person = await _known(work, intent.person_id)
    articles = await work.people.articles(person.id, briefing.DOCUMENTS)
    quotes = await briefing.brief(offload, articles, budget=briefing.ABOUT, about=person.name)
    back = Action.of(Text.of("button.person", name=person.name), ShowPerson(person_id=person.id))
    return briefing.answer(person.name, quotes, back, await latest.lead_on(work, articles[:1]))


async def sources(work: Work, intent: PersonSources) -> Answer:
    """The articles that name the person, newest first."""
    person = await _known(work, intent.person_id)
    start = intent.page * _ARTICLES
    found = Page.of(await work.people.articles(person.id, _ARTICLES + 1, start), _ARTICLES)
    heading = Heading(text=Text.of("who.sources", name=person.name))
    actions = [
        *turn(found, intent.page, lambda n: PersonSources(person_id=person.id, page=n)),
        Action.of(Text.of("button.person", name=person.name), ShowPerson(person_id=person.id)),
    ]
    return Answer(blocks=(heading, *(quoting.headline(a) for a in found.items)), actions=tuple(actions))


async def _known(work: Work, person_id: int) -> KnownPerson:
    person = await work.people.get(person_id)
    if person is None:
        raise Refused("who.gone")
    return person
