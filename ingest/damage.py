"""What the parsers of foreign files raise on files that are broken, by accident or on purpose.

They promise no errors of their own: a reference that leads nowhere is a KeyError in one place and an
AttributeError in the next.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import NoArticle, Unreadable

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@contextmanager
def told() -> Iterator[None]:
    """Around a foreign parser: what it stumbles over is a damaged file. Raises Unreadable."""
    try:
        yield
    except _BROKEN as error:
        raise Unreadable(NoArticle.DAMAGED) from error
