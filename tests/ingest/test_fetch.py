"""Fetching reads pages of the open internet and nothing else."""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import httpx
import pytest

from ingest.allowed import Allowed
from ingest.errors import NoPage, Unfetchable
from ingest.fetch import LARGEST, Page, Wanted, Way, fetch, is_public
from ingest.fetch import get as ask

PUBLIC = "93.184.215.14"
HERE = Allowed.of(["127.0.0.1"])
Respond = Callable[[httpx.Request], httpx.Response]


async def public(_host: str, _port: int) -> Sequence[str]:
    """A resolver for which every name is on the open internet."""
    return [PUBLIC]


def answering(respond: Respond) -> httpx.MockTransport:
    """A transport that answers by a function."""
    return httpx.MockTransport(respond)


async def get(respond: Respond, url: str = "https://news.example/a") -> Page:
    """Fetch from a made-up server with a public address."""
    return await fetch(url, Way(resolver=public, transport=answering(respond)))


async def refused(respond: Respond, url: str = "https://news.example/a") -> NoPage:
    """The reason why the fetch fails."""
    with pytest.raises(Unfetchable) as caught:
        await get(respond, url)
    return caught.value.reason


def html(content: bytes = b"<p>Hello</p>", **headers: str) -> Respond:
    """A server with one page."""
    sent = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return lambda _request: httpx.Response(200, headers=sent, stream=httpx.ByteStream(content))


async def test_it_connects_to_the_address_it_checked() -> None:
    """The request goes to the checked address, in the name of the host, and says who asks."""
    seen: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return html()(request)

    page = await get(respond, "https://user:word@news.example:8443/a?b=c#d")
    assert page.html == "<p>Hello</p>"
    (request,) = seen
    assert str(request.url) == f"https://{PUBLIC}:8443/a?b=c"
    assert request.headers["Host"] == "news.example:8443"
    assert request.extensions["sni_hostname"] == "news.example"
    assert request.headers["User-Agent"].startswith("Sitrep/")
    assert "Authorization" not in request.headers


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused, not bound
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.0.8",
        "198.18.0.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "news",
    ],
)
async def test_closed_addresses_are_refused(address: str) -> None:
    """No address of a private, local, reserved or wrapped kind is connected to, even beside a public one."""
    assert not is_public(address)

    async def both(_host: str, _port: int) -> Sequence[str]:
        return [PUBLIC, address]

    with pytest.raises(Unfetchable) as caught:
        await fetch("http://news.example", Way(resolver=both, transport=answering(html())))
    assert caught.value.reason is NoPage.PRIVATE


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::6810:84e5", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_open_addresses_are_open(address: str) -> None:
    """Public addresses pass, plain or wrapped."""
    assert is_public(address)


async def test_every_redirect_is_checked() -> None:
    """A public page cannot lead into the private network."""

    async def resolver(host: str, _port: int) -> Sequence[str]:
        return ["10.0.0.8"] if host == "inside.example" else [PUBLIC]

    def respond(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "http://inside.example/secrets"})

    with pytest.raises(Unfetchable) as caught:
        await fetch("http://news.example", Way(resolver=resolver, transport=answering(respond)))
    assert caught.value.reason is NoPage.PRIVATE


@pytest.mark.parametrize(("hops", "works"), [(5, True), (6, False)])
async def test_five_redirects_are_followed(hops: int, *, works: bool) -> None:
    """Five redirects are followed, relative ones too, and the sixth is too many."""

    def respond(request: httpx.Request) -> httpx.Response:
        at = int(request.url.path[1:])
        return httpx.Response(301, headers={"Location": f"/{at + 1}"}) if at < hops else html()(request)

    if works:
        assert (await get(respond, "http://news.example/0")).url == f"http://news.example/{hops}"
    else:
        assert await refused(respond, "http://news.example/0") is NoPage.REDIRECTS


@pytest.mark.parametrize(
    "url",
    ["ftp://news.example", "file:///etc/passwd", "news.example", "", "http://", "http://a\0b"],
)
async def test_only_web_addresses(url: str) -> None:
    """What is not an http or https address is refused before anything is asked."""
    assert await refused(html(), url) is NoPage.ADDRESS


async def test_a_redirect_to_another_scheme_is_refused() -> None:
    """A page cannot send us to another protocol."""
    assert (
        await refused(lambda _: httpx.Response(302, headers={"Location": "file:///etc/passwd"}))
        is NoPage.ADDRESS
    )


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/json", "video/mp4"])
async def test_only_pages_and_text(kind: str) -> None:
    """Other content types are refused."""
    assert await refused(html(Content_Type=kind)) is NoPage.KIND


async def test_plain_text_is_marked() -> None:
    """Plain text comes back as such."""
    assert (await get(html(b"Hello", Content_Type="text/plain; charset=utf-8"))).plain


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, NoPage.GONE), (410, NoPage.GONE), (403, NoPage.STATUS), (503, NoPage.STATUS)],
)
async def test_errors_of_the_server_are_told(status: int, reason: NoPage) -> None:
    """A status that is no success is the reason, with its number; a page that is not there is not refused."""
    with pytest.raises(Unfetchable) as caught:
        await get(lambda _: httpx.Response(status))
    assert (caught.value.reason, caught.value.status) == (reason, status)


async def test_large_bodies_are_given_up() -> None:
    """A body over the cap is refused and one at the cap is read."""
    assert await refused(html(b"a" * (LARGEST + 1))) is NoPage.TOO_LARGE
    assert len((await get(html(b"a" * LARGEST))).html) == LARGEST


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_compressed_bombs_are_given_up(coding: str) -> None:
    """A small body that unpacks to more than the cap is refused; an honest one is unpacked."""
    pack: Callable[[bytes], bytes] = gzip.compress if coding == "gzip" else zlib.compress
    assert await refused(html(pack(b"a" * (LARGEST * 4)), Content_Encoding=coding)) is NoPage.TOO_LARGE
    assert (await get(html(pack("Привет".encode()), Content_Encoding=coding))).html == "Привет"


async def test_bare_deflate_is_read() -> None:
    """Deflate without its header, as some servers send it, is unpacked too."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(b"Hello there") + packer.flush()
    assert (await get(html(packed, Content_Encoding="deflate"))).html == "Hello there"


@pytest.mark.parametrize("content", [b"not packed at all", b""])
async def test_broken_packing_is_a_broken_connection(content: bytes) -> None:
    """A body that is not what its encoding says is refused, never a crash; an empty one is empty."""
    if content:
        assert await refused(html(content, Content_Encoding="gzip")) is NoPage.CONNECTION
    else:
        assert (await get(html(content, Content_Encoding="gzip"))).html == ""


async def test_unknown_codings_are_refused() -> None:
    """A coding that was not asked for is not guessed at."""
    assert await refused(html(b"xx", Content_Encoding="br")) is NoPage.CONNECTION


async def test_unknown_hosts_are_told() -> None:
    """A name that does not resolve is its own reason."""

    async def none(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror

    with pytest.raises(Unfetchable) as caught:
        await fetch("http://news.example", Way(resolver=none, transport=answering(html())))
    assert caught.value.reason is NoPage.UNKNOWN_HOST


@asynccontextmanager
async def serving(
    respond: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[int]:
    """A true server on loopback; gives its port, and ends its connections when left."""
    running: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            await respond(reader, writer)
        finally:
            writer.close()

    async with await asyncio.start_server(handle, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def test_a_true_server_is_read_when_private_is_allowed() -> None:
    """Over a real connection the page comes, but only where private addresses are allowed."""

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>Hello</p>")
        await writer.drain()

    async with serving(respond) as port:
        page = await fetch(f"http://127.0.0.1:{port}/a", Way(allowed=HERE))
        assert page.html == "<p>Hello</p>"
        with pytest.raises(Unfetchable) as caught:
            await fetch(f"http://localhost:{port}/a")
        assert caught.value.reason is NoPage.PRIVATE


async def test_a_slow_drip_is_cut_off() -> None:
    """A server that sends a byte now and then does not hold us beyond the deadline."""

    async def respond(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving(respond) as port:
        with pytest.raises(Unfetchable) as caught:
            await fetch(f"http://127.0.0.1:{port}/a", Way(allowed=HERE, deadline=0.2))
        assert caught.value.reason is NoPage.TIMEOUT


async def test_no_connection_is_told() -> None:
    """A closed port is a broken connection, not a crash."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Unfetchable) as caught:
        await fetch(f"http://127.0.0.1:{port}/a", Way(allowed=HERE))
    assert caught.value.reason is NoPage.CONNECTION


@pytest.mark.parametrize(
    ("words", "works"),
    [
        (["10.0.0.0/8"], True),
        (["10.0.0.8"], True),
        (["Inside.example"], True),
        (["10.0.0.9", "example"], False),
        ([], False),
    ],
)
async def test_what_the_operator_allows_is_read(words: list[str], *, works: bool) -> None:
    """A private address is read where its network, itself or its host's name is allowed; no other."""

    async def inside(_host: str, _port: int) -> Sequence[str]:
        return ["10.0.0.8"]

    way = Way(allowed=Allowed.of(words), resolver=inside, transport=answering(html()))
    if works:
        assert (await fetch("http://inside.example/", way)).html == "<p>Hello</p>"
        return
    with pytest.raises(Unfetchable) as caught:
        await fetch("http://inside.example/", way)
    assert caught.value.reason is NoPage.PRIVATE


@pytest.mark.parametrize("word", ["10.0.0.0/40", "300.1.1.1", "http://a.example", "a b", ""])
def test_what_names_no_place_is_not_allowed(word: str) -> None:
    """A word that is no name, address or network is refused by itself."""
    with pytest.raises(ValueError, match=r"\A" + re.escape(word) + r"\Z"):
        Allowed.of(["127.0.0.1", word])


@pytest.mark.parametrize(("statuses", "moved"), [([301, 308], True), ([301, 302], False), ([], False)])
async def test_a_move_for_good_is_told(statuses: list[int], *, moved: bool) -> None:
    """The address to use from now on is known where every redirect was a permanent one."""

    def respond(request: httpx.Request) -> httpx.Response:
        at = int(request.url.path[1:])
        if at < len(statuses):
            return httpx.Response(statuses[at], headers={"Location": f"/{at + 1}"})
        return html()(request)

    got = await ask("http://news.example/0", Wanted(), Way(resolver=public, transport=answering(respond)))
    assert got.url == f"http://news.example/{len(statuses)}"
    assert got.moved == (got.url if moved else None)


async def test_any_answer_is_an_answer() -> None:
    """Headers are asked for and told, and a status that is no success comes without its body."""
    seen: list[str | None] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("If-None-Match"))
        return httpx.Response(503, headers={"Retry-After": "120", "Content-Type": "a/b"}, content=b"busy")

    way = Way(resolver=public, transport=answering(respond))
    got = await ask("http://news.example/", Wanted(headers={"If-None-Match": '"1"'}), way)
    assert (got.status, got.body, got.headers["retry-after"], got.kind) == (503, b"", "120", "a/b")
    assert seen == ['"1"']
