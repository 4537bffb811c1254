"""An answer's actions as rows of buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from handlers.runs import sendable
from newsroom import deeplinks, tokens
from newsroom.answer import Action
from newsroom.texts import Texts

ROWS = 8
_PER_ROW = 3
_ROW_LENGTH = 36  # characters; what a phone shows of a row before it cuts labels short
_LABEL = 60  # characters; names come from articles and have no length of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: its label, and the callback data (1 to 64 bytes) or the address it opens."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Buttons in the place of the phone's keyboard: one shares the location, one says what it is called.

    Without any, those that are there are taken away.
    """

    share: str = ""
    say: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


def keyboard(
    actions: Sequence[Action], texts: Texts, zone: tzinfo, *, opens_at: str | None = None
) -> Keyboard:
    """The buttons in rows of two or three as their labels allow; never more than eight rows.

    With ``opens_at``, a bot's name, they are links that open the reader's own chat with it; what no link
    leads to has no button.
    """
    buttons = [Button(label=_short(texts.say(a.label, zone)), data=a.token) for a in actions]
    if opens_at is not None:
        buttons = [link for each in buttons if (link := _link(each, opens_at)) is not None]
    rows: list[list[Button]] = []
    for button in buttons:
        if rows and _has_room(rows[-1], button):
            rows[-1].append(button)
        else:
            rows.append([button])
    if len(rows) > ROWS:
        width = -(-len(buttons) // ROWS)
        rows = [buttons[at : at + width] for at in range(0, len(buttons), width)]
    return tuple(tuple(row) for row in rows)


def _link(button: Button, username: str) -> Button | None:
    intent = tokens.decode(button.data)
    payload = None if intent is None else deeplinks.payload(intent)
    return None if payload is None else Button(label=button.label, url=deep_link(username, payload))


def deep_link(username: str, payload: str) -> str:
    """The address that opens somebody's own chat with the bot at a payload (newsroom.deeplinks)."""
    return f"https://t.me/{username}?start={payload}"


def _has_room(row: Sequence[Button], button: Button) -> bool:
    length = sum(len(b.label) for b in (*row, button))
    return len(row) < _PER_ROW and length <= _ROW_LENGTH


def _short(label: str) -> str:
    label = " ".join(sendable(label).split()) or "…"
    return label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"
