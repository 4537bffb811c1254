"""What lies in the outbox: a letter, which is an answer and what it replaces, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from newsroom.answer import Answer, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An answer to be delivered.

    ``submission_id`` names the submission that it is the receipt of: the message that acknowledged
    it is then edited into this answer. ``alert`` is the story that it is the alert of; with ``edits`` the
    message that was sent as that alert is edited into this answer. That is wanted by whoever has the message,
    where it is ``corrected``: it told what articles do not say any more.
    """

    answer: Answer
    submission_id: int | None = None
    alert: int | None = None
    edits: bool = False
    corrected: bool = False


@cache
def _letters() -> TypeAdapter[Letter]:
    return TypeAdapter(Letter)


def dump(letter: Letter) -> str:
    """The letter as text for the outbox."""
    return _letters().dump_json(letter).decode()


def load(payload: str) -> Letter:
    """The letter of an outbox payload. Raises ValueError for anything that ``dump`` did not write."""
    return _letters().validate_json(payload)


def dump_reason(text: Text) -> str:
    """Why something was set aside, as text for the inbox."""
    return _texts().dump_json(text).decode()


def reason(written: str | None) -> Text | None:
    """What ``dump_reason`` wrote; None for anything else."""
    try:
        return _texts().validate_json(written or "")
    except ValueError:
        return None


@cache
def _texts() -> TypeAdapter[Text]:
    return TypeAdapter(Text)
