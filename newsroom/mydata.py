"""What is stored of somebody, as a document that they can read and programs too."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

VERSION = 1
_LARGEST = 40_000_000  # characters; Telegram takes files of up to 50 MB from bots
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SECTIONS = {
    "chat": "chat",
    "subscription": "digests_subscribed",
    "follow": "followed_and_muted",
    "alert_plan": "alerts_wanted",
    "alert": "alerts_given_or_kept_back",
    "digest": "digests_composed",
    "outbox": "messages_to_be_sent_or_sent",
    "visit": "stories_opened",
    "asked": "questions",
    "inbox": "handed_over",
    "channel": "channels_added",
    "feed": "feeds_added",
    "correction": "corrections",
    "broadcast": "broadcasts",
}
"""What the document calls each table of storage.personal."""


def _unpacked(value: str) -> object:
    """What was stored as JSON, or the text where it was none."""
    try:
        return json.loads(value)
    except ValueError:
        return value


_READ: dict[tuple[str, str], Callable[[Any], object]] = {
    ("subscription", "times"): str.split,
    ("subscription", "days"): lambda days: [_DAYS[int(day)] for day in days],
    ("subscription", "about"): _unpacked,
    ("subscription", "thread_id"): lambda topic: topic or None,
    ("alert_plan", "quiet"): str.split,
    ("digest", "stories"): lambda numbers: [int(number) for number in numbers.split()],
    ("digest", "thread_id"): lambda topic: topic or None,
    ("outbox", "payload"): _unpacked,
    ("inbox", "reason"): _unpacked,
    ("correction", "articles"): _unpacked,
    ("correction", "said"): _unpacked,
    ("broadcast", "payload"): _unpacked,
}
_NAMES = {"thread_id": "forum_topic", "payload": "message", "at": "time"}


def document(stored: Mapping[str, Sequence[Mapping[str, Any]]], *, chat_id: int, now: datetime) -> str:
    """The rows by table (see storage.personal) as one JSON object: times in ISO 8601, UTC.

    Where that is more than a file may hold, the texts that were handed over are left out, and it says so.
    """
    written = _written(stored, chat_id, now)
    if len(written) <= _LARGEST or "inbox" not in stored:
        return written
    short = [{**row, "text": f"left out: {len(row['text'])} characters"} for row in stored["inbox"]]
    return _written({**stored, "inbox": short}, chat_id, now)


def _written(stored: Mapping[str, Sequence[Mapping[str, Any]]], chat_id: int, now: datetime) -> str:
    whole: dict[str, object] = {
        "document": "everything that Sitrep stores of this chat",
        "version": VERSION,
        "written": _time(now),
        "chat_id": chat_id,
    }
    for table, rows in stored.items():
        shown = [
            {_NAMES.get(name, name): _plain(table, name, value) for name, value in row.items()}
            for row in rows
        ]
        whole[SECTIONS[table]] = shown
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain(table: str, name: str, value: object) -> object:
    if isinstance(value, datetime):
        return _time(value)
    read = _READ.get((table, name))
    return value if read is None or value is None else read(value)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
