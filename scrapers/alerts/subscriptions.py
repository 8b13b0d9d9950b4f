"""Who wants to be told what, where and in which language: a file of subscriptions. Its secrets stay in it."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from db.alerts import Wanted
from db.settings import SettingError
from scrapers.alerts.kinds import DEFAULT, KINDS
from scrapers.alerts.ways import Email, Subscription, Way
from scrapers.entries import read_entries

ENVIRONMENT = ("address", "secret", "username")

EXAMPLE = """\
[[subscription]]
name = "team"                     # short, unique; it stands in the database, the rest does not
kind = "wecom"                    # wecom, dingtalk, feishu, webhook, email or apprise
address_env = "TEAM_ROBOT"        # the variable that holds the robot's address; or address = "https://…"
language = "zh-Hans"              # zh-Hans, zh-Hant or en
audience = "public"               # public or maintainers
# may be left out: events, platforms, groups, thresholds (lists), secret or secret_env"""


def read_subscriptions(file: Path | None, environment: Mapping[str, str] = os.environ) -> tuple[Subscription, ...]:
    """Read the file of subscriptions (none: nobody is told); raise `SettingError` if any of it is wrong."""
    if file is None:
        return ()
    try:
        return _agreeing(
            [
                _subscription(number, raw, environment)
                for number, raw in enumerate(read_entries(file, "subscription"), 1)
            ]
        )
    except (OSError, ValueError) as error:
        raise SettingError(
            f"The subscriptions of TOUSU_ALERTS={file} cannot be used, and nothing was sent: {error}.\n"
            f"One that is right:\n{EXAMPLE}"
        ) from None


def _subscription(number: int, raw: Any, environment: Mapping[str, str]) -> Subscription:
    name = raw.get("name", "no name") if isinstance(raw, dict) else "no table"
    try:
        subscription: Subscription = msgspec.convert(_from_environment(raw, environment), Way)
        _refuse_strange_events(subscription)
    except ValueError as error:
        raise ValueError(f"entry {number} ({name}): {error}") from None
    return subscription


def _from_environment(raw: Any, environment: Mapping[str, str]) -> Any:
    """Put what the variables hold in the place of their names."""
    if not isinstance(raw, dict):
        return raw
    filled = dict(raw)
    for key in ENVIRONMENT:
        variable = filled.pop(f"{key}_env", None)
        if variable is None:
            continue
        if key in filled:
            raise ValueError(f"`{key}` and `{key}_env` are both there: one of them is enough")
        if not environment.get(str(variable)):
            raise ValueError(f"`{key}_env` names the variable {variable}, which is not set")
        filled[key] = environment[str(variable)]
    return filled


def _refuse_strange_events(subscription: Subscription) -> None:
    possible = KINDS[subscription.audience]
    for kind in subscription.events:
        if kind not in possible:
            raise ValueError(f"`{kind}` is no event for {subscription.audience}; those are: {', '.join(possible)}")


def _agreeing(found: list[Subscription]) -> tuple[Subscription, ...]:
    for name, times in Counter(one.name for one in found).items():
        if times > 1:
            raise ValueError(f"the name {name} is there {times} times")
    return tuple(found)


def wanted(subscription: Subscription) -> Wanted:
    """What the database must know of a subscription to find its events: nothing that is secret."""
    return Wanted(
        channel=subscription.name,
        audience=subscription.audience,
        kinds=subscription.events or DEFAULT[subscription.audience],
        platforms=subscription.platforms,
        groups=subscription.groups,
        thresholds=subscription.thresholds,
    )


def described(subscription: Subscription) -> dict[str, Any]:
    """A subscription for people to look at, with its address masked."""
    shown = {
        "channel": subscription.name,
        "kind": subscription.kind,
        "address": subscription.shown,
        "language": subscription.language,
        "audience": subscription.audience,
        "events": list(wanted(subscription).kinds),
    }
    filters = {name: list(getattr(subscription, name)) for name in ("platforms", "groups", "thresholds")}
    recipients = {"recipients": len(subscription.recipients)} if isinstance(subscription, Email) else {}
    return shown | {name: value for name, value in filters.items() if value} | recipients
