"""What articles give as people's words: whose it is, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage import passages
from storage.models import MentionRow, PersonRow, StatementRow, TopicMentionRow
from storage.repository import Repository
from storage.values import Article, Saying, Statement

_ORDER = (col(StatementRow.dated).desc(), col(StatementRow.article_id).desc(), col(StatementRow.start))
_OTHERS = 5  # further articles with the same words that are named


class Statements(Repository):
    """The statements of people, newest first; of the same words the newest article's."""

    async def record(self, article: Article, said: Sequence[tuple[int, Saying]]) -> None:
        """Note what an article gives as whose words: pairs of a person's id and the words."""
        rows = [
            {
                "article_id": article.id,
                "dated": article.dated,
                "person_id": who,
                "first": each.first,
                "last": each.last,
                "start": each.start,
                "end": each.end,
                "direct": each.direct,
                "speaker_start": each.speaker[0],
                "speaker_end": each.speaker[1],
                "words": each.words,
            }
            for who, each in said
        ]
        await self._add_missing(StatementRow, rows)

    async def of(
        self,
        person_id: int,
        limit: int,
        offset: int = 0,
        *,
        topic: str | None = None,
        naming: int | None = None,
        among: Collection[int] | None = None,
    ) -> list[Statement]:
        """A person's statements.

        Narrowed to those whose sentences name a topic, or another person, or to those in some articles.
        """
        these = [*_about(topic, naming)]
        if among is not None:
            these.append(col(StatementRow.article_id).in_(among))
        query = _distinct(person_id).where(*these).order_by(*_ORDER).limit(limit).offset(offset)
        return await self._whole(person_id, (await self._session.scalars(query)).all())

    async def count(self, person_id: int, *, topic: str | None = None, naming: int | None = None) -> int:
        """How many there are, the same words counted once."""
        words = select(func.count(col(StatementRow.words).distinct()))
        these = (col(StatementRow.person_id) == person_id, *_about(topic, naming))
        return (await self._session.execute(words.where(*these))).scalar_one()

    async def speakers(self, article_ids: Collection[int]) -> dict[int, dict[tuple[int, int], str]]:
        """Of each article where it says whose words something is, and the names of those people."""
        place = (col(StatementRow.article_id), col(StatementRow.speaker_start), col(StatementRow.speaker_end))
        query = select(*place, col(PersonRow.name)).join(
            PersonRow, col(PersonRow.id) == col(StatementRow.person_id)
        )
        found: dict[int, dict[tuple[int, int], str]] = {}
        for article_id, start, end, name in await self._session.execute(
            query.where(place[0].in_(article_ids))
        ):
            found.setdefault(article_id, {})[start, end] = name
        return found

    async def _whole(self, person_id: int, rows: Sequence[StatementRow]) -> list[Statement]:
        """The statements of rows, with their articles and the others that have the same words."""
        alike = select(col(StatementRow.words), col(StatementRow.article_id)).where(
            col(StatementRow.person_id) == person_id, col(StatementRow.words).in_({row.words for row in rows})
        )
        found: dict[int, list[int]] = {}
        for words, article_id in await self._session.execute(alike.order_by(*_ORDER)):
            found.setdefault(words, []).append(article_id)
        alike_in = [
            [each for each in dict.fromkeys(found[row.words]) if each != row.article_id][:_OTHERS]
            for row in rows
        ]
        wanted = {row.article_id for row in rows}.union(*alike_in)
        whole = await passages.articles_by_id(self._session, wanted)
        return [
            Statement(
                article=whole[row.article_id],
                saying=_saying(row),
                others=tuple(whole[each] for each in others),
            )
            for row, others in zip(rows, alike_in, strict=True)
        ]


def _distinct(person_id: int) -> Select[StatementRow]:
    """A person's statements, without those whose words a newer one has."""
    newer = aliased(StatementRow)
    later = or_(
        col(newer.dated) > col(StatementRow.dated),
        and_(
            col(newer.dated) == col(StatementRow.dated),
            col(newer.article_id) > col(StatementRow.article_id),
        ),
        and_(
            col(newer.article_id) == col(StatementRow.article_id), col(newer.start) < col(StatementRow.start)
        ),
    )
    same = select(col(newer.start)).where(
        col(newer.person_id) == person_id, col(newer.words) == col(StatementRow.words), later
    )
    return select(StatementRow).where(col(StatementRow.person_id) == person_id, ~same.exists())


def _about(topic: str | None, naming: int | None) -> Iterator[ColumnElement[bool]]:
    """That one of the sentences names the topic, and one the person, if there are any."""
    if topic is not None:
        yield _names(TopicMentionRow, col(TopicMentionRow.slug) == topic)
    if naming is not None:
        yield _names(MentionRow, col(MentionRow.person_id) == naming)


def _names(model: type[TopicMentionRow | MentionRow], this: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether one of a statement's sentences names something."""
    return (
        select(col(model.position))
        .where(
            col(model.article_id) == col(StatementRow.article_id),
            col(model.position).between(col(StatementRow.first), col(StatementRow.last)),
            this,
        )
        .exists()
    )


def _saying(row: StatementRow) -> Saying:
    return Saying(
        first=row.first,
        last=row.last,
        start=row.start,
        end=row.end,
        direct=row.direct,
        speaker=(row.speaker_start, row.speaker_end),
        words=row.words,
    )
