"""What leaves storage when the database, and not the request, is at fault.

    Unavailable         cannot be reached, is full, broken or not ours to write
    ├── Busy            locked for too long by somebody else; a second try may pass
    └── Newer           was migrated by a later Sitrep than this one

Drivers' errors are translated here once, with the cause attached. What is not listed is a bug and
passes as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Unavailable(Exception):
    """The database cannot serve now. The message names no address and no data."""


class Busy(Unavailable):
    """Locked for too long by somebody else."""


class Newer(Unavailable):
    """The database has a revision that this version does not know."""


@contextmanager
def translated(unavailable: Callable[[BaseException], Unavailable | None]) -> Iterator[None]:
    """Turn a driver's error into :class:`Unavailable` where ``unavailable`` recognises it."""
    try:
        yield
    except PoolTimeout as exc:
        raise Busy("no free connection") from exc
    except DBAPIError as exc:
        known = unavailable(exc.orig) if exc.orig is not None else None
        if known is None and exc.connection_invalidated:
            known = Unavailable("the connection was lost")
        if known is None:
            raise
        raise known from exc
