"""The order of stories on a page: by recency, accounts and what the reader follows, without what is muted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import log2

from newsroom import story, subjects
from newsroom.story import Facts
from newsroom.subjects import Subjects
from storage.chat_values import Follow, FollowKind, Tastes
from storage.database import Work

_A_DOUBLING = timedelta(hours=6)
_A_FOLLOW = timedelta(hours=24)
_LOOKED = 40  # of a story's originals, the newest, by which it is followed or muted


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story in a list, and whether the reader follows something in it."""

    facts: Facts
    followed: bool = False

    @property
    def rank(self) -> datetime:
        """When it was last reported, put forward for each doubling of its accounts and for a follow."""
        accounts = _A_DOUBLING * log2(len(self.facts.accounts))
        return self.facts.newest.dated + accounts + (_A_FOLLOW if self.followed else timedelta())


async def ranked(work: Work, story_ids: Sequence[int], tastes: Tastes) -> list[Entry]:
    """The stories, highest first; those with something muted are left out, unless they are followed."""
    facts = await story.read(work, story_ids)
    if tastes == Tastes():
        entries = [Entry(facts=each) for each in facts]
    else:
        told = await subjects.read(work, [report for each in facts for report in each.originals[-_LOOKED:]])
        entries = [entry for each in facts if (entry := _entry(each, told, tastes)) is not None]
    return sorted(entries, key=lambda each: (each.rank, each.facts.id), reverse=True)


def _entry(facts: Facts, told: Mapping[int, Subjects], tastes: Tastes) -> Entry | None:
    """A story as it is told to a reader, under no headline of a muted source; None if it is muted."""
    newest = facts.originals[-_LOOKED:]
    own = Follow(kind=FollowKind.STORY, key=str(facts.id)) in tastes.follows
    mutes = [each for each in tastes.mutes if not own or each.kind is FollowKind.SOURCE]
    left = [newest[at] for at in subjects.shown([told[each.id] for each in newest], mutes)]
    if not left:
        return None
    if facts.headline.id not in {each.id for each in left}:
        facts = replace(facts, headline=left[-1])
    followed = any(what in told[each.id] for each in left for what in tastes.follows)
    return Entry(facts=facts, followed=followed)
