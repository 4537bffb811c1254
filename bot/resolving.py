"""Who is who across the lines of `sitrep analyze --jsonl --resolve`, as the archive would have it.

Full names are placed as the lines come; lone surnames at the end, when all who bear them are known. What a
line gives waits in a file meanwhile, so that memory holds the names alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Any

from bot.corpus import dumps
from newsroom import people
from storage.values import KnownPerson
from summarizer import names
from summarizer.model import Person

_LOOKED_AT = 50  # people who share most keys with a name, of whom it may be one


class Resolving:
    """Takes the analyses of all lines, and gives them back with people numbered across them."""

    def __init__(self) -> None:
        self._waiting = TemporaryFile()  # noqa: SIM115  # it lives as long as this
        self._known: dict[int, KnownPerson] = {}
        self._keys: dict[str, set[int]] = {}
        self._placed: list[list[int | None]] = []

    def take(self, result: str) -> None:
        """One more line's analysis."""
        self._waiting.write(f"{result}\n".encode())
        found = [_person(each) for each in json.loads(result)["people"]]
        self._placed.append([None if _lone(each) else self._place(each) for each in found])

    def lines(self) -> Iterator[str]:
        """All that was taken, in its order. In place of indices into ``people`` stand the people's ids."""
        self._waiting.seek(0)
        for line, placed in zip(self._waiting, self._placed, strict=True):
            found = json.loads(line)
            ids = [
                self._place(_person(each)) if number is None else number
                for each, number in zip(found["people"], placed, strict=True)
            ]
            yield dumps(_resolved(found, ids))
        self._waiting.close()

    def _place(self, person: Person) -> int | None:
        """Who of those known the person is, or somebody new; None for what may be no person at all."""
        same = people.bearer(person, self._candidates(names.keys(person.name)))
        if same is None and person.tentative:
            return None
        forms = tuple(person.forms)
        if same is None:
            number = len(self._known) + 1
            same = KnownPerson(id=number, name=person.name, forms=(), articles=0)
        merged = tuple(dict.fromkeys([*same.forms, person.name, *forms]))
        self._known[same.id] = replace(same, forms=merged, articles=same.articles + 1)
        for form in (person.name, *forms):
            for key in names.keys(form):
                self._keys.setdefault(key, set()).add(same.id)
        return same.id

    def _candidates(self, keys: frozenset[str] | set[str]) -> Sequence[KnownPerson]:
        """Who shares a key: most of them first, then most articles."""
        shared = Counter(number for key in keys for number in self._keys.get(key, ()))
        order = sorted(shared, key=lambda n: (-shared[n], -self._known[n].articles, n))
        return [self._known[number] for number in order[:_LOOKED_AT]]


def _person(told: Mapping[str, Any]) -> Person:
    return Person(name=told["name"], forms=tuple(told["forms"]), tentative=told["tentative"])


def _lone(person: Person) -> bool:
    return len(names.tokens(person.name)) == 1


def _resolved(found: dict[str, Any], ids: Sequence[int | None]) -> dict[str, Any]:
    """A line's analysis with ids; names that are nobody's are left out."""

    def number(at: int | None) -> int | None:
        return None if at is None else ids[at]

    for sentence in found["sentences"]:
        if (meant := sentence["antecedent"]) is not None:
            who = number(meant["person"])
            sentence["antecedent"] = None if who is None else {**meant, "person": who}
    for name in ("mentions", "roles"):
        found[name] = [
            {**each, "person": who} for each in found[name] if (who := number(each["person"])) is not None
        ]
    found["quotes"] = [{**each, "person": number(each["person"])} for each in found["quotes"]]
    found["people"] = [
        {"id": who, **each} for who, each in zip(ids, found["people"], strict=True) if who is not None
    ]
    return found
