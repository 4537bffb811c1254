"""The button that leads to a map, for the pages of what has one."""

from __future__ import annotations

from newsroom.answer import Action, Text
from newsroom.intents import ShowWhere


def to(kind: str, key: int | str) -> Action:
    """To the map of a person ("p"), a topic ("t"), a story ("s") or places ("g")."""
    return Action.of(Text.of("button.map"), ShowWhere(kind=kind, key=str(key)))
