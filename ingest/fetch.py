"""Fetching a page that somebody named, without being led into places that are not theirs to see.

Every address is resolved here, checked, and then connected to as checked, so a name cannot point
elsewhere between check and connection (DNS rebinding). The same holds for every redirect. Bodies
are decompressed here too, with a cap, so that a small answer cannot become a huge one.
"""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from ingest.allowed import NOTHING, Allowed
from ingest.decoding import decoded
from ingest.errors import NoPage, Unfetchable

REDIRECTS = 5
DEADLINE = 12.0  # seconds for all hops together
LARGEST = 15 * 1024 * 1024  # bytes of a body, once decompressed
PAGES = frozenset({"text/html", "application/xhtml+xml"})
PLAIN = frozenset({"text/plain"})
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.8"
_GONE = {404, 410}  # RFC 9110, sections 15.5.5 and 15.5.11
_PERMANENT = {301, 308}  # RFC 9110, sections 15.4.2 and 15.4.9

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052, section 2.1: the last 32 bits are an IPv4 address
# Not for the open internet, though ipaddress calls parts of them global: RFC 6890 (IETF protocol
# assignments), RFC 3879 (site-local), RFC 8215 (local-use NAT64).
_CLOSED = (ip_network("192.0.0.0/24"), ip_network("fec0::/10"), ip_network("64:ff9b:1::/48"))
_ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a link led to. ``url`` is where the redirects ended; ``plain`` says it is text and no HTML."""

    url: str
    html: str
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What a server answered at the end of all redirects, whatever its status.

    ``body`` is empty unless the status is a success, ``headers`` have lower-case names. ``moved`` is the
    address to use from now on: where the redirects ended, if every one of them was permanent.
    """

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]
    charset: str | None
    moved: str | None

    @property
    def kind(self) -> str:
        """The content type without its parameters; empty where the server names none."""
        return _kind(self.headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How to get to a server. ``allowed`` may be read although it is not on the open internet.

    ``resolver`` gives a host's addresses and ``transport`` the connections; both have real defaults.
    ``deadline`` is in seconds, for all redirects together.
    """

    allowed: Allowed = NOTHING
    resolver: Resolver | None = None
    transport: httpx.AsyncBaseTransport | None = None
    deadline: float = DEADLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to ask for: headers, the content types to read (empty: any) and the longest body, in bytes."""

    headers: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    largest: int = LARGEST


async def fetch(url: str, way: Way | None = None) -> Page:
    """The page at an http or https address, as text. Raises Unfetchable with the reason."""
    got = await get(url, Wanted(headers={"Accept": _ACCEPT}, kinds=PAGES | PLAIN), way)
    if not 200 <= got.status < 300:
        reason = NoPage.GONE if got.status in _GONE else NoPage.STATUS
        raise Unfetchable(reason, status=got.status)
    return Page(url=got.url, html=decoded(got.body, got.charset), plain=got.kind in PLAIN)


async def get(url: str, wanted: Wanted, way: Way | None = None) -> Got:
    """What the server at an http or https address answers. Raises Unfetchable where there is no answer.

    It does so, too, for a body of another kind or length than ``wanted``.
    """
    way = way or Way()
    try:
        async with asyncio.timeout(way.deadline), _client(way.transport) as client:
            return await _follow(client, url, wanted, way)
    except (TimeoutError, httpx.TimeoutException) as exc:
        raise Unfetchable(NoPage.TIMEOUT) from exc
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as exc:
        raise Unfetchable(NoPage.ADDRESS) from exc
    except (httpx.HTTPError, OSError, zlib.error) as exc:
        raise Unfetchable(NoPage.CONNECTION) from exc


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host by the system's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, seen through the ways IPv6 wraps IPv4."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(map(_open, _unwrapped(ip)))


def _open(ip: IPv4Address | IPv6Address) -> bool:
    if ip.is_multicast or ip.is_reserved or any(ip in network for network in _CLOSED):
        return False
    return ip.is_global


def _unwrapped(ip: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    if isinstance(ip, IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip in _NAT64:
        return [IPv4Address(int(ip) & 0xFFFFFFFF)]
    inner = [part for part in (ip.sixtofour, *(ip.teredo or ())) if part]
    return [*inner, ip]


def _client(transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=transport,
        trust_env=False,  # a proxy would resolve names again, unchecked
        follow_redirects=False,
        timeout=DEADLINE,
        headers={
            "User-Agent": f"Sitrep/{metadata.version('sitrep')} (+self-hosted news desk)",
            "Accept-Encoding": "gzip, deflate",
        },
    )


async def _follow(client: httpx.AsyncClient, url: str, wanted: Wanted, way: Way) -> Got:
    here = httpx.URL(url.strip())
    permanent: list[bool] = []
    for _ in range(REDIRECTS + 1):
        address = await _checked(here, way)
        response = await client.send(_request(client, here, address, wanted), stream=True)
        try:
            if not response.has_redirect_location:
                moved = str(here) if permanent and all(permanent) else None
                return await _got(response, str(here), wanted, moved=moved)
            permanent.append(response.status_code in _PERMANENT)
            here = here.join(response.headers["Location"])
        finally:
            await response.aclose()
    raise Unfetchable(NoPage.REDIRECTS)


async def _checked(url: httpx.URL, way: Way) -> str:
    """The address to connect to. All that a name resolves to must be public, not only the one used."""
    if url.scheme not in {"http", "https"} or not url.host:
        raise Unfetchable(NoPage.ADDRESS)
    host = url.raw_host.decode("ascii").strip("[]")
    try:
        addresses = await (way.resolver or resolve)(host, url.port or _port(url))
    except socket.gaierror as exc:
        raise Unfetchable(NoPage.UNKNOWN_HOST) from exc
    if not addresses:
        raise Unfetchable(NoPage.UNKNOWN_HOST)
    if not all(is_public(address) or way.allowed.holds(host, address) for address in addresses):
        raise Unfetchable(NoPage.PRIVATE)
    return addresses[0]


def _port(url: httpx.URL) -> int:
    return 443 if url.scheme == "https" else 80


def _request(client: httpx.AsyncClient, url: httpx.URL, address: str, wanted: Wanted) -> httpx.Request:
    """A request that goes to the address, for the host: its Host header and its TLS name are the host's."""
    host = url.raw_host.decode("ascii")
    return client.build_request(
        "GET",
        url.copy_with(host=address, username=None, password=None, fragment=None),
        headers={**wanted.headers, "Host": url.netloc.decode("ascii").rpartition("@")[2]},
        extensions={"sni_hostname": host},
    )


async def _got(response: httpx.Response, url: str, wanted: Wanted, *, moved: str | None) -> Got:
    headers = {name.lower(): value for name, value in response.headers.items()}
    body = b""
    if response.is_success:
        if wanted.kinds and (_kind(headers) or "text/html") not in wanted.kinds:
            raise Unfetchable(NoPage.KIND)
        body = b"".join([chunk async for chunk in _capped(response, wanted.largest)])
    return Got(
        url=url,
        status=response.status_code,
        body=body,
        headers=headers,
        charset=response.charset_encoding,
        moved=moved,
    )


def _kind(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


async def _capped(response: httpx.Response, largest: int) -> AsyncIterator[bytes]:
    """The body in decompressed pieces, given up as soon as it is longer than the cap."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise Unfetchable(NoPage.CONNECTION)
    inflate = None
    size = 0
    async for raw in response.aiter_raw():
        if encoding in {"", "identity"}:
            chunk = raw
        else:
            inflate = inflate or _inflater(encoding, raw)
            chunk = inflate.decompress(raw, largest + 1 - size)
        size += len(chunk)
        if size > largest:
            raise Unfetchable(NoPage.TOO_LARGE)
        yield chunk


def _inflater(encoding: str, first: bytes) -> zlib._Decompress:
    """A decompressor; "deflate" comes with and without its zlib header (RFC 9110, section 8.4.1.2)."""
    if encoding != "deflate":
        return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    wrapped = len(first) > 1 and first[0] & 0x0F == 8 and (first[0] << 8 | first[1]) % 31 == 0
    return zlib.decompressobj(wbits=zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
