"""What may be read although it is not on the open internet, because the operator says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """Hosts by name, and networks by address."""

    names: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, words: Iterable[str]) -> Allowed:
        """From names ("intranet.example"), addresses and networks ("10.1.0.0/16").

        Raises ValueError with the word that is none of them.
        """
        names: set[str] = set()
        networks: list[IPv4Network | IPv6Network] = []
        for word in words:
            try:
                networks.append(ip_network(word.strip("[]"), strict=False))
            except ValueError:
                if word.replace(".", "").isdigit() or not _NAME.fullmatch(word.lower()):
                    raise ValueError(word) from None
                names.add(word.lower())
        return cls(names=frozenset(names), networks=tuple(networks))

    def holds(self, host: str, address: str) -> bool:
        """Whether this host, or this one of its addresses, is allowed."""
        if host.lower().rstrip(".") in self.names:
            return True
        try:
            ip = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return any(ip in network for network in self.networks)


NOTHING = Allowed()
