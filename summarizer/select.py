"""Which set of sentences makes the brief: a search over sets that stand on their own and keep to a budget.

Sentences come with those they cannot do without: what a pronoun points back at, the other parts of a
quotation, the caveat on a claim. A set is grown by such groups, and the best of each size are kept (beam
search), which for three sentences is next to looking at all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice

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
"""Sets that are grown from those of three sentences on; the beam is as wide as that allows, and
the narrower the longer the sets: the choice of a further sentence among many tells little."""
_WIDEST = 30
_ROOM = 8
"""Groups beyond the number of sentences that are looked at, of the first and of the best."""
_CHARACTERS = 60
"""Characters of a short sentence."""
_MOST_GROUPS = 60
"""Groups beyond which sets are not weighed: the work grows with the cube of their number."""
_FILL = 1.5
"""What a full budget of characters is worth beside an empty one."""
_OVER = 100.0
"""What counts against a sentence that is longer than the budget: it is given where none is shorter."""
_NEAR = same.ALIKE / 2
"""The cosine below which no sentence holds all that another says."""


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
    for groups in _stages(material, budget, told, prior):
        if len(groups) > _MOST_GROUPS:
            return _gathered(material, budget, groups, prior)
        if groups:
            return _searched(material, budget, worth, groups)
    return fill(material.lengths, budget, told) if allowed is None else ()


def pool(material: Material, budget: Budget, positions: Sequence[int], prior: Vector) -> list[Group]:
    """What a set is made of: the first sentences and the best that stand, each with those it needs."""
    fit = [at for at in positions if material.candidates[at].fitness is Fitness.ALONE]
    size = len(fit)
    if budget.sentences is not None and budget.sentences != 1:
        size = _ROOM + budget.sentences
    elif budget.characters is not None and budget.sentences is None:
        size = _ROOM + budget.characters // _CHARACTERS
    found: dict[Group, None] = {}
    for order in (fit, sorted(fit, key=lambda at: (-prior[at], at))):
        standing = filter(None, (group(material, at, budget) for at in order))
        found.update(dict.fromkeys(islice(standing, size)))
    return list(found)


def _stages(material: Material, budget: Budget, told: Sequence[int], prior: Vector) -> Iterator[list[Group]]:
    """What may be chosen: first what stands, then what is fit, then all but furniture."""
    yield pool(material, budget, told, prior)
    for least in (Fitness.ALONE, Fitness.BESIDE):
        yield [(at,) for at in told if material.candidates[at].fitness >= least]


def fill(lengths: Sequence[int], budget: Budget, order: Iterable[int], *, stop: bool = False) -> Group:
    """Positions in the given order of preference, as far as the budget goes, ascending.

    ``lengths`` are in characters. A sentence that does not fit is passed over, or ends it all with ``stop``.
    Where none fits, the first is given all the same.
    """
    chosen: list[int] = []
    order = list(order)
    fit = [at for at in order if budget.characters is None or lengths[at] <= budget.characters]
    for at in order if stop else fit or order:
        if within(lengths, budget, (*chosen, at)):
            chosen.append(at)
        elif stop:
            break
    return tuple(sorted(chosen))


def within(lengths: Sequence[int], budget: Budget, chosen: Sequence[int]) -> bool:
    """Whether a set keeps to a budget; one sentence always does, if any may be given at all."""
    if budget.sentences is not None and len(chosen) > budget.sentences:
        return False
    return budget.characters is None or len(chosen) == 1 or _printed(lengths, chosen) <= budget.characters


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
        if standing and within(material.lengths, budget, tuple(doubted)):
            members = doubted
    return (
        tuple(sorted(members))
        if len(members) == 1 or within(material.lengths, budget, tuple(members))
        else None
    )


def _beside(material: Material, at: int, other: int) -> bool:
    """Whether a neighbour is of the same document and may be shown."""
    candidates = material.candidates
    if not 0 <= other < len(candidates) or candidates[max(at, other)].index == 0:
        return False
    return not candidates[other].repeat and candidates[other].fitness is not Fitness.NEVER


def _printed(lengths: Sequence[int], chosen: Sequence[int]) -> int:
    return sum(lengths[at] for at in chosen) + len(chosen) - 1


def _searched(
    material: Material, budget: Budget, worth: Callable[[Sets], Vector], groups: Sequence[Group]
) -> Group:
    """The best set made of the groups. Sets are kept as bits of the positions too: they are many."""
    masks = [(sum(1 << at for at in each), each) for each in groups]
    barred = _barred(material, sorted({at for each in groups for at in each}))
    clashes = [_joined(barred[at] for at in each) & ~mask for mask, each in masks]
    steps = len(groups) // 4 if budget.sentences is None else max(1, budget.sentences - 2) ** 2
    width = max(1, min(_WIDEST, _WEIGHED // (len(groups) * max(1, steps))))
    fresh: dict[int, dict[int, Group]] = {0: {0: ()}}
    grown: dict[int, dict[Group, float]] = {}
    size = 0
    while size <= max(fresh):
        sets = grown[size] = _weighed(material, budget, worth, fresh.get(size, {}).values())
        for chosen in sorted(sets, key=lambda s: (-sets[s], s))[:width]:
            own = sum(1 << at for at in chosen)
            for (mask, each), clash in zip(masks, clashes, strict=True):
                both = own | mask
                if both != own and not clash & own:
                    larger = fresh.setdefault(both.bit_count(), {})
                    if both not in larger:
                        larger[both] = tuple(sorted({*chosen, *each}))
        size += 1
    sizes = [max(s for s in grown if grown[s])] if budget.characters is None else grown
    found = ((-value, chosen) for size in sizes for chosen, value in grown[size].items() if chosen)
    return min(found, default=(0.0, ()))[1]


def _gathered(material: Material, budget: Budget, groups: Sequence[Group], prior: Vector) -> Group:
    """The best groups one by one, as far as the budget goes."""
    rare = material.rarity
    chosen: set[int] = set()
    for each in sorted(groups, key=lambda g: (-max(prior[at] for at in g), g)):
        added = [at for at in each if at not in chosen]
        alike = any(_alike(material, at, other, rare) for at in added for other in chosen)
        if added and not alike and within(material.lengths, budget, [*chosen, *added]):
            chosen.update(added)
    return tuple(sorted(chosen))


def _weighed(
    material: Material, budget: Budget, worth: Callable[[Sets], Vector], sets: Collection[Group]
) -> dict[Group, float]:
    """Those of the sets, all of one size, that keep to the budget, each with its value."""
    kept = sorted(chosen for chosen in sets if within(material.lengths, budget, chosen))
    if not kept or not kept[0]:
        return dict.fromkeys(kept, 0.0)
    values = worth(np.array(kept, dtype=np.intp)) + _filled(material, budget, kept)
    return dict(zip(kept, map(float, values), strict=True))


def _filled(material: Material, budget: Budget, sets: Sequence[Group]) -> Vector:
    """What the used part of a budget of characters is worth; beyond all of it counts much against it."""
    if budget.characters is None:
        return np.zeros(len(sets))
    printed = np.array([_printed(material.lengths, chosen) for chosen in sets]) / max(1, budget.characters)
    return np.asarray(np.where(printed <= 1.0, _FILL * printed, -_OVER * printed), dtype=float)


def _joined(masks: Iterable[int]) -> int:
    joined = 0
    for mask in masks:
        joined |= mask
    return joined


def _barred(material: Material, positions: Sequence[int]) -> dict[int, int]:
    """For each position the bits of those that say the same."""
    rare = material.rarity
    near = material.likeness[np.ix_(positions, positions)]
    barred = dict.fromkeys(positions, 0)
    for row, column in np.argwhere(np.triu(near > _NEAR, 1)):
        one, two = positions[row], positions[column]
        if _alike(material, one, two, rare):
            barred[one] |= 1 << two
            barred[two] |= 1 << one
    return barred


def _alike(material: Material, one: int, two: int, rare: same.Rarity) -> bool:
    """Whether two sentences say the same, or the longer all that the shorter says."""
    near = material.likeness[one, two]
    if near <= _NEAR or near > same.ALIKE:
        return bool(near > same.ALIKE)
    shorter, longer = sorted((material.candidates[at].stems for at in (one, two)), key=len)
    return same.covered(shorter, longer, rare) >= same.COVERED
