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
    words = [word.strip("<>,;") for word in text.split()]
    links = [word for word in words if word]
    if not links or not all(_LINK.fullmatch(link) and _has_host(link) for link in links):
        return ()
    return tuple(dict.fromkeys(links))


def host(text: str) -> str | None:
    """The server of the first link of a text that is nothing but web addresses; None for any other text."""
    links = only_links(text)
    return urlsplit(links[0]).hostname if links else None


def _has_host(link: str) -> bool:
    try:
        return bool(urlsplit(link).hostname)
    except ValueError:
        return False


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    return "&".join(kept)
