"""A webhook: what happened as JSON, signed, so that the receiver can tell it from anyone else's.

`Tousu-Signature` is `sha256=` and the HMAC-SHA256 of `Tousu-Timestamp`, a full stop and the body, in hexadecimal.
"""

import hashlib
import hmac
import json
import time
from datetime import datetime
from typing import Any
from urllib.parse import quote

from scrapers.alerts.errors import DeliveryError
from scrapers.alerts.messages import Message, Told
from scrapers.alerts.posting import post
from scrapers.alerts.telling import Row, facts_of
from scrapers.alerts.ways import Webhook

SCHEMA = 1
COLUMNS = ("event", "kind", "audience", "threshold", "publisher", "listing", "platform", "happened_at", "noticed_at")


def send_webhook(way: Webhook, message: Message) -> str:
    """Send to a receiver of one's own; give what it answered, or raise `DeliveryError`."""
    assert way.secret
    body, timestamp = json.dumps(payload(way.name, message), ensure_ascii=False, default=_text).encode(), time.time()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "TousuWatch",
        "Idempotency-Key": idempotency_key(message),
        "Tousu-Timestamp": f"{timestamp:.0f}",
        "Tousu-Signature": signature(way.secret, f"{timestamp:.0f}", body),
    }
    answer = post(way.address, body, headers, allow_private=way.allow_private)
    if answer.status // 100 != 2:
        raise DeliveryError(f"refused: status {answer.status}")
    return f"status {answer.status}"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Sign a body as of a moment in seconds."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def idempotency_key(message: Message) -> str:
    """The key of the event; of several, a digest of their keys. Sent again, it is the same."""
    if len(message.events) == 1:
        return quote(message.events[0], safe=":/")
    return "sha256:" + hashlib.sha256("\n".join(sorted(message.events)).encode()).hexdigest()


def payload(channel: str, message: Message) -> dict[str, Any]:
    """What is sent, of schema 1: fields may be added to it, none taken away."""
    return {
        "schema": SCHEMA,
        "product": "Tousu Watch",
        "channel": channel,
        "language": message.words.code,
        "is_demonstration": message.is_demonstration,
        "is_test": message.is_test,
        "subject": message.subject,
        "text": message.text,
        "caveat": message.words.say("caveat"),
        "events": [_event(row, told) for told in message.told for row in told.rows],
    }


def _event(row: Row, told: Told) -> dict[str, Any]:
    return {name: row[name] for name in COLUMNS} | {"link": told.link, "facts": facts_of(row)}


def _text(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
