"""The order of stories on a page: by recency, accounts and what the reader follows, without what is muted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

from newsroom import story
from newsroom.story import Facts
from storage.chat_values import Follow, FollowKind, Tastes
from storage.database import Work
from summarizer.terms import terms

_A_DOUBLING = timedelta(hours=6)
_A_FOLLOW = timedelta(hours=24)


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
    followed = await _with(work, facts, tastes.follows)
    own = {each.key for each in tastes.follows if each.kind is FollowKind.STORY}
    muted = await _with(work, facts, tastes.mutes) - {each.id for each in facts if str(each.id) in own}
    entries = [Entry(facts=each, followed=each.id in followed) for each in facts if each.id not in muted]
    return sorted(entries, key=lambda each: (each.rank, each.facts.id), reverse=True)


async def _with(work: Work, facts: Sequence[Facts], things: Collection[Follow]) -> set[int]:
    """The stories that are among the things, or have one of them: a source only where there is no other."""
    if not things:
        return set()
    keys = {kind: {each.key for each in things if each.kind is kind} for kind in FollowKind}
    people = [int(key) for key in keys[FollowKind.PERSON]]
    ids = [each.id for each in facts]
    found = await work.reports.naming(ids, people=people, topics=keys[FollowKind.TOPIC])
    found |= await work.stories.led_to([int(key) for key in keys[FollowKind.STORY]])
    for each in facts:
        outlets = {outlet.casefold() for outlet in each.outlets}
        if (outlets and outlets <= keys[FollowKind.SOURCE]) or _said(each, keys[FollowKind.WORD]):
            found.add(each.id)
    return found


def _said(facts: Facts, words: Collection[str]) -> bool:
    """Whether a headline has the words."""
    titles = [f" {' '.join(terms(each.title, each.language))} " for each in facts.originals] if words else []
    return any(f" {key} " in title for key in words for title in titles)
