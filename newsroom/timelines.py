"""The button that leads to a timeline, for the pages of what has one."""

from __future__ import annotations

from newsroom.answer import Action, Text
from newsroom.intents import ShowTimeline


def to(kind: str, key: int | str) -> Action:
    """To the timeline of a person ("p"), a topic ("t") or a story ("s")."""
    return Action.of(Text.of("button.timeline"), ShowTimeline(kind=kind, key=str(key)))
