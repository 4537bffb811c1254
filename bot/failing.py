"""How an expected error ends the command line: one line on standard error, and an exit code."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Protocol

from newsroom import texts
from newsroom.errors import SitrepError, Trouble
from storage.failures import Unavailable

BAD_REQUEST = 2
TROUBLE = 1


def tell(error: SitrepError) -> int:
    """Writes the error and returns the exit code. English, since settings may be what is wrong."""
    sys.stderr.write(f"sitrep: {texts.load('en').say(error.text, UTC)}\n")
    return TROUBLE if isinstance(error, Trouble) else BAD_REQUEST


class Ends(Protocol):
    """What counts the work of a command; ``failed`` is what ended it early."""

    failed: SitrepError | None


@contextmanager
def ending(tally: Ends, command: str) -> Iterator[None]:
    """Long work of a command, which keeps what is done however it ends, and says how to go on."""
    try:
        yield
    except asyncio.CancelledError:  # Ctrl-C; pressed again, it would break into the ending
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        tally.failed = Trouble(f"{command}.stopped")
    except Unavailable:
        tally.failed = Trouble(f"{command}.unavailable")
    except SitrepError as error:
        tally.failed = error
