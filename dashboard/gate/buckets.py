"""Who may ask how often: for each address a bucket of tokens that fills again with time."""

from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass
class Buckets:
    """Buckets of `size` tokens that fill at `per_second`; of the addresses seen the last `most` are remembered."""

    per_second: float
    size: float
    most: int = 10_000
    _known: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)

    def wait(self, key: str, cost: float, now: float) -> float:
        """Take what a request costs, and return 0; or take nothing, and return how many seconds to wait."""
        bucket = self._known.setdefault(key, _Bucket(self.size, now))
        self._known.move_to_end(key)
        bucket.tokens = min(self.size, bucket.tokens + max(0.0, now - bucket.at) * self.per_second)
        bucket.at = now
        while len(self._known) > self.most:
            self._known.popitem(last=False)
        if bucket.tokens >= cost:
            bucket.tokens -= cost
            return 0.0
        return (cost - bucket.tokens) / self.per_second


def of_address(host: str) -> str | None:
    """Whose bucket a request fills: of IPv6 a whole /64 has one; None on this machine, which has none.

    A proxy on this machine that names no visitor is this machine, too: then only the cap over all holds.
    """
    try:
        address = ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return None
    return address.exploded[:19] if isinstance(address, IPv6Address) else str(address)
