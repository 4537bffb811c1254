"""`/start`, `/help` and what is said to a command that is wrong."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Text
from newsroom.commands import BY_NAME, Command, shown
from newsroom.intents import Courtesy, Help, Latest, Topics, Unknown, Usage
from newsroom.preferences import Settings


def welcome(*, empty: bool, sample: bool) -> Answer:
    """The first words: what this is, its promise, and three things to try."""
    blocks: list[Block] = [Heading(text=Text.of("start.heading")), Notice(text=Text.of("start.promise"))]
    if empty:
        blocks.append(Notice(text=Text.of("archive.empty")))
    if sample:
        blocks.append(Notice(text=Text.of("start.sample")))
    blocks += [Item(text=Text.of(f"start.{hint}")) for hint in ("who", "topic", "ask", "subscribe")]
    actions = (
        Action.of(Text.of("button.latest"), Latest()),
        Action.of(Text.of("button.topics"), Topics()),
        Action.of(Text.of("button.help"), Help()),
    )
    return Answer(blocks=tuple(blocks), actions=actions)


def courtesy(intent: Courtesy) -> Answer:
    """A greeting or thanks, returned."""
    key = "courtesy.thanks" if intent.kind == "thanks" else "courtesy.hello"
    actions = (
        Action.of(Text.of("button.latest"), Latest()),
        Action.of(Text.of("button.help"), Help()),
    )
    return Answer(blocks=(Notice(text=Text.of(key)),), actions=actions)


def help_(intent: Help, *, admin: bool) -> Answer:
    """All commands with a line each, or one command in full."""
    if intent.command:
        command = BY_NAME.get(intent.command)
        if command is None or (command.admin and not admin):
            return unknown(Unknown(command=intent.command), admin=admin)
        return Answer(blocks=tuple(_explained(command)))
    items = [Item(lead=f"/{c.name}", text=Text.of(f"about.{c.name}")) for c in shown(admin=admin)]
    return Answer(
        blocks=(Heading(text=Text.of("help.heading")), *items, Notice(text=Text.of("help.question"))),
        actions=(
            Action.of(Text.of("button.latest"), Latest()),
            Action.of(Text.of("button.settings"), Settings()),
        ),
    )


def usage(intent: Usage) -> Answer:
    """A command without the words it needs."""
    command = BY_NAME[intent.command]
    return Answer(
        blocks=(Notice(text=Text.of("usage.missing", name=command.name)), *_explained(command)), refused=True
    )


def _explained(command: Command) -> list[Block]:
    return [
        Item(lead=f"/{command.name}", text=Text.of(f"about.{command.name}")),
        Notice(text=Text.of(f"usage.{command.name}")),
        Notice(text=Text.of(f"example.{command.name}")),
    ]


def unknown(intent: Unknown, *, admin: bool) -> Answer:
    """A command that does not exist, with the nearest that does."""
    names = [c.name for c in shown(admin=admin)]
    close = process.extractOne(intent.command.lower(), names, scorer=fuzz.ratio, score_cutoff=60)
    key = "usage.unknown_close" if close else "usage.unknown"
    text = Text.of(key, name=intent.command, closest=close[0] if close else None)
    actions = (Action.of(Text.of("button.help"), Help(command=close[0] if close else "")),)
    return Answer(blocks=(Notice(text=text),), actions=actions, refused=True)
