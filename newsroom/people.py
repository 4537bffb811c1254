"""Who is who across the archive: joining an article's people to known ones, and finding a typed name."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Work
from storage.values import KnownPerson
from summarizer import model, names

_SAME = 0.9  # names.alike at or above: the same person
_MAYBE = 0.6  # names.alike at or above: a part of the name, as a surname is
_CLOSE = 0.6  # names.closeness at or above: worth offering as "did you mean"
_OFFERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The outcome of looking for a name: ``sure`` people it fits, or else those it resembles."""

    sure: tuple[KnownPerson, ...] = ()
    close: tuple[KnownPerson, ...] = ()


def _likeness(name: str, person: KnownPerson) -> float:
    return max(names.alike(name, form) for form in {person.name, *person.forms})


async def place(work: Work, person: model.Person) -> int:
    """The archive's id for a person named in a new article: a known one, or a newly added one.

    A full name joins the person of that name. A lone surname joins only if the archive knows exactly
    one bearer; with several it stays apart, since guessing would put words in a stranger's mouth.
    """
    known = await work.people.candidates(names.keys(person.name))
    scored = [(_likeness(person.name, k), k) for k in known]
    same = [k for score, k in scored if score >= _SAME]
    if not same and len(names.tokens(person.name)) == 1:
        partial = [k for score, k in scored if score >= _MAYBE]
        same = partial if len(partial) == 1 else []
    keys = frozenset[str]().union(*(names.keys(form) for form in person.forms))
    if not same:
        return await work.people.add(person.name, person.forms, keys)
    await work.people.learn(same[0].id, person.forms, keys)
    return same[0].id


async def find(work: Work, name: str) -> Found:
    """The people a typed name fits; where there are none, those it may have meant."""
    if not (typed := names.tokens(name)):
        return Found()
    known = await work.people.candidates(names.keys(name))
    scored = sorted(((_likeness(name, k), k) for k in known), key=lambda pair: (-pair[0], -pair[1].articles))
    if exact := [k for score, k in scored if score >= _SAME]:
        return Found(sure=tuple(exact[:_OFFERED]))
    if partial := [k for score, k in scored if score >= _MAYBE]:
        return Found(sure=tuple(partial))
    near = await work.people.near({token[:1] for token in typed} | {token[:2] for token in typed})
    ranked = sorted(((names.closeness(name, k.name), k) for k in near), key=lambda pair: -pair[0])
    return Found(close=tuple(k for score, k in ranked if score >= _CLOSE)[:_OFFERED])
