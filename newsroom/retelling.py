"""Alerts that were sent, after a correction of what they tell: edited into what still stands, silently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from newsroom import growth
from newsroom.answer import Answer, Notice, Text
from newsroom.growth import Growth
from newsroom.offload import Offload
from newsroom.parcels import Letter, dump
from storage.chat_values import Alert, Follow, Outdated
from storage.database import Storage, Work

_BATCH = 400  # chats seen to in one transaction
_Home = tuple[int | None, int]
"""Of an alert the article that it rang for, and its story."""


class Retelling:
    """Sees to alerts of corrected articles, which storage notes in the transaction of the correction.

    Their new words and how far that has come are written together, for some chats at a time.
    """

    def __init__(self, *, storage: Storage, offload: Offload, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._offload = offload
        self._clock = clock

    async def go_on(self) -> bool:
        """Sees to the next chats; False where there are none."""
        async with self._storage.read() as work:
            what = await work.outdated.first()
            if what is None:
                return False
            alerts = await _alerts(work, what)
            homes = {(each.article_id, each.story_id) for each in alerts}
            told = {home: await self._growth(work, home) for home in homes}
        async with self._storage.write() as work:
            if await work.outdated.first(hold=True) != what:
                return True  # another process was quicker
            alerts = await _alerts(work, what)
            if any((each.article_id, each.story_id) not in told for each in alerts):
                return True  # more were given meanwhile
            await self._retell(work, _once(alerts), told)
            await work.outdated.seen_to(what, alerts[-1].chat_id if alerts else None)
        return True

    async def _growth(self, work: Work, home: _Home) -> Growth | None:
        """The story in which the article that rang is now, else the alert's own, as it has grown."""
        article_id, story_id = home
        rang = await work.articles.get(article_id) if article_id is not None else None
        if rang is not None:
            first = rang.original_id or rang.id
            story_id = (await work.stories.places([first])).get(first) or story_id
        story = await work.stories.current(story_id)
        reports = (await work.reports.of([story.id])).get(story.id, []) if story is not None else []
        originals = [each for each in reports if each.original_id is None]
        newest = max(originals, key=lambda each: each.id, default=None)
        return await Growth.read(work, self._offload, newest) if newest is not None else None

    async def _retell(self, work: Work, alerts: Sequence[Alert], told: dict[_Home, Growth | None]) -> None:
        chats = [each.chat_id for each in alerts]
        plans, muted = await work.alerts.plans(chats), await work.follows.mutes(chats)
        composed: dict[tuple[_Home, Follow | None, str, tuple[Follow, ...]], tuple[str, int | None]] = {}
        for story_id in dict.fromkeys(each.story_id for each in alerts):
            parcels, others = [], dict[int, list[int]]()
            for alert in alerts:
                if alert.story_id != story_id or alert.chat_id not in plans:
                    continue
                home, mutes = (alert.article_id, story_id), muted.get(alert.chat_id, ())
                mutes = growth.weighed(mutes, alert.why)
                key = home, alert.why, alert.why.name if alert.why else "", mutes
                if key not in composed:
                    composed[key] = await _composed(work, alert, told[home], mutes)
                payload, other = composed[key]
                parcels.append((plans[alert.chat_id][0], payload))
                if other is not None:
                    others.setdefault(other, []).append(alert.chat_id)
            await work.outbox.alerts(parcels, self._clock(), edits=story_id)
            for other, these in others.items():
                await work.alerts.tells(story_id, these, other)


async def _alerts(work: Work, what: Outdated) -> list[Alert]:
    return await work.outdated.alerts(what.article_id, after=what.chat_id, limit=_BATCH)


def _once(alerts: Sequence[Alert]) -> list[Alert]:
    """Each message once: of a story that went up in another one both have it."""
    return list({(each.chat_id, each.message_id or -each.story_id): each for each in alerts}.values())


async def _composed(
    work: Work, alert: Alert, told: Growth | None, mutes: tuple[Follow, ...]
) -> tuple[str, int | None]:
    """What the alert is to say, or that it says nothing more; and which other article it tells of."""
    withdrawn = Answer(blocks=(Notice(text=Text.of("alert.withdrawn")),))
    answer, other = (await told.retold(work, alert, mutes) if told else None) or (withdrawn, None)
    return dump(Letter(answer=answer, alert=alert.story_id, edits=True, corrected=True)), other
