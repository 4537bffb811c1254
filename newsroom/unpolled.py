"""Why a feed could not be read, and where one is looked for."""

from __future__ import annotations

import re
from datetime import timedelta

from ingest import canonical
from ingest.errors import NoPage, Unfetchable
from newsroom import believable
from newsroom.errors import Refused
from newsroom.reading import busy

_GONE = 410  # RFC 9110, section 15.5.11
_MISSING, _CLOSED = {404}, {401, 402, 403, 451}  # RFC 9110, sections 15.5.2 to 15.5.5; RFC 7725, section 3
_SAID = 60  # characters of an address that is none
_SCHEME = re.compile(r"feed:(?://|(?=https?:))(?:https?://)?", re.IGNORECASE)  # of old lists and browsers
_EXAMPLE = "https://paper.example/feed"


class Unpolled(Refused):
    """A feed could not be read. ``after`` is how long its server wants to be left in peace.

    ``passes`` says that it may well be there a little later.
    """

    after = timedelta()
    passes = False


class Gone(Unpolled):
    """The server says that the feed will not come back."""


def refusal(status: int) -> Unpolled:
    """What a server's answer that is no feed says."""
    if status == _GONE:
        return Gone("unpolled.gone")
    known = {"missing": status in _MISSING, "closed": status in _CLOSED, "busy": busy(status)}
    key = next((name for name, is_ in known.items() if is_), "status")
    failed = Unpolled(f"unpolled.{key}", status=status)
    failed.passes = known["busy"]
    return failed


def address(typed: str) -> str:
    """The web address that is meant, in the one form that it has. Raises Refused where none is."""
    words = typed.strip().strip("<>")
    named = _SCHEME.sub("https://", words)
    url = believable.address(named if "://" in named else f"https://{named}")
    host = canonical.host(url) if url else None
    if url is None or host is None or ("://" not in named and "." not in host):
        raise Refused("unpolled.no_address", words=words[:_SAID], example=_EXAMPLE)
    return url


def unreached(error: Unfetchable) -> Unpolled:
    """Where there was no answer at all."""
    failed = Unpolled(f"unpolled.{error.reason}", status=error.status)
    failed.passes = error.reason in {NoPage.TIMEOUT, NoPage.CONNECTION}
    return failed
