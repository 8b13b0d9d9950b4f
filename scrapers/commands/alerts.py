"""`tousu alerts`: who is told what, what waits, trying a channel out, and acknowledging an event."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from db import alerts
from db.connection import NoDatabaseError, reading
from db.records import Acknowledgement
from db.settings import SettingError, Settings, load
from scrapers.alerts import outbox
from scrapers.alerts.errors import DeliveryError
from scrapers.alerts.messages import trial
from scrapers.alerts.senders import send
from scrapers.alerts.subscriptions import described, read_subscriptions
from scrapers.alerts.ways import Subscription
from scrapers.commands import console
from scrapers.commands.console import AsJson

commands = typer.Typer(help="Who is told what happened, and what became of it.", no_args_is_help=True)

MOST = 20
MEANS = "The numbers are not touched. What did not arrive waits, is tried again up to five times, then given up."
REMEDY = "Correct the subscription if need be; `tousu alerts test` tries it, `tousu alerts list` shows what waits."


def _subscribed(settings: Settings) -> tuple[Subscription, ...]:
    found = read_subscriptions(settings.alerts)
    if not found:
        raise SettingError("TOUSU_ALERTS is empty: nobody is told anything. See README.md, Alerts.")
    return found


@commands.command("test")
def try_out(channel: Annotated[str | None, typer.Option(help="Only this channel.")] = None) -> None:
    """Send each channel a message that is marked as a test, and show what the other side answered."""
    settings = load()
    chosen = [one for one in _subscribed(settings) if channel in (None, one.name)]
    if not chosen:
        raise SettingError(f"there is no subscription {channel} in TOUSU_ALERTS={settings.alerts}")
    shown, failed = outbox.dashboard(settings), False
    for one in chosen:
        try:
            console.say(f"{one.name}: arrived: {send(one, trial(one, shown))}")
        except DeliveryError as error:
            console.complain(f"{one.name}: {error}", MEANS, REMEDY)
            failed = True
    raise typer.Exit(failed)


def _listed(settings: Settings) -> dict[str, list[dict[str, Any]]]:
    subscriptions = [described(one) for one in read_subscriptions(settings.alerts)]
    try:
        with reading(settings.database) as connection:
            states = alerts.alert_states(connection).to_pylist()
            recent = alerts.recent_alerts(connection, MOST).to_pylist()
    except NoDatabaseError:
        states, recent = [], []
    return {"subscriptions": subscriptions, "channels": states, "alerts": recent}


def _state(row: dict[str, Any]) -> str:
    if row["delivered_at"]:
        return f"delivered {row['delivered_at']:%Y-%m-%d %H:%M} UTC"
    if row["given_up_at"]:
        return f"given up {row['given_up_at']:%Y-%m-%d %H:%M} UTC after {row['attempts']} tries: {row['error']}"
    return f"waits after {row['attempts']} tries: {row['error']}" if row["attempts"] else "waits"


@commands.command("list")
def show(as_json: AsJson = False) -> None:
    """Show who is told what, and what waits, was delivered, or given up."""
    found = _listed(load())
    if as_json:
        console.say_json(found)
        return
    for one in found["subscriptions"]:
        console.say(
            f"{one['channel']}: {one['kind']} {one['address']}, {one['language']}, {', '.join(one['events'])}"
        )
    for row in found["channels"]:
        counted = ", ".join(f"{row[name]} {name.replace('_', ' ')}" for name in ("waiting", "delivered", "given_up"))
        console.say(f"{row['channel']}: {counted}")
    for row in found["alerts"]:
        seen_to = f", acknowledged by {row['acknowledged_by']}" if row["acknowledged_by"] else ""
        console.say(f"{row['event']}: {row['channel']}, {_state(row)}{seen_to}")


def told(settings: Settings, subscriptions: Sequence[Subscription]) -> Sequence[outbox.Sent]:
    """Notice what happened and send what waits; say on the error output what did not arrive."""
    outbox.notice(settings, subscriptions)
    found = outbox.deliver(settings, subscriptions) if subscriptions else []
    for one in found:
        if one.error:
            console.complain(f"alerts: {one.channel}: {one.error}", MEANS, REMEDY)
    return found


@commands.command("deliver")
def deliver() -> None:
    """Notice what happened, and send what waits, as each refresh does at its end."""
    settings = load()
    subscriptions = _subscribed(settings)
    outbox.register(settings, subscriptions)
    found = told(settings, subscriptions)
    for one in found:
        if not one.error:
            count = len(one.message.events)
            console.say(f"{one.channel}: {count} event{'s' * (count != 1)} arrived: {one.answer}")
    if not found:
        console.say("Nothing waits that is due.")
    raise typer.Exit(any(one.error for one in found))


@commands.command("ack")
def acknowledge(
    event: Annotated[str, typer.Argument(help="Its key, as messages and `tousu alerts list` show it.")],
    reason: Annotated[str, typer.Option(help="Why it needs no more reminding.")],
    by: Annotated[str | None, typer.Option(help="Who has seen to it; default: this machine's user.")] = None,
    public: Annotated[bool, typer.Option("--public", help="Let visitors read the reason.")] = False,
) -> None:
    """Note that someone has seen to an event: it is reminded of no more. Clears itself when the event is over."""
    alerts.acknowledge(load().database, Acknowledgement(event, outbox.now(), console.who(by), reason.strip(), public))
    console.say(f"{event} is acknowledged; that ends by itself when the event is over")
