"""Robots of 企业微信, 钉钉 and 飞书. They answer 200 to everything: only the code in it says whether it arrived.

Texts are sent as text, never as Markdown, and mention nobody.
"""

import base64
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from scrapers.alerts.errors import DeliveryError
from scrapers.alerts.messages import Message
from scrapers.alerts.posting import Answer, post
from scrapers.alerts.ways import DingTalk, Feishu, WeCom

CODES = ("errcode", "code", "StatusCode")
WORDS = ("errmsg", "msg", "StatusMessage")


def send_wecom(way: WeCom, message: Message) -> str:
    """Send to a robot of 企业微信; give what it answered, or raise `DeliveryError`."""
    return _send(way, way.address, {"msgtype": "text", "text": {"content": message.text}})


def send_dingtalk(way: DingTalk, message: Message) -> str:
    """Send to a robot of 钉钉; give what it answered, or raise `DeliveryError`."""
    url = way.address
    if way.secret:
        url += ("&" if "?" in url else "?") + urlencode(dingtalk_signature(way.secret, int(time.time() * 1000)))
    return _send(way, url, {"msgtype": "text", "text": {"content": message.text}, "at": {"isAtAll": False}})


def send_feishu(way: Feishu, message: Message) -> str:
    """Send to a robot of 飞书; give what it answered, or raise `DeliveryError`."""
    signed = feishu_signature(way.secret, int(time.time())) if way.secret else {}
    return _send(way, way.address, {**signed, "msg_type": "text", "content": {"text": message.text}})


def _hmac(key: str, text: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()


def dingtalk_signature(secret: str, milliseconds: int) -> dict[str, str]:
    """Sign for 钉钉: the secret is the key, and the second line of what is signed."""
    return {"timestamp": str(milliseconds), "sign": _hmac(secret, f"{milliseconds}\n{secret}")}


def feishu_signature(secret: str, seconds: int) -> dict[str, str]:
    """Sign for 飞书: time and secret are the key, nothing is what is signed."""
    return {"timestamp": str(seconds), "sign": _hmac(f"{seconds}\n{secret}", "")}


def _send(way: WeCom | DingTalk | Feishu, url: str, body: Mapping[str, Any]) -> str:
    payload = json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    return _accepted(post(url, payload, headers, allow_private=way.allow_private))


def _accepted(answer: Answer) -> str:
    try:
        said = dict(json.loads(answer.text))
    except (ValueError, TypeError):
        said = {}
    codes = [said[name] for name in CODES if name in said]
    if answer.status == 200 and codes and all(code == 0 and code is not False for code in codes):
        return f"status 200, code {codes[0]}"
    words = next((str(said[name]) for name in WORDS if said.get(name)), "no word of a code of 0")
    raise DeliveryError(f"refused: status {answer.status}, code {codes[0] if codes else 'none'}: {words}")
