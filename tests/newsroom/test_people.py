"""People of an article join those whom the archive knows."""

from __future__ import annotations

import random
from contextlib import suppress

from newsroom import people
from storage.database import Storage, Work
from storage.values import KnownPerson
from summarizer.model import Person
from tests.storage.making import add, span
from tests.storage.making import article as stored

GIVEN = ("Ada", "Ben", "Bennett", "Clara", "")
FAMILY = ("Okoye", "Okoy", "Arden", "Tarn")


class _Undone(Exception):
    """Ends a transaction that is not to be kept."""


def article(dice: random.Random) -> list[Person]:
    """People who may well be one another: of few names, each with up to three spellings."""
    found = []
    for _ in range(6):
        given, family = dice.choice(GIVEN), dice.choice(FAMILY)
        forms = [f"{given} {family}".strip(), *dice.sample([family, f"{given[:1]} {family}".strip()], 1)]
        found.append(Person(name=forms[0], forms=tuple(forms), tentative=not given and dice.random() < 0.5))
    return found


async def _known(work: Work, ids: list[int | None]) -> list[KnownPerson | None]:
    """Who they are, numbered from 0 on, since a number that was given out is not given again."""
    found = [await work.people.get(each) if each is not None else None for each in ids]
    order = sorted({each for each in ids if each is not None})
    return [
        each
        and KnownPerson(id=order.index(each.id), name=each.name, forms=each.forms, articles=each.articles)
        for each in found
    ]


async def test_together_they_are_who_they_are_one_by_one(storage: Storage) -> None:
    """To place an article's people in few statements changes nobody's name, forms or number."""
    dice = random.Random(5)  # noqa: S311  # nothing secret
    met = 0
    for _ in range(7):
        articles = [article(dice) for _ in range(3)]
        outcomes = []
        for together in (False, True):
            ids: list[int | None] = []
            with suppress(_Undone):
                async with storage.write() as work:
                    for each in articles:
                        for some in [each] if together else [[person] for person in each]:
                            ids += await people.place(work, some)
                    outcomes.append(await _known(work, ids))
                    raise _Undone
        one_by_one, at_once = outcomes
        assert one_by_one == at_once
        met += len(ids) - len(set(ids))
    assert met > 30


async def test_a_surname_of_several_is_asked_about(storage: Storage) -> None:
    """Who is called by the surname alone somewhere is one of those who bear it, unless far better known."""
    [plain, full, other] = [
        Person(name=name, forms=forms)
        for name, forms in (
            ("Orlova", ("Orlova",)),
            ("Daria Orlova", ("Daria Orlova", "Orlova")),
            ("Iryna Orlova", ("Iryna Orlova",)),
        )
    ]
    articles = await add(storage, *(stored() for _ in range(101)))
    async with storage.write() as work:
        [daria, iryna] = await people.place(work, [full, other])
        [lone] = await people.place(work, [plain])
        assert daria is not None
        assert iryna is not None
        assert lone not in {daria, iryna, None}
        await work.people.record(articles[0], mentions=[(iryna, span(0))], roles=[])
        for typed in ("Orlova", "orlova", "Orlowa"):
            found = await people.find(work, typed)
            assert {each.id for each in found.sure} == {daria, iryna, lone}, typed
            assert found.sure[0].id == iryna
        assert [each.id for each in (await people.find(work, "Daria Orlova")).sure] == [daria]
        for each in articles[1:100]:
            await work.people.record(each, mentions=[(daria, span(1))], roles=[])
        assert len((await people.find(work, "Orlova")).sure) == 3
        await work.people.record(articles[100], mentions=[(daria, span(1))], roles=[])
    async with storage.read() as work:
        assert [each.id for each in (await people.find(work, "Orlova")).sure] == [daria]
