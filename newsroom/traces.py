"""Where an error came from, for the log."""

from __future__ import annotations

import traceback


def trace(error: BaseException) -> str:
    """Where an error and its causes came from: types, files and lines.

    Messages are left out, since they may hold what somebody wrote, or a token.
    """
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        if isinstance(current, BaseExceptionGroup):
            lines += [trace(each) for each in current.exceptions]
        lines += [f"{type(current).__module__}.{type(current).__qualname__}"]
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)
