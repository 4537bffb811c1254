"""`/topics`: what the archive is about, in groups of like topics, of each the most covered first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsroom import catalogue, reach
from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.intents import TRENDING, ShowTopic, Topics
from storage.database import Work
from summarizer.topics import Topic

GROUPS: Mapping[str, frozenset[str]] = {
    "own": frozenset({catalogue.DEFINED}),
    "events": frozenset({"event"}),
    "conflicts": frozenset({"conflict"}),
    "places": frozenset({"country", "territory"}),
    "organisations": frozenset({"organisation", "group"}),
}
"""The groups in order, and the kinds of topics in each."""
_FEW = 5  # of a group, where all are shown
_PAGE = 12
_BUTTONS = 6
_READ = 1000  # topics, more than there are

_Counted = tuple[Topic, int]


async def topics(work: Work, intent: Topics) -> Answer:
    """The most covered of each group, or a page of one group; without a group a page of all."""
    every = await catalogue.every(work)
    counts = await work.topics.counts(_READ)
    covered = [(every[count.slug], count.articles) for count in counts if count.slug in every]
    told = {topic.slug for topic, _ in covered}
    covered += [(t, 0) for t in every.values() if t.kind == catalogue.DEFINED and t.slug not in told]
    groups = {name: [each for each in covered if each[0].kind in kinds] for name, kinds in GROUPS.items()}
    if intent.kind in groups:
        return await _group(work, groups[intent.kind], intent)
    if intent.page:  # a link from when there were no groups
        return await _group(work, covered, Topics(page=intent.page))
    if not counts:
        return Answer(blocks=(Notice(text=Text.of("archive.empty")),))
    blocks: list[Block] = [Heading(text=Text.of("topics.heading"))]
    actions: list[Action] = []
    for name, these in groups.items():
        if these:
            blocks += [Notice(text=Text.of(f"topics.{name}")), *await _items(work, these[:_FEW])]
        if len(these) > _FEW:
            actions.append(Action.of(Text.of(f"button.all_{name}"), Topics(kind=name)))
    first = [_button(topic) for topic, count in covered[:_BUTTONS] if count]
    trending = Action.of(Text.of("button.trending"), Topics(kind=TRENDING))
    return Answer(blocks=tuple(blocks), actions=(*first, *actions, trending))


async def _group(work: Work, these: Sequence[_Counted], intent: Topics) -> Answer:
    start = intent.page * _PAGE
    found = Page.of(these[start : start + _PAGE + 1], _PAGE)
    if not found.items:
        return Answer(blocks=(Notice(text=Text.of("page.end")),))
    actions = (
        *(_button(topic) for topic, _ in found.items[:_BUTTONS]),
        *turn(found, intent.page, lambda n: Topics(page=n, kind=intent.kind)),
        Action.of(Text.of("button.topics"), Topics()),
    )
    heading = Heading(text=Text.of(f"topics.{intent.kind or 'heading'}"))
    return Answer(blocks=(heading, *await _items(work, found.items)), actions=actions)


async def _items(work: Work, these: Sequence[_Counted]) -> list[Item]:
    """A line each; of defined ones with their words."""
    items = []
    for topic, count in these:
        own = await work.defined.get(topic.slug) if topic.kind == catalogue.DEFINED else None
        named = Text.of("topics.item", name=topic.name, articles=reach.articles(count))
        if own is not None:
            named = Text.of("topics.own_item", item=named, words=", ".join(own.words))
        items.append(Item(text=named))
    return items


def _button(topic: Topic) -> Action:
    return Action.of(Text.of("button.topic", name=topic.name), ShowTopic(slug=topic.slug))
