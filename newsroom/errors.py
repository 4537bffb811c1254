"""What can go wrong, as a small tree; each error carries a text key and arguments, never prose.

    SitrepError
    ├── Refused         the request cannot be done as it stands; shown to the person (exit code 2)
    ├── Trouble         something outside failed for now; shown as "try later", logged with its cause
    └── Misconfigured   a setting is missing or wrong; the process does not start (exit code 2)

Anything else that is raised is a bug: the person gets a short id, the log gets the traceback.
"""

from __future__ import annotations

from newsroom.answer import Arg, Text


class SitrepError(Exception):
    """Base of all expected errors. ``text`` is what to tell the person."""

    def __init__(self, key: str, **args: Arg) -> None:
        super().__init__(key)
        self.text = Text.of(key, **args)


class Refused(SitrepError):
    """The request cannot be done as it stands."""


class Trouble(SitrepError):
    """Something outside failed; trying again later may help."""


class Misconfigured(SitrepError):
    """A setting is missing or wrong."""
