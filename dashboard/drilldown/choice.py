"""Which complaints a visitor asks about: what every filter says, as codes that mean the same in every language."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

LISTS = ("platforms", "groups", "categories", "issues", "statuses")
BOUNDS = ("since", "until", "least", "most")


@dataclass(frozen=True, slots=True)
class Choice:
    """Filters: all of them must hold (and), any value within one will do (or); empty or None lets everything through.

    `since` and `until` are days of posting by the publisher's calendar, both included; `least` and `most` are yuan.
    """

    platforms: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    least: int | None = None
    most: int | None = None

    def parameters(self) -> dict[str, Any]:
        """What `drilldowns.choose_complaints` takes."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @property
    def is_of_days(self) -> bool:
        """Whether it says nothing but what the days we keep know: platform, status and day."""
        return not set(self.active) - {"platforms", "statuses", "since", "until"}

    @property
    def active(self) -> list[str]:
        """The names of the filters that hold something back."""
        return [one.name for one in fields(self) if getattr(self, one.name) not in ((), None)]
