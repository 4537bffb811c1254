"""Parts of a text that look other than the rest: bold, say, or a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["bold", "italic", "underline", "strikethrough"]
"""As Telegram names them: Bot API, MessageEntity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """``text[start:end]``, in code points: how it looks, or the address that it leads to."""

    start: int
    end: int
    look: Look | None = None
    href: str | None = None


def units(text: str) -> int:
    """The length in UTF-16 code units, which is how Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)
