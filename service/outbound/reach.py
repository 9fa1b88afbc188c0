"""Where a message may go: hosts an administrator named, at addresses that are nobody's inside.

A name is resolved once and every address it has is looked at: one bad one among good ones is a trap
(DNS rebinding, reliability.md §4.3). The connection then goes to the address that was looked at.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from workflows.webhook import address_of

__all__ = ["NOWHERE", "Reach", "Unreachable", "outside"]

_INSIDE = tuple(
    ipaddress.ip_network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""What is not the open network: private, loopback, link-local, carriers' NAT, documentation, multicast;
and those of version 6 that carry an address of version 4 inside."""
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
"""All that was ever given out of version 6; the rest is nobody's, or a translator's (RFC 4291, RFC 2765)."""


class Unreachable(Exception):
    """A message was not sent, or not taken; the reason is a code and repeats nothing of the answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def outside(address: str) -> bool:
    """Whether an address lies in the open network; False for what is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if found.version == 6 and found not in _GLOBAL_UNICAST:  # noqa: PLR2004 a version, not a size
        return False
    inside = (net for net in _INSIDE if net.version == found.version and found in net)
    return found.is_global and not found.is_multicast and next(inside, None) is None


@dataclass(frozen=True, slots=True)
class Reach:
    """``hosts`` are names; a leading dot takes in those below it. ``loopback`` opens this machine itself,
    and http to it, to developers; production refuses the setting."""

    hosts: tuple[str, ...] = ()
    loopback: bool = False

    def target(self, url: str) -> tuple[str, str, int]:
        """Scheme, host and port; raises ``Unreachable`` for an address no message may go to."""
        try:
            scheme, host, port = address_of(url, plain=self.loopback)
        except ValueError as error:
            raise Unreachable(f"{error}_unfit") from None
        if not any(host == one or (one[0] == "." and host.endswith(one)) for one in self.hosts):
            raise Unreachable("host_not_allowed")
        return scheme, host, port

    def chosen(self, addresses: Iterable[str]) -> str:
        """The first of the addresses, once all of them are such as may be called."""
        found = list(dict.fromkeys(addresses))
        if not found:
            raise Unreachable("host_unknown")
        if not all(outside(one) or (self.loopback and _loopback(one)) for one in found):
            raise Unreachable("address_inside")
        return found[0]


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


NOWHERE = Reach()
