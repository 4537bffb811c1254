"""A true web server on loopback, which answers as it is told and keeps what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Site:
    """``answers`` are status, headers and body by path; ``asked`` the headers of each request, by path."""

    port: int = 0
    answers: dict[str, tuple[int, dict[str, str], str]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    running: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request."""
        task = asyncio.current_task()
        assert task is not None
        self.running.add(task)
        task.add_done_callback(self.running.discard)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        path = first.split()[1]
        self.asked.append((path, {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}))
        status, headers, body = self.answers.get(path, (404, {}, ""))
        data = body.encode()
        sent = {
            "Content-Type": "text/xml",
            "Content-Length": str(len(data)),
            "Connection": "close",
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        writer.write(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + data)
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def serving() -> AsyncIterator[Site]:
    """A site that serves until it is left."""
    site = Site()
    async with await asyncio.start_server(site.handle, "127.0.0.1", 0) as server:
        site.port = server.sockets[0].getsockname()[1]
        yield site
        await asyncio.gather(*site.running, return_exceptions=True)
