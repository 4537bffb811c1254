"""Every topic that somebody can name: places and organisations, kinds of events, and what editors define."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storage.database import Work
from storage.values import DefinedTopic
from summarizer import kinds, topics
from summarizer.topics import Topic

DEFINED = "defined"
"""The kind of topics that editors define."""
_GIVEN = {**kinds.TOPICS, **topics.TOPICS}


async def every(work: Work) -> Mapping[str, Topic]:
    """All topics by their slugs."""
    return {**_GIVEN, **{each.slug: topic(each) for each in await work.defined.every()}}


async def known(work: Work, slug: str) -> Topic | None:
    """The topic with this slug."""
    if slug in _GIVEN:
        return _GIVEN[slug]
    found = await work.defined.get(slug)
    return None if found is None or found.removed else topic(found)


async def find(work: Work, typed: str) -> Topic | None:
    """The topic of this slug, name or alias, in any case and with any dashes; a defined one by its name.

    Editors may define one by a word that is a phrase of a kind of events ("nuclear"): theirs is meant then.
    """
    found = topics.find(typed) or await known(work, topics.slug_of(typed))
    return found or kinds.find(typed)


async def closest(work: Work, typed: str, among: Iterable[str] | None = None) -> list[Topic]:
    """Topics with a name most like what was typed, best first; of these slugs."""
    own = map(topic, await work.defined.every())
    return topics.closest(typed, among, also=(*kinds.TOPICS.values(), *own))


def topic(defined: DefinedTopic) -> Topic:
    """A defined topic; its words are no other names for it."""
    return Topic(slug=defined.slug, name=defined.name, kind=DEFINED, aliases=())
