"""Who is who: people's names, and the forms and keys they are found by."""

from __future__ import annotations

import heapq
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, bindparam, insert, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.dialect import Dialect
from storage.models import MergedPersonRow, PersonFormRow, PersonKeyRow, PersonRow
from storage.repository import Repository
from storage.values import KnownPerson, Naming

_LAST = "\U0010ffff"  # sorts after whatever can follow a prefix
_LOOKED_AT = 500  # people of whom a name may be one, however many the archive knows
_SELECTIVE = 3  # letters with which few words begin

Spelt = dict[int, dict[str, list[dict[str, Any]]]]
"""By person, the rows of their forms and keys, by table."""


class Names(Repository):
    """People by their names."""

    def __init__(self, session: AsyncSession, dialect: Dialect) -> None:
        super().__init__(session, dialect)
        self._new: set[int] = set()
        self._were: Spelt | None = None

    def note_names(self) -> None:
        """From here on the forms and keys of who learns further ones are remembered, for ``names_before``."""
        self._were = {}

    def names_before(self) -> Spelt:
        """Of each person who learned something since then, the rows as they were."""
        return self._were or {}

    async def _note(self, person_ids: Collection[int]) -> None:
        """Those who are new in this transaction were nobody before."""
        if self._were is None:
            return
        ids = [each for each in person_ids if each not in self._new and each not in self._were]
        self._were |= {each: {"person_form": [], "person_key": []} for each in ids}
        forms = select(PersonFormRow).where(col(PersonFormRow.person_id).in_(ids))
        for form in await self._session.scalars(forms.order_by(col(PersonFormRow.form))):
            self._were[form.person_id]["person_form"].append(form.model_dump())
        keys = select(PersonKeyRow).where(col(PersonKeyRow.person_id).in_(ids))
        for key in await self._session.scalars(keys.order_by(col(PersonKeyRow.key), col(PersonKeyRow.word))):
            self._were[key.person_id]["person_key"].append(key.model_dump())

    async def add(self, name: str, forms: Iterable[str], keys: Iterable[str]) -> int:
        """A new person with a shown name; the id."""
        [person_id] = await self.add_all([Naming(name=name, forms=tuple(forms), keys=frozenset(keys))])
        return person_id

    async def add_all(self, new: Sequence[Naming]) -> list[int]:
        """New people with shown names; their ids, which grow in that order."""
        if not new:
            return []
        # In no order: in that of the rows they would be added one by one. Those of equal names are alike.
        ids_of: dict[str, list[int]] = {}
        for name, person_id in await self._run(_ADD, [{"name": each.name, "articles": 0} for each in new]):
            heapq.heappush(ids_of.setdefault(name, []), person_id)
        ids = [heapq.heappop(ids_of[each.name]) for each in new]
        self._new.update(ids)
        await self._learn(
            [
                (who, 0, list(dict.fromkeys([each.name, *each.forms])), each.keys)
                for who, each in zip(ids, new, strict=True)
            ]
        )
        return ids

    async def learn(self, known: Sequence[tuple[KnownPerson, Naming]]) -> None:
        """Add forms of names and keys to find them by; what is known already stays as it is.

        Each person comes once, as the archive knows them now.
        """
        await self._note([person.id for person, _ in known])
        await self._learn(
            [
                (person.id, len(person.forms), list(dict.fromkeys(each.forms)), each.keys)
                for person, each in known
            ]
        )

    async def _learn(self, people: Sequence[tuple[int, int, Sequence[str], Collection[str]]]) -> None:
        """Of each person the id, how many forms are known, further forms, and keys."""
        forms = [
            {"person_id": who, "form": form, "rank": rank}
            for who, first, new, _ in people
            for rank, form in enumerate(new, first)
        ]
        await self._add_missing(PersonFormRow, forms)
        keys = [row for who, _, new, keys in people for row in key_rows(who, new, keys)]
        await self._add_missing(PersonKeyRow, keys)

    async def candidates(self, keys: Collection[str], limit: int = 50) -> list[KnownPerson]:
        """Who shares a key: most matching keys first, then most articles.

        Of very many who share as many keys, those longest known are looked at.
        """
        [found] = await self.candidates_each([keys], limit)
        return found

    async def candidates_each(
        self, names: Sequence[Collection[str]], limit: int = 50
    ) -> list[list[KnownPerson]]:
        """The same for the keys of several names, in one question."""
        pairs = [(at, key) for at, keys in enumerate(names) for key in sorted(set(keys))]
        found: list[list[int]] = [[] for _ in names]
        if not pairs:
            return [[] for _ in names]
        asked = {"pairs": json.dumps(pairs), "most": _LOOKED_AT, "limit": limit}
        rows = (await self._run(_sharing(self._dialect.PAIRS), asked)).all()
        for at, person_id, _, _ in rows:
            found[at].append(person_id)
        known = await self._with_forms({row[1]: (row[2], row[3]) for row in rows})
        return [[known[person_id] for person_id in ids] for ids in found]

    async def near(self, prefixes: Collection[str], limit: int = 300) -> list[KnownPerson]:
        """Who has a key, or a word of a name, that starts with a prefix; most articles first.

        Words are compared casefolded and without diacritics; so are the prefixes. A prefix of one or two
        letters is looked for among the most mentioned people alone: too many others have it.
        """
        starts = {start for prefix in prefixes for start in (prefix, _folded(prefix)) if start}
        if not starts:
            return []
        known = col(PersonKeyRow.person_id)
        famous = PERSON.order_by(*MOST_ARTICLES).limit(_LOOKED_AT).subquery()
        theirs = select(known).where(known == famous.c.id, _starts(starts)).exists()
        found = await self._known(select(famous.c.id, famous.c.name, famous.c.articles).where(theirs))
        if selective := [start for start in starts if len(start) >= _SELECTIVE]:
            ids = select(known).where(_starts(selective)).distinct().limit(_LOOKED_AT)
            found += await self._known(PERSON.where(col(PersonRow.id).in_(ids)))
        once = {each.id: each for each in found}.values()
        return sorted(once, key=lambda each: (-each.articles, each.id))[:limit]

    async def get(self, person_id: int) -> KnownPerson | None:
        """The person, or the one whom they turned out to be; None where there is neither."""
        found = await self._known(PERSON.where(col(PersonRow.id) == person_id))
        if not found:
            merged = select(col(MergedPersonRow.person_id)).where(col(MergedPersonRow.id) == person_id)
            found = await self._known(PERSON.where(col(PersonRow.id) == merged.scalar_subquery()))
        return next(iter(found), None)

    async def known(self, person_ids: Collection[int]) -> dict[int, KnownPerson]:
        """Those of the people that exist, by their ids."""
        query = PERSON.where(col(PersonRow.id).in_(person_ids))
        return {each.id: each for each in await self._known(query)}

    async def _known(self, query: Select[int | None, str, int]) -> list[KnownPerson]:
        rows = (await self._run(query)).all()
        known = await self._with_forms({person_id: (name, articles) for person_id, name, articles in rows})
        return [known[person_id] for person_id, _, _ in rows]

    async def _with_forms(self, people: dict[int, tuple[str, int]]) -> dict[int, KnownPerson]:
        """People by their ids, of each of whom the name and the number of articles is given."""
        forms: dict[int, list[str]] = {person_id: [] for person_id in people}
        if people:
            for person_id, form in await self._run(_FORMS, {"ids": list(people)}):
                forms[person_id].append(form)
        return {
            person_id: KnownPerson(id=person_id, name=name, forms=tuple(forms[person_id]), articles=articles)
            for person_id, (name, articles) in people.items()
        }


PERSON = select(col(PersonRow.id), col(PersonRow.name), col(PersonRow.articles))
MOST_ARTICLES = (col(PersonRow.articles).desc(), col(PersonRow.id).desc())

_ADD = insert(PersonRow).returning(col(PersonRow.name), col(PersonRow.id))
_FORMS = (
    select(col(PersonFormRow.person_id), col(PersonFormRow.form))
    .where(col(PersonFormRow.person_id).in_(bindparam("ids", expanding=True)))
    .order_by(col(PersonFormRow.rank), col(PersonFormRow.form))
)


@cache
def _sharing(pairs: str) -> TextClause:
    """For each of some names the people who share its keys; as text, since it is asked of every article."""
    return text(
        f"""WITH asked AS ({pairs}), matches AS (
            SELECT asked.number, known.person_id, count(*) AS shared, row_number() OVER (
                PARTITION BY asked.number ORDER BY count(*) DESC, known.person_id) AS place
            FROM asked JOIN person_key AS known ON known.key = asked.word AND known.word = false
            GROUP BY asked.number, known.person_id)
        SELECT number, id, name, articles FROM (
            SELECT matches.number, person.id, person.name, person.articles, row_number() OVER (
                PARTITION BY matches.number ORDER BY shared DESC, person.articles DESC, person.id) AS place
            FROM matches JOIN person ON person.id = matches.person_id WHERE matches.place <= :most) AS found
        WHERE place <= :limit ORDER BY number, place"""  # noqa: S608  # a constant of ours
    )


def _starts(prefixes: Iterable[str]) -> ColumnElement[bool]:
    """Whether a key starts with one of the prefixes."""
    key = col(PersonKeyRow.key)
    return or_(*((key >= start) & (key < start + _LAST) for start in sorted(prefixes)))


def key_rows(person_id: int, forms: Iterable[str], keys: Iterable[str]) -> list[dict[str, object]]:
    """The rows by which a person is found: the keys, and the words of the forms."""
    found = [(key, False) for key in set(keys)] + [(word, True) for word in _words(forms)]
    return [{"key": key, "word": word, "person_id": person_id} for key, word in sorted(found)]


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _words(forms: Iterable[str]) -> set[str]:
    return {word for form in forms for word in re.findall(r"\w+", _folded(form))}
