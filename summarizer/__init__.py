"""Text in, findings out: sentences, summaries, people, topics. No I/O of any kind.

``summarizer.analyze`` is the door; it is loaded when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.pipeline import analyze

__all__ = ["analyze"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  # as the data model has it (PEP 562)
    if name != "analyze":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from summarizer.pipeline import analyze  # noqa: PLC0415  # importing the package costs nothing

    return analyze
