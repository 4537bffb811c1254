"""How an expected error ends the command line: one line on standard error, and an exit code."""

from __future__ import annotations

import sys
from datetime import UTC

from newsroom import texts
from newsroom.errors import SitrepError, Trouble

BAD_REQUEST = 2
TROUBLE = 1


def tell(error: SitrepError) -> int:
    """Writes the error and returns the exit code. English, since settings may be what is wrong."""
    sys.stderr.write(f"sitrep: {texts.load('en').say(error.text, UTC)}\n")
    return TROUBLE if isinstance(error, Trouble) else BAD_REQUEST
