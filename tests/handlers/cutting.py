"""How Telegram's apps cut a long text into messages, for tests."""

from __future__ import annotations

from collections.abc import Callable

LIMIT = 4096  # UTF-16 units; the texts of these tests have no characters of two


def hard(text: str) -> list[str]:
    """Where the limit falls, and nothing is stripped."""
    return [text[at : at + LIMIT] for at in range(0, len(text), LIMIT)]


def android(text: str) -> list[str]:
    """As SendMessagesHelper: at a blank line, line, sentence or word in the last 300, and stripped."""
    parts = []
    while len(text) > LIMIT:
        at = _best(text, LIMIT - 300)
        parts.append(text[:at].strip())
        text = text[at:]
    return [*parts, text.strip()]


def desktop(text: str) -> list[str]:
    """As TextUtilities::CutPart: the same in the second half, and stripped."""
    parts = []
    while len(text) > LIMIT:
        at = _best(text, LIMIT // 2)
        parts.append(text[:at].strip())
        text = text[at:]
    return [*parts, text.strip()]


def _best(text: str, low: int) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, low, LIMIT)
        if at >= 0:
            return at + len(mark)
    return LIMIT


APPS: dict[str, Callable[[str], list[str]]] = {"hard": hard, "android": android, "desktop": desktop}
