"""Sending one message on one channel, whichever way it goes."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from scrapers.alerts.errors import DeliveryError
from scrapers.alerts.mail import send_mail
from scrapers.alerts.messages import Message
from scrapers.alerts.robots import send_dingtalk, send_feishu, send_wecom
from scrapers.alerts.ways import Apprise, DingTalk, Email, Feishu, Subscription, Webhook, WeCom
from scrapers.alerts.webhook import send_webhook


def send_apprise(way: Apprise, message: Message) -> str:
    """Send through Apprise, which is installed apart: `DeliveryError` says how. It looks at the HTTP status alone."""
    try:
        import apprise
    except ImportError:
        raise DeliveryError("Apprise is not installed: README.md, Alerts, says how to have it") from None
    logging.getLogger("apprise").disabled = True  # it would log addresses
    sender = apprise.Apprise()
    if not sender.add(way.address):
        raise DeliveryError("Apprise does not understand this address")
    if not sender.notify(title=message.subject, body=message.text, body_format=apprise.NotifyFormat.TEXT):
        raise DeliveryError("Apprise says that it did not arrive")
    return "Apprise says that it was accepted"


WAYS: Mapping[type[Subscription], Callable[[Any, Message], str]] = {
    WeCom: send_wecom,
    DingTalk: send_dingtalk,
    Feishu: send_feishu,
    Webhook: send_webhook,
    Email: send_mail,
    Apprise: send_apprise,
}


def send(subscription: Subscription, message: Message) -> str:
    """Send a message; give what the other side answered, or raise `DeliveryError`. Neither holds a secret."""
    try:
        return subscription.masked(WAYS[type(subscription)](subscription, message))
    except DeliveryError as error:
        raise DeliveryError(subscription.masked(str(error))) from None
    except Exception as error:  # whatever a sender meets, the others go on, and its words may hold a secret
        raise DeliveryError(f"it could not be sent ({type(error).__name__})") from None
