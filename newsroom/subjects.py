"""What articles name and what they are about, as things that can be followed and muted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from storage.chat_values import Follow, FollowKind
from storage.database import Work
from storage.values import Report

_LEDE = 25  # terms: a headline and about the first two sentences
_OFTEN = 3  # times that words stand in an article that is about them


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What an article names, what of that it is about, and its search terms, words being looked for there.

    It is about a person of its first two sentences, or whom three name; about a topic of its headline or
    first sentence, or that three sentences of seven name; words at its beginning or three times.
    """

    source: Follow | None
    named: frozenset[Follow]
    central: frozenset[Follow]
    terms: str

    def __contains__(self, what: Follow) -> bool:
        """Whether it names a thing, is from it or belongs to it."""
        if what.kind is FollowKind.WORD:
            return f" {what.key} " in self.terms
        return what in self.named or what == self.source

    def is_about(self, what: Follow) -> bool:
        """Whether that is more than naming it in passing."""
        if what.kind is FollowKind.WORD:
            lede = " ".join(self.terms.split(" ")[: _LEDE + 1]) + " "
            return f" {what.key} " in lede or self.terms.count(f" {what.key} ") >= _OFTEN
        return what in self.central


async def read(work: Work, reports: Sequence[Report]) -> dict[int, Subjects]:
    """The subjects of each original. The statements are as many for hundreds as for one."""
    ids = [report.id for report in reports]
    people, about_people = await work.people.ids_in(ids), await work.people.central(ids)
    topics, about_topics = await work.topics.of_articles(ids), await work.topics.central(ids)
    terms = await work.search.terms_of(ids)
    led = await work.stories.led_to({each.story_id for each in reports if each.story_id is not None})
    found = {}
    for each in reports:
        story = [Follow(kind=FollowKind.STORY, key=str(n)) for n in led.get(each.story_id or 0, ())]
        found[each.id] = Subjects(
            source=source(each),
            named=frozenset([*_things(people[each.id], topics[each.id]), *story]),
            central=frozenset([*_things(about_people[each.id], about_topics[each.id]), *story]),
            terms=f" {terms.get(each.id, '')} ",
        )
    return found


def source(report: Report) -> Follow | None:
    """Its source, if that is stated."""
    return Follow(kind=FollowKind.SOURCE, key=report.source.casefold()) if report.source else None


def shown(subjects: Sequence[Subjects], mutes: Collection[Follow]) -> list[int]:
    """The places of a story's articles that are shown to who mutes these things; none where the story is not.

    An article of a muted source is not; the story is not where half of the others are about what is muted.
    """
    left = [at for at, each in enumerate(subjects) if each.source not in mutes]
    muted = sum(any(subjects[at].is_about(what) for what in mutes) for at in left)
    return left if muted * 2 < len(left) else []


def _things(people: Iterable[int], topics: Iterable[str]) -> list[Follow]:
    return [
        *(Follow(kind=FollowKind.PERSON, key=str(who)) for who in people),
        *(Follow(kind=FollowKind.TOPIC, key=slug) for slug in topics),
    ]
