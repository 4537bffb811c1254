"""How much one person, and one group together, can ask: token buckets that nobody can empty for others.

Nothing is stored: after a restart every bucket is full.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from newsroom.question import Asker
from storage.chat_values import ChatKind

_T = TypeVar("_T")
_MINUTE = 60.0  # seconds in which a bucket fills
_LATELY = 300.0  # seconds for which a member who was answered counts as one of those who share
_USERS, _GROUPS, _MEMBERS = 10_000, 2_000, 200  # the most that are kept; whoever asked longest ago goes
QUESTION = 1.0
KEYSTROKE = 0.2  # of a question: an inline query comes with every pause in typing


class Verdict(Enum):
    """Whether a question is answered, refused with a notice, or passed over in silence."""

    ANSWER = "answer"
    NOTICE = "notice"
    SILENCE = "silence"


@dataclass(slots=True)
class _Bucket:
    """Tokens left at a time; below zero while a group has lent some to members who had asked less."""

    left: float
    at: float

    def refill(self, size: float, now: float) -> None:
        self.left = min(size, self.left + (now - self.at) * size / _MINUTE)
        self.at = now


@dataclass(slots=True)
class _User:
    bucket: _Bucket
    refused: float = float("-inf")


@dataclass(slots=True)
class _Group:
    bucket: _Bucket
    answered: OrderedDict[int, float] = field(default_factory=OrderedDict)  # members, and when last


class Limits:
    """Counts questions. ``per_user`` and ``per_group`` are questions a minute; 0 is no limit.

    A group's bucket is shared out, not first come first served: when it is empty, a member who was
    last answered longer ago than their share of a minute is answered all the same, on credit. So
    whoever floods a group waits for their own share, and the others notice nothing.
    """

    def __init__(self, *, per_user: int, per_group: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_user = float(per_user)
        self._per_group = float(per_group)
        self._clock = clock
        self._users: OrderedDict[int, _User] = OrderedDict()
        self._groups: OrderedDict[int, _Group] = OrderedDict()

    def ask(self, user_id: int, group_id: int | None = None, cost: float = QUESTION) -> Verdict:
        """Counts one question of a user, in a group or in private; the notice comes once in a flood."""
        now = self._clock()
        user = self._user(user_id, now)
        if self._per_user and user.bucket.left < cost:
            return _refused(user, now)
        if self._per_group and group_id is not None and not self._share(group_id, user_id, cost, now):
            return _refused(user, now)
        user.bucket.left -= cost
        return Verdict.ANSWER

    def count(self, asker: Asker, cost: float = QUESTION) -> Verdict:
        """Counts one question of an asker, in the chat they ask in."""
        group_id = None if asker.kind is ChatKind.PRIVATE else asker.chat_id
        return self.ask(asker.chat_id if asker.user_id is None else asker.user_id, group_id, cost)

    def _user(self, user_id: int, now: float) -> _User:
        user = self._users.setdefault(user_id, _User(bucket=_Bucket(self._per_user, now)))
        _keep(self._users, user_id, _USERS)
        user.bucket.refill(self._per_user, now)
        return user

    def _share(self, group_id: int, user_id: int, cost: float, now: float) -> bool:
        """Takes from the group's bucket what the user may; False if that is nothing now."""
        size = self._per_group
        group = self._groups.setdefault(group_id, _Group(bucket=_Bucket(size, now)))
        _keep(self._groups, group_id, _GROUPS)
        group.bucket.refill(size, now)
        debt = cost - group.bucket.left
        if debt > 0:
            lately = {member for member, at in group.answered.items() if now - at < _LATELY}
            share = _MINUTE * len(lately | {user_id}) / size  # seconds between one member's answers
            waited = now - group.answered.get(user_id, float("-inf"))
            # Longer the deeper the debt: so those who only ever take their share pay it back.
            if debt > size or waited < share * (1 + debt / size):
                return False
        group.bucket.left -= cost
        group.answered[user_id] = now
        _keep(group.answered, user_id, _MEMBERS)
        return True


def _refused(user: _User, now: float) -> Verdict:
    """A notice, unless the last refusal was a moment ago: a flood gets one, however long it lasts."""
    told = now - user.refused < _MINUTE
    user.refused = now
    return Verdict.SILENCE if told else Verdict.NOTICE


def _keep(kept: OrderedDict[int, _T], key: int, most: int) -> None:
    """Marks an entry as the newest, and lets the oldest go where there are too many."""
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
