"""Faults to order: error answers and broken connections, for one chat or for the next so many calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.botapi.checks import Refusal


@dataclass
class Fault:
    """One kind of failure, for the next ``times`` calls that it fits.

    ``drop`` breaks the connection instead of answering: "before" the call was taken, or "after" it
    was carried out.
    """

    code: int = 502
    description: str = "Bad Gateway"
    retry_after: int | None = None
    migrate_to: int | None = None
    drop: Literal["before", "after"] | None = None
    method: str = "sendMessage"
    chat_id: int | None = None
    times: int = 1

    @classmethod
    def blocked(cls, chat_id: int) -> Fault:
        """The person blocked the bot: every message is refused."""
        return cls(
            code=403, description="Forbidden: bot was blocked by the user", chat_id=chat_id, times=10**6
        )

    @classmethod
    def flood(cls, seconds: int, *, chat_id: int | None = None, times: int = 1) -> Fault:
        """Too many messages: wait so many seconds."""
        words = f"Too Many Requests: retry after {seconds}"
        return cls(code=429, description=words, retry_after=seconds, chat_id=chat_id, times=times)

    @classmethod
    def migrated(cls, chat_id: int, new: int) -> Fault:
        """The group became a supergroup."""
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        return cls(code=400, description=words, migrate_to=new, chat_id=chat_id, times=10**6)

    def fits(self, method: str, params: dict[str, str]) -> bool:
        """Whether the fault is for this call."""
        right_chat = self.chat_id is None or params.get("chat_id") == str(self.chat_id)
        return self.times > 0 and method == self.method and right_chat

    def refusal(self) -> Refusal:
        """The error answer."""
        parameters = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        return Refusal(self.code, self.description, **{k: v for k, v in parameters.items() if v is not None})
