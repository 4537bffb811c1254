"""The HTTP face of the double: methods, long polling, files, and a record of every call."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlencode

from bot.bench_telegram import MESSAGES, Limits, Strict
from tests.botapi.checks import Refusal
from tests.botapi.faults import Fault
from tests.botapi.methods import PARAMETERS, Methods, Shown

TOKEN = "1001:double-of-the-bot-api-token-0123456789"
_PATH = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]+)/(?P<rest>.+)")
_PATIENCE = 15.0  # seconds that a test waits for something to happen


@dataclass
class Call:
    """One call as it came in; ``code`` is the HTTP status it was answered with, 0 for none."""

    method: str
    params: dict[str, str]
    at: float
    code: int = 0


class BotApi:
    """A Bot API server on loopback. Use as ``async with BotApi() as api``; its root is ``api.url``.

    With ``limits`` it refuses messages that come too fast, as the real one does.
    """

    def __init__(
        self, *, token: str = TOKEN, username: str = "sitrep_bot", limits: Limits | None = None
    ) -> None:
        self.token = token
        self.revoked = False
        self.methods = Methods(username)
        self.over = 0  # messages that came too fast
        self._strict = Strict(limits or Limits(overall=0, chat=0, group=0))
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.meanwhile: list[Callable[[], Awaitable[None]]] = []  # each happens once, while a message is sent
        self.dawdle = 0.0  # seconds that a file takes
        self.handing = 0  # files under way
        self.most_handed = 0  # the most that ever were at once
        self.offset = 0
        self._pending: list[dict[str, Any]] = []
        self._last_update = 500
        self._polls = 0
        self._changed = asyncio.Condition()
        self._server: asyncio.Server | None = None
        self._writers: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def __aenter__(self) -> Self:
        """Starts to listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops, breaking every connection."""
        assert self._server is not None
        self._server.close()
        self._polls += 1  # ends the long poll under way
        await self._notify()
        for writer in self._writers.values():
            writer.transport.abort()
        if self._writers:
            await asyncio.wait(self._writers)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The root to give to the bot."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    # What a test does and sees

    async def push(self, kind: str, content: dict[str, Any]) -> int:
        """Puts an update into the queue for the bot; returns its id."""
        self._last_update += 1
        self._pending.append({"update_id": self._last_update, kind: content})
        await self._notify()
        return self._last_update

    async def until(self, condition: Callable[[], object], *, patience: float = _PATIENCE) -> None:
        """Waits until the condition holds; fails when it does not within ``patience`` seconds."""
        async with asyncio.timeout(patience), self._changed:
            await self._changed.wait_for(condition)

    def shown(self, chat_id: int) -> list[Shown]:
        """The bot's messages in a chat, as they stand now."""
        return [m for (chat, _), m in sorted(self.methods.messages.items()) if chat == chat_id]

    def made(self, method: str, chat_id: int | None = None) -> list[Call]:
        """The calls of a method, with those that failed."""
        return [
            c
            for c in self.calls
            if c.method == method and (chat_id is None or c.params.get("chat_id") == str(chat_id))
        ]

    @property
    def waiting(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self._pending)

    # HTTP

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mine = asyncio.current_task()
        assert mine is not None
        self._writers[mine] = writer
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
                body = await reader.readexactly(int(length[1])) if length else b""
                parts = re.search(rb"(?i)\r\ncontent-type: *(multipart/form-data[^\r]*)", head)
                if parts:
                    body = self._parts(parts[1], body)
                answer = await self._request(head.split(b" ")[1].decode(), body)
                await self._notify()
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client is gone, which is its right
        finally:
            del self._writers[mine]
            writer.transport.abort()

    def _parts(self, kind: bytes, body: bytes) -> bytes:
        """The fields of a form of parts (RFC 7578), as one without; its files are laid up."""
        form = message_from_bytes(b"Content-Type: " + kind + b"\r\n\r\n" + body, policy=default)
        fields: dict[str, str] = {}
        for part in form.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            if file_name := part.get_filename():
                self.methods.uploads[name] = file_name, content
                if name in {"document", "photo"}:  # what the part would name, it holds
                    fields[name] = f"attach://{name}"
            else:
                fields[name] = content.decode()
        return urlencode(fields).encode()

    async def _request(self, path: str, body: bytes) -> bytes | None:
        """The HTTP answer, or None to break the connection."""
        asked = _PATH.fullmatch(unquote(path))
        if asked is None or asked["token"] != self.token or self.revoked:
            return _json(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        if asked["file"]:
            self.handing += 1
            self.most_handed = max(self.most_handed, self.handing)
            await asyncio.sleep(self.dawdle)
            self.handing -= 1
            return self._file(asked["rest"])
        params = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body)))
        call = Call(method=asked["rest"], params=params, at=time.monotonic())
        self.calls.append(call)
        try:
            result = await self._carry_out(call)
        except Refusal as refusal:
            call.code = refusal.code
            said = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            return _json(
                refusal.code, {**said, "parameters": refusal.parameters} if refusal.parameters else said
            )
        except _Dropped:
            return None
        call.code = 200
        return _json(200, {"ok": True, "result": result})

    def _file(self, path: str) -> bytes | None:
        """A file's content; faults of the method "file" are for this."""
        fault = next((f for f in self.faults if f.fits("file", {})), None)
        if fault is None and path not in self.methods.paths:
            return _json(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        if fault is None:
            return _http(200, self.methods.files[self.methods.paths[path]])
        fault.times -= 1
        if fault.drop is not None:
            whole = _http(200, self.methods.files[self.methods.paths[path]])
            return None if fault.drop == "before" else whole[: -len(whole) // 2]
        return _json(fault.code, {"ok": False, "error_code": fault.code, "description": fault.description})

    async def _carry_out(self, call: Call) -> object:
        if call.method not in PARAMETERS:
            raise Refusal(404, "Not Found: method not found")
        fault = next((f for f in self.faults if f.fits(call.method, call.params)), None)
        if fault is not None:
            fault.times -= 1
            if fault.drop is None:
                raise fault.refusal()
            if fault.drop == "before":
                raise _Dropped
        chat = call.params.get("chat_id") if call.method in MESSAGES else None
        if chat and (wait := self._strict.refuses(int(chat), time.monotonic())):
            self.over += 1
            raise Fault.flood(wait).refusal()
        if call.method == "sendMessage" and self.meanwhile:
            await self.meanwhile.pop(0)()
        if call.method == "getUpdates":
            result: object = await self._get_updates(call.params)
        else:
            result = self.methods.call(call.method, call.params)
        if fault is not None:
            raise _Dropped
        return result

    async def _get_updates(self, params: dict[str, str]) -> list[dict[str, Any]]:
        """Long polling: a higher offset forgets, a second poll ends the first with a conflict."""
        self._polls += 1
        mine = self._polls
        allowed = json.loads(params["allowed_updates"])
        self.offset = int(params.get("offset", 0))
        self._pending = [u for u in self._pending if u["update_id"] >= self.offset]
        await self._notify()

        def ready() -> list[dict[str, Any]]:
            self._pending = [u for u in self._pending if set(u) - {"update_id"} <= set(allowed)]
            return self._pending

        try:
            async with asyncio.timeout(float(params.get("timeout", 0))), self._changed:
                await self._changed.wait_for(lambda: ready() or self._polls != mine)
        except TimeoutError:
            pass
        if self._polls != mine:
            raise Refusal(409, "Conflict: terminated by other getUpdates request")
        return self._pending[: int(params.get("limit", 100))]


class _Dropped(Exception):
    """The connection breaks here."""


def _json(code: int, content: object) -> bytes:
    return _http(code, json.dumps(content).encode())


def _http(code: int, body: bytes) -> bytes:
    return b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        code,
        len(body),
        body,
    )
