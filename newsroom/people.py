"""Who is who across the archive: joining an article's people to known ones, and finding a typed name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from storage.database import Work
from storage.values import KnownPerson, Naming
from summarizer import model, names

_SAME = 0.9  # names.alike at or above: the same person
_MAYBE = 0.6  # names.alike at or above: a part of the name, as a surname is
_CLOSE = 0.6  # names.closeness at or above: worth offering as "did you mean"
_OFFERED = 3
_FAMOUS = 50  # times as many articles as all namesakes; such a one is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The outcome of looking for a name: ``sure`` people it fits, or else those it resembles.

    ``literal`` says that some form of the name was typed as an article spells it.
    """

    sure: tuple[KnownPerson, ...] = ()
    close: tuple[KnownPerson, ...] = ()
    literal: bool = False


def _likeness(name: str, person: KnownPerson) -> float:
    return max(names.alike(name, form) for form in {person.name, *person.forms})


def _spelt_so(typed: Sequence[str], person: KnownPerson) -> bool:
    """Whether an article spells the person's name with just the words that were typed."""
    return any(set(typed) <= set(names.tokens(form)) for form in {person.name, *person.forms})


async def place(
    work: Work, people: Sequence[model.Person], before: Mapping[int, KnownPerson] | None = None
) -> list[int | None]:
    """The archive's ids for people named in a new article: known ones, or newly added ones.

    A full name joins the person of that name. A lone surname joins only if the archive knows exactly
    one bearer; with several it stays apart, since guessing would put words in a stranger's mouth. A
    tentative one that joins nobody is no person (None). ``before`` has, by index, whom the article's
    names at the same places meant when it was read last: who has such a name still is the same.
    """
    asked = [names.keys(person.name) for person in people]
    placing = _Placing(work)
    found_each = await work.people.candidates_each(asked)
    for at, (person, keys, found) in enumerate(zip(people, asked, found_each, strict=True)):
        known = found
        if placing.touches(keys, found):  # those before are in the archive by now
            await placing.finish()
            known = await work.people.candidates(keys)
        last = (before or {}).get(at)
        placing.add(person, known, None if last is None or _likeness(person.name, last) < _SAME else last)
    await placing.finish()
    return placing.ids


class _Placing:
    """People who are placed together, in few statements: ``finish`` stores what is new about them."""

    def __init__(self, work: Work) -> None:
        self._people = work.people
        self._new: list[tuple[int, Naming]] = []
        self._more: dict[int, tuple[KnownPerson, Naming]] = {}
        self._keys: set[str] = set()
        self._joined: set[int] = set()
        self.ids: list[int | None] = []

    def touches(self, keys: Collection[str], known: Sequence[KnownPerson]) -> bool:
        """Whether what was placed before changes who has these keys, or how they are known."""
        return not self._keys.isdisjoint(keys) or not self._joined.isdisjoint(each.id for each in known)

    def add(
        self, person: model.Person, known: Sequence[KnownPerson], last: KnownPerson | None = None
    ) -> None:
        """Places a person, of whom the archive knows these candidates; ``last`` is who it was before."""
        same = last or bearer(person, known)
        keys = frozenset[str]().union(*(names.keys(form) for form in person.forms))
        naming = Naming(name=person.name, forms=tuple(person.forms), keys=keys)
        if same is not None:
            self._more[same.id] = same, naming
            self._joined.add(same.id)
        elif not person.tentative:
            self._new.append((len(self.ids), naming))
        else:
            keys = frozenset()
        self._keys |= keys
        self.ids.append(same.id if same else None)

    async def finish(self) -> None:
        """Stores what is new, and gives those their ids who are."""
        ids = await self._people.add_all([naming for _, naming in self._new])
        for (at, _), person_id in zip(self._new, ids, strict=True):
            self.ids[at] = person_id
        await self._people.learn(list(self._more.values()))
        self._new, self._more = [], {}


async def same(work: Work, name: str) -> int | None:
    """The known person of just this name, or None."""
    known = await work.people.candidates(names.keys(name))
    return next((each.id for each in known if _likeness(name, each) >= _SAME), None)


def bearer(person: model.Person, known: Sequence[KnownPerson]) -> KnownPerson | None:
    """Who of the known people is meant; None where nobody is, or nobody can tell."""
    lone = len(names.tokens(person.name)) == 1
    fits = [k for k in known if _likeness(person.name, k) >= (_MAYBE if lone else _SAME)]
    if not lone:
        return next(iter(fits), None)
    full = [k for k in fits if len(names.tokens(k.name)) > 1]
    if len(full) == 1:
        return full[0]
    unnamed = [k for k in fits if k not in full]  # known by the surname alone, from another article
    return next(iter(unnamed), None) if not (full and person.tentative) else None


def _meant(fitting: Sequence[KnownPerson]) -> tuple[KnownPerson, ...]:
    """Those who may be meant, most covered first; one alone who is far more so than all others together."""
    first, *others = sorted(fitting, key=lambda k: -k.articles)
    if first.articles >= _FAMOUS * sum(max(k.articles, 1) for k in others):
        return (first,)
    return (first, *others)


async def find(work: Work, name: str) -> Found:
    """The people a typed name fits; where there are none, those it may have meant."""
    if not (typed := names.tokens(name)):
        return Found()
    known = await work.people.candidates(names.keys(name))
    scored = sorted(((_likeness(name, k), k) for k in known), key=lambda pair: (-pair[0], -pair[1].articles))
    exact = [k for score, k in scored if score >= _SAME][:_OFFERED]
    partly = [k for score, k in scored if score >= _MAYBE]
    # A surname alone is all that some articles call its bearer; others may bear it as well.
    if fitting := partly if len(typed) == 1 else exact or partly:
        literal = [k for k in fitting if _spelt_so(typed, k)]
        return Found(sure=_meant(literal or fitting), literal=bool(literal))
    near = await work.people.near({token[:size] for token in typed for size in (1, 3)})
    if literal := [k for k in near if _spelt_so(typed, k)]:  # a given name alone
        return Found(sure=tuple(literal[:_OFFERED]), literal=True)
    ranked = sorted(((names.closeness(name, k.name), k) for k in near), key=lambda pair: -pair[0])
    return Found(close=tuple(k for score, k in ranked if score >= _CLOSE)[:_OFFERED])
