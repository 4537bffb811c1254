"""Whose page it is, where several kinds of pages are of a topic, a person or a story: timelines and maps."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.answer import Action, Text
from newsroom.errors import Refused
from newsroom.intents import ShowPerson, ShowStory, ShowTopic
from storage.database import Work
from summarizer.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``kind`` and ``key`` stand for it in buttons, ``home`` is its own page; ``words`` are search terms."""

    kind: str
    key: str
    name: Text
    home: Action | None = None
    words: frozenset[str] = frozenset()


def topic(of: Topic, key: str) -> Subject:
    """A topic, named by the text of that key."""
    home = Action.of(Text.of("button.topic", name=of.name), ShowTopic(slug=of.slug))
    return Subject(kind="t", key=of.slug, name=Text.of(key, name=of.name), home=home)


async def person(work: Work, person_id: int, key: str) -> Subject:
    """A person, named the same way. Raises Refused for one that is gone."""
    found = await work.people.get(person_id)
    if found is None:
        raise Refused("who.gone")
    home = Action.of(Text.of("button.person", name=found.name), ShowPerson(person_id=found.id))
    return Subject(kind="p", key=str(found.id), name=Text.of(key, name=found.name), home=home)


async def story(work: Work, story_id: int, key: str) -> Subject:
    """A story, or the one it went up in. Raises Refused for one that is gone."""
    current = await work.stories.current(story_id)
    if current is None:
        raise Refused("story.gone")
    home = Action.of(Text.of("button.this_story"), ShowStory(story_id=current.id))
    return Subject(kind="s", key=str(current.id), name=Text.of(key, number=current.id), home=home)
