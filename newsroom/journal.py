"""How articles stood before a correction, written down with it; and put back where nothing is in the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from newsroom import copying, defining, people
from newsroom.errors import Refused
from storage import kept
from storage.database import Work
from storage.inbox_values import Correction, NewCorrection
from storage.kept import Kept

_NAMES = ("person_form", "person_key")


class Journal:
    """How articles stood when a correction began; ended, it is written down."""

    def __init__(self, work: Work, rows: kept.Rows) -> None:
        self._work = work
        self._rows = rows
        self.heirs: dict[int, int] = {}
        self.made: set[int] = set()

    @classmethod
    async def begin(cls, work: Work, article_ids: Collection[int]) -> Journal:
        """Before the articles change. Who follows people that only these name goes on doing so."""
        work.people.keep_follows()
        return cls(work, await work.snapshots.take(article_ids))

    async def end(self, new: NewCorrection, submission: tuple[int, str] | None = None) -> int:
        """After they changed; the correction's number. ``submission``: one whose state changed, and that."""
        before: dict[int, int | None] = {row["id"]: row["story_id"] for row in self._rows["article"]}
        touched = {*before, *self.made}
        await self._lead_on(before)
        marks = await self._work.snapshots.marks(touched)
        known, taught = await self._names()
        standing = Kept(
            rows=self._rows,
            known=known,
            taught=taught,
            moves=await self._work.stories.moves({**dict.fromkeys(self.made), **before}),
            after={each: marks.get(each) for each in sorted(touched)},
            submission=submission,
        )
        return await self._work.corrections.note(new, standing)

    async def _names(self) -> tuple[kept.Rows, kept.Rows]:
        """Forms and keys of people who learned some: as they were, and as they are."""
        were = {table: list(self._rows[table]) for table in _NAMES}
        there = {row["id"] for row in self._rows["person"]}
        for person_id, rows in self._work.people.names_before().items():
            if person_id not in there:
                there.add(person_id)
                for table in _NAMES:
                    were[table] += rows[table]
        now = await self._work.snapshots.names(there)
        taught = {row["id"] for row in now["person"] if _spelt(were, row["id"]) != _spelt(now, row["id"])}
        return _only(were, taught), {
            **_only(now, taught),
            "person": [{"id": each} for each in sorted(taught)],
        }

    async def _lead_on(self, before: Mapping[int, int | None]) -> None:
        """Old links to a story that is no more lead to that of its article, or of the article's heir."""
        for article_id, story_id in sorted(before.items()):
            if story_id is None or await self._work.stories.get(story_id) is not None:
                continue
            now = await self._work.articles.get(self.heirs.get(article_id, article_id))
            if now is not None and now.original_id is not None:
                now = await self._work.articles.get(now.original_id)
            if now is not None and now.story_id is not None:
                await self._work.stories.merge(story_id, now.story_id)


def _spelt(rows: kept.Rows, person_id: int) -> list[list[dict[str, object]]]:
    return [sorted((r for r in rows[t] if r["person_id"] == person_id), key=str) for t in _NAMES]


def _only(rows: kept.Rows, person_ids: Collection[int]) -> kept.Rows:
    return {table: [row for row in rows[table] if row["person_id"] in person_ids] for table in _NAMES}


async def check(work: Work, correction: Correction) -> Kept:
    """How all stood. Raises Refused where something that it rests on has changed since."""
    standing = await work.corrections.kept(correction.id)
    if not work.snapshots.fits(standing.rows):
        raise Refused("correction.updated")
    marks = await work.snapshots.marks(standing.after)
    for number, mark in standing.after.items():
        if marks.get(number) != mark:
            raise Refused("correction.changed", number=number)
    await _check(work, correction, standing, there=marks)
    return standing


async def take_back(work: Work, correction: Correction, now: datetime, update_id: int | None) -> None:
    """Puts all back as it stood. Raises Refused as :func:`check` does."""
    standing = await check(work, correction)
    rows = standing.rows
    await _hand_back(work, standing)
    stories = await work.stories.places(standing.after)
    await work.snapshots.clear(standing.after, rows)
    renamed = await _renamed(work, rows)
    await work.snapshots.put(rows, renamed)
    for person_id, other_id in renamed.items():
        await work.follows.hand_over(person_id, other_id)
        await work.subscriptions.hand_over(person_id, other_id)
    await defining.read_again(work, [row["id"] for row in rows["article"]])
    await work.snapshots.relearn(standing.known, standing.taught)
    await _gather_copies(work, rows)
    await work.stories.move_back(standing.moves, {row["id"] for row in rows["article"]})
    for story_id in {each for each in stories.values() if each is not None}:
        await work.stories.refresh(story_id)
    if standing.submission is not None:
        await work.inbox.give_back(*standing.submission)
    await work.corrections.taken_back(correction.id, now, update_id)


async def _check(work: Work, correction: Correction, standing: Kept, there: Collection[int]) -> None:
    """Whether originals still are where copies return to, and nobody stored the same meanwhile."""
    rows = standing.rows
    own = {row["id"] for row in rows["article"]}
    for row in rows["article"]:
        if row["original_id"] is not None and row["original_id"] not in own:
            original = await work.articles.get(row["original_id"])
            if original is None or original.original_id is not None:
                raise Refused("correction.changed", number=row["original_id"])
        if row["id"] in there:
            continue
        alike = [
            each for each in await work.articles.by_hash(row["content_hash"]) if each.source == row["source"]
        ]
        if row["original_id"] is None:
            published = datetime.fromisoformat(row["published"]) if row["published"] else None
            marks = kept.prints(rows, row["id"])
            found = await copying.original(
                work, row["body"], prints=marks, published=published, itself=row["id"]
            )
            alike += [found] if found is not None else []
        for each in alike:
            if each.id not in standing.after and each.arrived >= correction.at:
                raise Refused("correction.again", number=row["id"], other=each.id)


async def _hand_back(work: Work, standing: Kept) -> None:
    """What was filed meanwhile under an article that goes is filed under the one that it came from."""
    was = [row["id"] for row in standing.rows["article"]]
    for number in standing.after:
        if number not in was and was:
            home = standing.rows["article"][0]
            await work.articles.hand_copies(number, home["original_id"] or home["id"])


async def _gather_copies(work: Work, rows: kept.Rows) -> None:
    """What was filed meanwhile under an article that is a copy again is its original's copy."""
    for row in rows["article"]:
        if row["original_id"] is not None:
            await work.articles.hand_copies(row["id"], row["original_id"])


async def _renamed(work: Work, rows: kept.Rows) -> dict[int, int]:
    """People who were let go, and came back in other articles under another number."""
    everybody = kept.people_in(rows)
    missing = await work.people.missing(everybody)
    found = {who: await people.same(work, everybody[who]) for who in sorted(missing)}
    return {who: other for who, other in found.items() if other is not None}
