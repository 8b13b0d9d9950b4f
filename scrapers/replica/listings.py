"""The stand-in's listings, as `listings.toml` tells of them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TOLD = Path(__file__).with_name("listings.toml")
INVENTED = "（虚构）"
NAMELESS = "该平台"  # how texts name a real platform: what they say is invented


@dataclass(frozen=True)
class Stream:
    """Where complaints arrive: a listing without services, or one service of a listing.

    `figure` is the total at the anchor; `per_day` and `steps` say how many arrive; `mix` weighs the categories;
    `spoken` is the name as people write it.
    """

    key: str
    name: str
    sid: str
    kind: str
    figure: int
    per_day: float
    replied: float
    completed: float
    mix: dict[str, float]
    spoken: str
    steps: tuple[tuple[int, float], ...] = ()
    drift: float = 0.15
    echoed: str = ""
    echo_share: float = 0.0


@dataclass(frozen=True)
class Listing:
    """A line of the directory: what people complain against, with the streams its total is the sum of."""

    title: str
    couid: str
    sid: str
    rating: float
    field: int
    streams: tuple[Stream, ...]

    @property
    def has_services(self) -> bool:
        """Whether the complaints are split into services."""
        return self.streams[0].key != self.couid


def _mix(mixes: dict[str, dict[str, float]], row: dict[str, Any]) -> dict[str, float]:
    leans = row.get("leans", {})
    return {category: weight * leans.get(category, 1) for category, weight in mixes[row["kind"]].items()}


def _spoken(name: str) -> str:
    return name.removesuffix(INVENTED) if name.endswith(INVENTED) else NAMELESS


def _stream(mixes: dict[str, dict[str, float]], key: str, row: dict[str, Any]) -> Stream:
    plain = {name: row[name] for name in ("kind", "figure", "per_day", "replied", "completed")}
    steps = tuple((int(day), float(factor)) for day, factor in row.get("steps", ()))
    echo = row.get("echoes", {"couid": "", "share": 0.0})
    name = row.get("name") or row["title"]
    return Stream(
        key=key,
        name=name,
        spoken=row.get("spoken") or _spoken(name),
        sid=row.get("sid", ""),
        mix=_mix(mixes, row),
        steps=steps,
        drift=row.get("drift", 0.15),
        echoed=echo["couid"],
        echo_share=echo["share"],
        **plain,
    )


def _streams(mixes: dict[str, dict[str, float]], row: dict[str, Any]) -> Iterator[Stream]:
    for service in row.get("services", ()):
        yield _stream(mixes, f"{row['couid']}/{service['sid']}", service)
    if "services" not in row:
        yield _stream(mixes, row["couid"], row)


def load(path: Path = _TOLD) -> tuple[Listing, ...]:
    """Read the listings, in the order they are written."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Listing(
            title=row["title"],
            couid=row["couid"],
            sid=row.get("sid", ""),
            rating=row["rating"],
            field=row["field"],
            streams=tuple(_streams(told["mix"], row)),
        )
        for row in told["listing"]
    )
