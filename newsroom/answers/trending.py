"""`/topics trending`: what stands out in the news of the last week, each with its newest sentence."""

from __future__ import annotations

from datetime import datetime

from newsroom import catalogue, quoting, reach, trending
from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Text
from newsroom.intents import ShowPerson, ShowTopic, Topics
from storage.database import Work

_SHOWN = 6


async def trends(work: Work, now: datetime) -> Answer:
    """The surest first; says so where nothing stands out, or too few articles are stored to tell."""
    found = await trending.found(work, now)
    back = Action.of(Text.of("button.topics"), Topics())
    if not found:
        key = "topics.few" if found is None else "topics.nothing"
        return Answer(blocks=(Notice(text=Text.of(key)), *await reach.inventory(work)), actions=(back,))
    every = await catalogue.every(work)
    people = await work.people.known([each.what for each in found[:_SHOWN] if isinstance(each.what, int)])
    blocks: list[Block] = [Heading(text=Text.of("topics.trending"))]
    actions: list[Action] = []
    for each in found[:_SHOWN]:
        if isinstance(each.what, int):
            name = people[each.what].name
            newest = await work.people.sentences(each.what, 1)
            actions.append(Action.of(Text.of("button.person", name=name), ShowPerson(person_id=each.what)))
        elif each.what in every:
            name = every[each.what].name
            newest = await work.topics.sentences(each.what, 1)
            actions.append(Action.of(Text.of("button.topic", name=name), ShowTopic(slug=each.what)))
        else:
            continue
        counts = {"now": each.now, "of_now": each.of_now, "before": each.before, "of_before": each.of_before}
        told = Text.of("topics.trend", name=name, **counts)
        blocks += [Item(text=told), *await quoting.quotes(work, newest)]
    return Answer(blocks=tuple(blocks), actions=(*actions, back))
