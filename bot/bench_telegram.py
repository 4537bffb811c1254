"""A stand-in for the Bot API on loopback that counts what it is sent, and refuses what is over a limit."""

from __future__ import annotations

import asyncio
import json
import math
import random
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import parse_qs

TOKEN = "1001:stand-in-of-the-bot-api-0123456789"  # noqa: S105  # opens nothing
_SUPERGROUP = -1_000_000_000_000  # ids of supergroups are below
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_Answer = tuple[int, dict[str, Any]]  # status and content
MESSAGES = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Messages: a second in all, a second to a chat, a minute to a group. 0 is no limit."""

    overall: int = 30
    chat: int = 1
    group: int = 20


class Strict:
    """Counts messages in sliding windows of its own clock, with no allowance for bursts."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._times: dict[object, deque[float]] = {}

    def refuses(self, chat: int, now: float) -> int:
        """Seconds to wait, as flood control says it, if a limit would be broken; else 0, and it counts."""
        windows = [(0, self._limits.overall, 1.0), ((chat, "second"), self._limits.chat, 1.0)]
        if chat < 0:
            windows.append(((chat, "minute"), self._limits.group, 60.0))
        kept = [
            (self._times.setdefault(key, deque(maxlen=most)), span) for key, most, span in windows if most
        ]
        waits = [times[0] + span - now for times, span in kept if len(times) == times.maxlen]
        if waits and max(waits) > 0:
            return math.ceil(max(waits))
        for times, _ in kept:
            times.append(now)
        return 0


@dataclass(slots=True)
class Seen:
    """What a stand-in has counted."""

    times: list[float] = field(default_factory=list)  # of messages, when they were taken
    chats: Counter[int] = field(default_factory=Counter)  # messages to each, by its first id
    over: int = 0  # messages that broke a limit, and were refused
    unanswered: int = 0  # messages that were taken, but the connection broke
    faults: Counter[str] = field(default_factory=Counter)


class StandIn:
    """Answers what `sitrep run` asks. With ``faults``, now and then as a bad day would have it.

    A message takes ``delay`` seconds, half of them before it counts.
    """

    def __init__(self, limits: Limits, *, faults: bool, delay: float = 0.0) -> None:
        self._delay = delay
        self._strict = Strict(limits)
        self._faults = faults
        self._dice = random.Random(6)  # noqa: S311  # nothing secret
        self._silent_until = 0.0
        self._moved: dict[int, int] = {}
        self._numbers: dict[int, int] = defaultdict(int)
        self.seen = Seen()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it ends."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1])) if length else b""
                method = head.split(b" ")[1].decode().rpartition("/")[2]
                answer = await self._answer(method, {k: v[0] for k, v in parse_qs(body.decode()).items()})
                if answer is None:
                    break
                code, content = answer
                data = json.dumps(content).encode()
                writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (code, len(data), data))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client is gone, which is its right
        finally:
            writer.transport.abort()

    async def _answer(self, method: str, params: dict[str, str]) -> _Answer | None:
        """Status and content; None breaks the connection."""
        if method == "getMe":
            return _fine({"id": 1001, "is_bot": True, "first_name": "Sitrep", "username": "sitrep_bot"})
        if method == "getUpdates":
            await asyncio.sleep(float(params.get("timeout", 0)))
            return _fine([])
        if method not in MESSAGES:
            return _fine(True)  # noqa: FBT003  # that is what the Bot API says
        await asyncio.sleep(self._delay / 2)
        answer = self._message(int(params["chat_id"]), params["text"])
        await asyncio.sleep(self._delay / 2)
        return answer

    def _message(self, chat: int, text: str) -> _Answer | None:
        now = time.monotonic()
        fault = self._fault(chat, now) if self._faults else None
        if fault is not None and fault != "drop after":
            return _FAULTS[fault](self._moved.get(chat, 0))
        if wait := self._strict.refuses(chat, now):
            self.seen.over += 1
            return _flood(wait)
        self.seen.times.append(now)
        self.seen.chats[self._moved.get(chat, chat)] += 1
        if fault is not None:
            self.seen.unanswered += 1
            return None
        self._numbers[chat] += 1
        kind = "private" if chat > 0 else "supergroup"
        message = {"message_id": self._numbers[chat], "date": int(time.time()), "text": text}
        return _fine(message | {"chat": {"id": chat, "type": kind}})

    def _fault(self, chat: int, now: float) -> str | None:
        """What goes wrong with a message to a chat, if anything."""
        if blocked(chat):
            return self._noted("blocked")
        if migrates(chat):
            self._moved[_SUPERGROUP + chat] = chat
            self._moved[chat] = _SUPERGROUP + chat
            return self._noted("migrated")
        if now < self._silent_until:
            return self._noted("flood")
        roll = self._dice.random()
        if roll < 0.002:
            self._silent_until = now + 1.0
            return self._noted("flood")
        for fault, share in (("502", 0.012), ("drop before", 0.017), ("drop after", 0.022)):
            if roll < share:
                return self._noted(fault)
        return None

    def _noted(self, fault: str) -> str:
        self.seen.faults[fault] += 1
        return fault


def blocked(chat: int) -> bool:
    """Whether the people of a chat have blocked the bot, on a bad day."""
    return chat % 100 == 7


def migrates(chat: int) -> bool:
    """Whether a group has become a supergroup, on a bad day."""
    return _SUPERGROUP / 2 < chat < 0 and chat % 3 == 0


def serve(pipe: Connection, limits: Limits, *, faults: bool, delay: float = 0.0) -> None:
    """A stand-in as a process: sends its port, then what it has seen whenever it is sent something."""
    asyncio.run(_serve(pipe, StandIn(limits, faults=faults, delay=delay)))


async def _serve(pipe: Connection, stand_in: StandIn) -> None:
    server = await asyncio.start_server(stand_in.serve, "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])
    asked = asyncio.Event()
    asyncio.get_running_loop().add_reader(pipe.fileno(), asked.set)
    while True:
        await asked.wait()
        asked.clear()
        while pipe.poll():
            try:
                pipe.recv()
            except EOFError:
                return  # whoever measures is gone
            pipe.send(stand_in.seen)


def _fine(result: object) -> _Answer:
    return 200, {"ok": True, "result": result}


def _error(code: int, words: str, **parameters: int) -> _Answer:
    return code, {"ok": False, "error_code": code, "description": words, "parameters": parameters}


def _flood(wait: int) -> _Answer:
    return _error(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


_FAULTS: dict[str, Callable[[int], _Answer | None]] = {
    "blocked": lambda _: _error(403, "Forbidden: bot was blocked by the user"),
    "migrated": lambda new: _error(
        400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=new
    ),
    "flood": lambda _: _flood(1),
    "502": lambda _: _error(502, "Bad Gateway"),
    "drop before": lambda _: None,
}
