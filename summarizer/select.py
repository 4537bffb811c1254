"""Which set of sentences makes the brief: a search over sets that stand on their own and keep to a budget.

Sentences come with those they cannot do without: what a pronoun points back at, the other parts of a
quotation, the caveat on a claim. A set is grown by such groups, and the best of each size are kept (beam
search), which for three sentences is next to looking at all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import numpy as np

from summarizer import same
from summarizer.eligible import Fitness
from summarizer.material import Material, Vector
from summarizer.model import Budget
from summarizer.worth import Sets

Group = tuple[int, ...]
"""Positions, ascending."""

_LARGEST_GROUP = 4
_WEIGHED = 2_500
"""Sets of one size that are grown from the one before; the beam is as wide as that allows."""
_WIDEST = 120
_FILL = 1.5
"""What a full budget of characters is worth beside an empty one."""


def choose(
    material: Material,
    budget: Budget,
    worth: Callable[[Sets], Vector],
    *,
    prior: Vector,
    allowed: Collection[int] | None = None,
) -> Group:
    """The best set that keeps to the budget, ascending. ``prior`` rates each candidate by itself.

    ``allowed`` are the candidates that may be chosen for themselves, all where it is None. Where none of
    them stands alone, those are taken that do not, and of a text without one fit sentence the first ones.
    """
    among = range(len(material.candidates)) if allowed is None else allowed
    told = [at for at in material.told if at in among]
    for groups in _stages(material, budget, told):
        if groups:
            return _searched(material, budget, worth, pool(groups, prior, budget))
    return fill(material, budget, told) if allowed is None else ()


def standing(material: Material, budget: Budget, positions: Iterable[int]) -> list[Group]:
    """Of the sentences that may be chosen for themselves each with those it cannot do without."""
    fit = (at for at in positions if material.candidates[at].fitness is Fitness.ALONE)
    return list(dict.fromkeys(filter(None, (group(material, at, budget) for at in fit))))


def _stages(material: Material, budget: Budget, told: Sequence[int]) -> Iterator[list[Group]]:
    """What may be chosen: first what stands, then what is fit, then all but furniture."""
    yield standing(material, budget, told)
    for least in (Fitness.ALONE, Fitness.BESIDE):
        yield [(at,) for at in told if material.candidates[at].fitness >= least]


def fill(material: Material, budget: Budget, order: Iterable[int], *, stop: bool = False) -> Group:
    """Sentences in the given order of preference, as far as the budget goes, ascending.

    One that does not fit is passed over, or ends it all with ``stop``.
    """
    chosen: list[int] = []
    for at in order:
        if within(material, budget, (*chosen, at)):
            chosen.append(at)
        elif stop:
            break
    return tuple(sorted(chosen))


def within(material: Material, budget: Budget, chosen: Sequence[int]) -> bool:
    """Whether a set keeps to a budget; one sentence always does, if any may be given at all."""
    if budget.sentences is not None and len(chosen) > budget.sentences:
        return False
    return budget.characters is None or len(chosen) == 1 or _printed(material, chosen) <= budget.characters


def group(material: Material, at: int, budget: Budget) -> Group | None:
    """A sentence with those it cannot do without; None where they cannot be given with it."""
    candidates = material.candidates
    members, open_ends = {at}, [at]
    while open_ends:
        now = open_ends.pop()
        needs = {now - 1} if candidates[now].leans else set()
        needs |= {now + 1} if candidates[now].left_open else set()
        for other in needs - members:
            if not _beside(material, now, other) or len(members) == _LARGEST_GROUP:
                return None
            members.add(other)
            open_ends.append(other)
    last = max(members)
    doubted = {*members, last + 1}
    if _beside(material, last, last + 1) and candidates[last + 1].caveat:
        standing = not candidates[last + 1].left_open and not candidates[last].caveat
        if standing and within(material, budget, tuple(doubted)):
            members = doubted
    return tuple(sorted(members)) if len(members) == 1 or within(material, budget, tuple(members)) else None


def _beside(material: Material, at: int, other: int) -> bool:
    """Whether a neighbour is of the same document and may be shown."""
    candidates = material.candidates
    if not 0 <= other < len(candidates) or candidates[max(at, other)].index == 0:
        return False
    return not candidates[other].repeat and candidates[other].fitness is not Fitness.NEVER


def _printed(material: Material, chosen: Sequence[int]) -> int:
    return sum(material.candidates[at].characters for at in chosen) + len(chosen) - 1


def pool(groups: Sequence[Group], prior: Vector, budget: Budget) -> list[Group]:
    """The first groups and those with the best sentence in them."""
    size = 8 + (budget.sentences if budget.sentences is not None else (budget.characters or 0) // 60)
    best = sorted(groups, key=lambda g: (-max(prior[at] for at in g), g))
    if budget.sentences == 1:
        return list(groups)
    return list(dict.fromkeys([*groups[:size], *best[:size]]))


def _searched(
    material: Material, budget: Budget, worth: Callable[[Sets], Vector], groups: Sequence[Group]
) -> Group:
    """The best set made of the pool's groups."""
    alike = _Alike(material)
    width = max(1, min(_WIDEST, _WEIGHED // len(groups)))
    grown: dict[int, dict[Group, float]] = {0: {(): 0.0}}
    size = 0
    while size <= max(grown):
        beam = sorted(grown.get(size, {}), key=lambda s: (-grown[size][s], s))[:width]
        fresh: dict[int, set[Group]] = {}
        for chosen in beam:
            for each in groups:
                added = [at for at in each if at not in chosen]
                if added and not alike.any(added, chosen):
                    together = tuple(sorted((*chosen, *added)))
                    if within(material, budget, together):
                        fresh.setdefault(len(together), set()).add(together)
        for length, sets in fresh.items():
            known = grown.setdefault(length, {})
            new = sorted(sets - known.keys())
            if new:
                values = worth(np.array(new, dtype=np.intp)) + _filled(material, budget, new)
                known.update(zip(new, map(float, values), strict=True))
        size += 1
    sizes = [max(grown)] if budget.characters is None else grown
    found = ((-value, chosen) for size in sizes for chosen, value in grown[size].items() if chosen)
    return min(found, default=(0.0, ()))[1]


def _filled(material: Material, budget: Budget, sets: Sequence[Group]) -> Vector:
    """What the used part of a budget of characters is worth; more than all of it is worth nothing."""
    if budget.characters is None:
        return np.zeros(len(sets))
    printed = np.array([_printed(material, chosen) for chosen in sets]) / max(1, budget.characters)
    return np.asarray(np.where(printed <= 1.0, _FILL * printed, -_FILL * printed), dtype=float)


class _Alike:
    """Whether sentences say the same, worked out when asked and remembered."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._rare = same.rarity(candidate.stems for candidate in material.candidates)
        self._known: dict[tuple[int, int], bool] = {}

    def any(self, added: Sequence[int], chosen: Sequence[int]) -> bool:
        """Whether one of ``added`` says what one of ``chosen`` says."""
        return any(self._pair(min(a, b), max(a, b)) for a in added for b in chosen)

    def _pair(self, one: int, two: int) -> bool:
        if (one, two) not in self._known:
            near = self._material.likeness[one, two]
            self._known[one, two] = bool(near > same.ALIKE) or (near > same.ALIKE / 2 and self._holds(one, two))
        return self._known[one, two]

    def _holds(self, one: int, two: int) -> bool:
        left, right = (self._material.candidates[at].stems for at in (one, two))
        shorter, longer = sorted((left, right), key=len)
        return same.covered(shorter, longer, self._rare) >= same.COVERED
