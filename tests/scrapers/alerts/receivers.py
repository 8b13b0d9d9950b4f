"""The other side, on loopback: robots of 企业微信, 钉钉 and 飞书, webhooks, and a mail server."""

import json
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CERTIFICATE = Path(__file__).with_name("localhost.pem")  # of no value: its key is beside it
OK = {"wecom": {"errcode": 0, "errmsg": "ok"}, "dingtalk": {"errcode": 0, "errmsg": "ok"}, "feishu": {"code": 0}}


@dataclass
class Post:
    """What arrived in one request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        said = self.json
        return str(said.get("text", {}).get("content") or said["content"]["text"])


Answer = tuple[int, Any] | None  # None: the connection is closed without a word


@dataclass
class Receiver:
    """Keeps what arrives, and answers as `answer` says."""

    posts: list[Post] = field(default_factory=list)
    answer: Callable[[Post], Answer] = lambda _: (200, {"errcode": 0, "code": 0})
    url: str = ""

    @property
    def events(self) -> list[str]:
        """The keys of the events that arrived by webhook, each as often as it did."""
        return [event["event"] for post in self.posts for event in post.json["events"]]


@contextmanager
def receiving(answer: Callable[[Post], Answer] | None = None) -> Iterator[Receiver]:
    receiver = Receiver()
    receiver.answer = answer or receiver.answer

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            post = Post(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            receiver.posts.append(post)
            if answered := receiver.answer(post):
                said = answered[1] if isinstance(answered[1], bytes) else json.dumps(answered[1]).encode()
                try:
                    self.send_response(answered[0])
                    self.send_header("Content-Length", str(len(said)))
                    self.end_headers()
                    self.wfile.write(said)
                except OSError:
                    self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        receiver.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield receiver
        server.shutdown()


def hanging(seconds: float) -> Callable[[Post], Answer]:
    def answer(_: Post) -> Answer:
        time.sleep(seconds)
        return None

    return answer


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Mailbox:
    """Mails as they came, with their envelopes; recipients that begin with `no-` are refused."""

    mails: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    url: str = ""


class _Session(socketserver.StreamRequestHandler):
    box: Mailbox

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 sink")
        asked: list[str] = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT" and b"<no-" in line:
                self.say("550 5.1.1 nobody of that name")
            elif verb == b"RCPT":
                asked.append(line.split(b"<")[1].split(b">")[0].decode())
                self.say("250 ok")
            elif verb == b"DATA":
                self.say("354 go on")
                self.box.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.box.recipients.append(asked)
                self.say("250 kept")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 sink")


@contextmanager
def mailbox(*, encrypted: bool = False) -> Iterator[Mailbox]:
    box = Mailbox()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, block_on_close = True, False

        def handle_error(self, *_: object) -> None:
            pass

    session = type("Session", (_Session,), {"box": box})
    with Server(("127.0.0.1", 0), session) as server:
        if encrypted:
            trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            trust.load_cert_chain(CERTIFICATE)
            server.socket = trust.wrap_socket(server.socket, server_side=True)
        box.url = f"{'smtps' if encrypted else 'smtp'}://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield box
        server.shutdown()
