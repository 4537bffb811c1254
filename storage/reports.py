"""What stories are told by: their reports without the texts, and whom those name."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage import passages
from storage.models import ArticleRow, MentionRow, PersonRow, RoleRow
from storage.repository import Repository
from storage.values import NamedPerson, Phrase, Report


class Reports(Repository):
    """The reports of stories; statements are as many for a story of hundreds as for one of two."""

    async def of(self, story_ids: Collection[int]) -> dict[int, list[Report]]:
        """Of each story its originals and their copies, oldest first."""
        asked = {"stories": list(story_ids)}
        originals = passages.reports(await self._run(_ORIGINALS, asked))
        copies = passages.reports(await self._run(_COPIES, asked))
        story_of = {each.id: each.story_id for each in originals}
        found: dict[int, list[Report]] = {story_id: [] for story_id in story_ids}
        for each in sorted([*originals, *copies], key=lambda each: (each.dated, each.id)):
            story_id = story_of[each.original_id or each.id]
            assert story_id is not None  # noqa: S101  # it was looked for by it
            found[story_id].append(each)
        return found

    async def after(self, article_id: int, limit: int) -> list[Report]:
        """The reports that were filed after one, in that order."""
        return passages.reports(await self._run(_AFTER, {"article": article_id, "limit": limit}))

    async def people(self, story_id: int, limit: int, offset: int = 0) -> list[NamedPerson]:
        """Whom a story's originals mention; those in most come first."""
        asked = {"story": story_id, "limit": limit, "offset": offset}
        return [
            NamedPerson(id=who, name=name, articles=count)
            for who, name, count in await self._run(_PEOPLE, asked)
        ]

    async def roles(self, story_id: int, person_ids: Collection[int]) -> dict[int, Phrase]:
        """What the newest of a story's originals to state a role of them calls each of the people."""
        asked = {"story": story_id, "people": list(person_ids)}
        rows = (await self._run(_ROLES, asked)).all()
        whole = await passages.articles_by_id(self._session, {article for _, article, *_ in rows})
        return {
            who: Phrase(
                article=whole[article],
                position=position,
                start=start,
                end=end,
                text=whole[article].body[start:end],
            )
            for who, article, position, start, end in rows
        }


_OF = aliased(ArticleRow)
_THESE: BindParameter[int] = bindparam("stories", expanding=True)
# Not "is null": SQLite would then take all originals for fewer than those of a story.
_ORIGINAL = func.coalesce(col(ArticleRow.original_id), 0) == 0
_IN = (col(ArticleRow.story_id).in_(_THESE), _ORIGINAL)
_ORIGINALS = passages.REPORTS.where(*_IN)
_COPIES = passages.REPORTS.where(
    col(ArticleRow.original_id).in_(
        select(col(_OF.id)).where(col(_OF.story_id).in_(_THESE), func.coalesce(col(_OF.original_id), 0) == 0)
    )
)
_AFTER = (
    passages.REPORTS.where(col(ArticleRow.id) > bindparam("article"))
    .order_by(col(ArticleRow.id))
    .limit(bindparam("limit"))
)
_STORY = (col(ArticleRow.story_id) == bindparam("story"), _ORIGINAL)
_COUNT = func.count(col(MentionRow.article_id).distinct())
_PEOPLE = (
    select(col(PersonRow.id), col(PersonRow.name), _COUNT)
    .join(MentionRow, col(MentionRow.person_id) == col(PersonRow.id))
    .join(ArticleRow, col(ArticleRow.id) == col(MentionRow.article_id))
    .where(*_STORY)
    .group_by(col(PersonRow.id), col(PersonRow.name))
    .order_by(_COUNT.desc(), col(PersonRow.id))
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_NEWEST = (
    select(
        *(col(RoleRow.person_id), col(RoleRow.article_id), col(RoleRow.position)),
        *(col(RoleRow.start), col(RoleRow.end)),
        func.row_number()
        .over(
            partition_by=col(RoleRow.person_id),
            order_by=[col(RoleRow.dated).desc(), col(RoleRow.article_id).desc(), col(RoleRow.position)],
        )
        .label("rank"),
    )
    .join(ArticleRow, col(ArticleRow.id) == col(RoleRow.article_id))
    .where(*_STORY, col(RoleRow.person_id).in_(bindparam("people", expanding=True)))
    .subquery()
)
_ROLES = select(
    _NEWEST.c.person_id, _NEWEST.c.article_id, _NEWEST.c.position, _NEWEST.c.start, _NEWEST.c.end
).where(_NEWEST.c.rank == 1)
