"""Pages: one item more than a page is read, to know whether another page follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from newsroom.answer import Action, Text
from newsroom.intents import Intent

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """The items of one page, and whether there are more behind it."""

    items: Sequence[T]
    more: bool

    @classmethod
    def of(cls, found: Sequence[T], size: int) -> Page[T]:
        """A page of ``size`` from a reading of ``size + 1``."""
        return cls(items=found[:size], more=len(found) > size)


def turn(page: Page[T], number: int, to: Callable[[int], Intent]) -> list[Action]:
    """The buttons to the page before and the page after."""
    actions = []
    if number > 0:
        actions.append(Action.of(Text.of("button.newer"), to(number - 1)))
    if page.more:
        actions.append(Action.of(Text.of("button.more"), to(number + 1)))
    return actions
