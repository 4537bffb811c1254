"""Alerts: a story that breaks is told at once to who follows what it is about, once each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsroom import alert_plans
from newsroom.growth import Growth, weighed
from newsroom.offload import Offload
from newsroom.parcels import Letter, dump
from newsroom.retelling import Retelling
from storage.chat_values import Alert, AlertPlan, Follow, Position
from storage.database import Storage, Work
from storage.values import Precision, Report

FRESH = timedelta(hours=12)
"""For how long after its publication an article is news that breaks."""

REMEMBERED = timedelta(days=30)
"""For how long after a story fell asleep it is kept who was alerted of it."""

_EDITED = timedelta(hours=48)  # for which an alert is edited
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_LOOKED = 200  # articles passed over at once
_BATCH = 400  # chats decided in one transaction


class Alerts:
    """Decides about alerts, article by article in the order of filing, chat by chat.

    The database says how far it has come; whoever calls only asks. An article is news for ``fresh``.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        offload: Offload,
        clock: Callable[[], datetime],
        zone: str,
        fresh: timedelta = FRESH,
    ) -> None:
        self._storage = storage
        self._offload = offload
        self._clock = clock
        self._zone = zone
        self._fresh = fresh
        self._retelling = Retelling(storage=storage, offload=offload, clock=clock)

    async def decide(self) -> bool:
        """Tells anew what was corrected, else decides about the next article that breaks; False: all is done.

        Alerts, their outbox rows and the position are written together, for some chats at a time, so that
        a crash at any point neither loses nor repeats one.
        """
        if await self._retelling.go_on():
            return True
        async with self._storage.read() as work:
            at = await work.alerts.position()
            new = await work.reports.after(at.article_id - (at.chat_id is not None), _LOOKED)
            if not new:
                return False
            breaking = next((each for each in new if self._breaks(each)), None)
            if breaking is None or not await work.alerts.wanted():
                return await self._pass_over(at, new)
            growth = await Growth.read(work, self._offload, breaking)
        done = Position(article_id=breaking.id)
        if growth is None:
            return await self._move(at, done)
        after = at.chat_id if at.article_id == breaking.id else None
        while at != done:
            async with self._storage.write() as work:
                if await work.alerts.position(hold=True) != at:
                    return True  # another process was quicker
                after = await self._batch(work, growth, after)
                at = done if after is None else Position(article_id=breaking.id, chat_id=after)
                await work.alerts.advance(at)
        return True

    def _breaks(self, report: Report) -> bool:
        """Whether an article came out just now; of a day alone, as late on it as can be."""
        if report.original_id is not None or report.stated is None or report.story_id is None:
            return False
        if report.precision is Precision.DAY:
            return self._clock() - report.stated <= max(self._fresh, _DAY)
        return self._clock() - report.stated <= self._fresh

    async def _pass_over(self, at: Position, old: Sequence[Report]) -> bool:
        return await self._move(at, Position(article_id=max(at.article_id, old[-1].id)))

    async def _move(self, at: Position, to: Position) -> bool:
        async with self._storage.write() as work:
            if await work.alerts.position(hold=True) == at:
                await work.alerts.advance(to)
        return True

    async def _batch(self, work: Work, growth: Growth, after: int | None) -> int | None:
        """Decides for the next chats; the last of them, None where no more are left."""
        now, number = self._clock(), growth.facts.id
        if (await work.stories.places([growth.article.id])).get(growth.article.id) != number:
            return None  # corrected meanwhile
        followers = await work.alerts.followers(
            growth.about, arrived=growth.article.arrived, after=after, limit=_BATCH
        )
        rung = []
        if growth.news:
            rung = await work.alerts.rung(number, since=now - _EDITED, after=after, limit=_BATCH)
        ends = [list(found)[-1] for found in (followers, {each.chat_id: each for each in rung}) if found]
        if not ends:
            return None
        last = min(ends)
        told = [each for each in rung if each.chat_id <= last]
        due = {chat_id: growth.why(things) for chat_id, things in followers.items() if chat_id <= last}
        known = await work.alerts.told(number, list(due))
        fresh = {chat_id: why for chat_id, why in due.items() if chat_id not in known}
        chats = await _Chats.read(work, [*fresh, *(each.chat_id for each in told)], now)
        await self._ring(work, growth, fresh, chats)
        await self._edit(work, growth, told, chats)
        return last

    async def _ring(self, work: Work, growth: Growth, due: dict[int, Follow], chats: _Chats) -> None:
        """Alerts chats, but for those that are left to their digest: these are not alerted later either."""
        composed: dict[tuple[Follow, str, int], str] = {}
        alerts, parcels = [], []
        for chat_id, why in due.items():
            if not (shown := growth.shown(chats.mutes(chat_id, why))):
                continue
            plan = chats.plans[chat_id][0]
            rings = chats.open(chat_id, self._zone)
            article = growth.article.id if rings else None
            alerts.append(
                Alert(chat_id=chat_id, story_id=growth.facts.id, at=chats.now, article_id=article, why=why)
            )
            if rings:
                key = why, why.name, growth.lead(shown).id
                if key not in composed:
                    answer = await growth.alert(work, why, shown)
                    composed[key] = dump(Letter(answer=answer, alert=growth.facts.id))
                parcels.append((plan, composed[key]))
        await work.alerts.add(alerts)
        await work.outbox.alerts(parcels, chats.now)

    async def _edit(self, work: Work, growth: Growth, told: Sequence[Alert], chats: _Chats) -> None:
        """Puts what is new into alerts that were sent; that makes no sound, and so knows no quiet hours."""
        composed: dict[tuple[int | None, Follow, str], str | None] = {}
        parcels = []
        for alert in told:
            plan = chats.plans[alert.chat_id][0]
            why = alert.why
            if why is None or chats.paused(plan) or not growth.shown(chats.mutes(alert.chat_id, why)):
                continue
            key = alert.article_id, why, why.name
            if key not in composed:
                answer = await growth.update(work, alert)
                letter = answer and Letter(answer=answer, alert=growth.facts.id, edits=True)
                composed[key] = dump(letter) if letter else None
            if (payload := composed[key]) is not None:
                parcels.append((plan, payload))
        await work.outbox.alerts(parcels, chats.now, edits=growth.facts.id)
        await work.alerts.tells(growth.facts.id, [plan.chat_id for plan, _ in parcels], growth.article.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chats:
    """What matters of some chats at an instant."""

    now: datetime
    plans: dict[int, tuple[AlertPlan, str | None]]
    muted: dict[int, tuple[Follow, ...]]
    lately: dict[int, int]

    @classmethod
    async def read(cls, work: Work, chat_ids: Sequence[int], now: datetime) -> _Chats:
        return cls(
            now=now,
            plans=await work.alerts.plans(chat_ids),
            muted=await work.follows.mutes(chat_ids),
            lately=await work.alerts.lately(chat_ids, now - _HOUR),
        )

    def open(self, chat_id: int, zone: str) -> bool:
        """Whether a chat may be alerted now."""
        plan, own = self.plans[chat_id]
        free = self.lately.get(chat_id, 0) < plan.hourly
        return free and not self.paused(plan) and not alert_plans.is_quiet(plan.quiet, self.now, own or zone)

    def paused(self, plan: AlertPlan) -> bool:
        """Whether the reader wants none for some time."""
        return plan.paused is not None and plan.paused > self.now

    def mutes(self, chat_id: int, why: Follow) -> tuple[Follow, ...]:
        """What a chat mutes, as far as it counts beside what it follows."""
        return weighed(self.muted.get(chat_id, ()), why)
