"""The plain values of broadcasts: what operators tell all chats, and how far that has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BroadcastState(StrEnum):
    """How a broadcast stands.

    An ASKED one is a preview, and waits to be confirmed. REPLACED (by a newer preview), CANCELLED and LAPSED
    ones never will be. While one is SENDING or STOPPING there is something to do; STOPPED and SENT are over.
    """

    ASKED = "asked"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    SENDING = "sending"
    STOPPING = "stopping"
    STOPPED = "stopped"
    SENT = "sent"


RUNNING = (BroadcastState.SENDING, BroadcastState.STOPPING)
"""In which there is something to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """What an admin tells all chats; ``payload`` is text that the caller wrote and alone understands.

    ``message_id`` is the message, in the private chat of the admin, that shows how far it has come, as long
    as it is kept true. ``chats`` is how many get it, ``sent`` how many got it once it is over. The parcels
    of all chats up to ``after`` are written; with ``written`` those of all. ``admin_id`` is None once
    the admin had themselves forgotten.
    """

    id: int
    admin_id: int | None
    message_id: int | None
    state: BroadcastState
    payload: str
    asked: datetime
    ended: datetime | None
    chats: int
    sent: int
    after: int | None
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of a broadcast's parcels: how many were sent, wait, and failed by reason.

    ``tried`` are those that wait and were tried before, by what came of it.
    """

    sent: int = 0
    waiting: int = 0
    failed: Mapping[str, int]
    tried: Mapping[str, int] = field(default_factory=dict)
