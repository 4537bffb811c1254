"""One address for one page: what does not change the page is taken off its link."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
# Parameters that tell the publisher where a reader came from and change nothing on the page.
_TRACKING = re.compile(
    r"utm_\w+|hsa_\w+|pk_\w+|mtm_\w+|at_(?:medium|campaign|custom\d+|link_\w+|bbc_team|format|ptr_name)"
    r"|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|igshid|igsh|ttclid|mc_[ce]id|_hs(?:enc|mi)"
    r"|vero_id|oly_(?:enc|anon)_id|cmpid|ocid|s_cid|ncid|smid|guccounter|guce_referr\w+|ref_src|ref_url|__twitter_impression",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|javascript:|data:|www\.)[^\s<>\"]*", re.IGNORECASE)


def canonical(url: str) -> str:
    """The address without what does not change the page; the same for an address already canonical.

    Scheme and host are made lower case, a default port, a user name, a fragment and tracking
    parameters are dropped, and an empty path becomes ``/``. The order of the other parameters and
    a trailing slash are kept: servers may tell them apart. What is no web address is only stripped.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        return url.strip()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.rstrip(".")
    where = host if port in {None, _DEFAULT_PORTS[scheme]} else f"{host}:{port}"
    return SplitResult(scheme, where, parts.path or "/", _query(parts.query), "").geturl()


def only_links(text: str) -> tuple[str, ...]:
    """The links, each once, of a text that is nothing but web addresses; empty when it says anything else."""
    found = only_addresses(text)
    return found if all(map(is_link, found)) else ()


def only_addresses(text: str) -> tuple[str, ...]:
    """The same of any addresses, also those that lead to no page of the web: ftp, file, tg."""
    words = [word.strip("<>,;") for word in text.split()]
    found = [word for word in words if word]
    return tuple(dict.fromkeys(found)) if all(map(_ADDRESS.fullmatch, found)) else ()


def is_link(address: str) -> bool:
    """Whether an address is a web address that makes sense."""
    try:
        return bool(_LINK.fullmatch(address) and urlsplit(address).hostname)
    except ValueError:
        return False


def host(text: str) -> str | None:
    """The server of the first link of a text that is nothing but addresses; None for any other text."""
    link = next(filter(is_link, only_addresses(text)), None)
    return urlsplit(link).hostname if link else None


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    return "&".join(kept)
