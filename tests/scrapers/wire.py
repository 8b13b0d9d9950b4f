"""A publisher made of exact bytes on a socket: it can be slow, cut its answers short, lie and hang up."""

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HANG_UP = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Asked:
    """A request as it came: `at` is when its last header was here, on the monotonic clock."""

    target: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True)
class Reply:
    """What is sent: bytes as they are, and numbers as seconds to wait; then the connection may be closed or reset."""

    parts: tuple[bytes | float, ...]
    is_last: bool = True
    is_reset: bool = False


def raw(*parts: bytes | float, is_reset: bool = False) -> Reply:
    """Send exactly this, then close the connection, or reset it."""
    return Reply(parts, is_reset=is_reset)


def head(status: int | str = 200, **headers: object) -> bytes:
    """Give a status line and headers; `content_length=3` becomes `Content-Length: 3`."""
    lines = [f"HTTP/1.1 {status}" if isinstance(status, str) else f"HTTP/1.1 {status} Reason"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1")


def answer(status: int | str = 200, body: bytes = b"body", **headers: object) -> Reply:
    """Give a whole answer on a connection that stays open."""
    return Reply((head(status, **{"content_length": len(body), **headers}) + body,), is_last=False)


def gzipped(body: bytes, **headers: object) -> Reply:
    """Give a whole answer that came compressed."""
    return answer(200, gzip.compress(body, mtime=0), content_encoding="gzip", **headers)


def chunks(*pieces: bytes) -> bytes:
    """Give pieces as chunks, without the last, empty one."""
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)


@dataclass
class Publisher:
    """What is answered for each path, one after another (the last again and again), and what was asked."""

    url: str
    replies: dict[str, list[Reply]]
    asked: list[Asked] = field(default_factory=list)
    is_open: threading.Event = field(default_factory=threading.Event)

    @property
    def targets(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.target for asked in self.asked]

    def next_reply(self, target: str) -> Reply:
        """Give the reply to one more request for `target`."""
        replies = self.replies.get(target.partition("?")[0], [answer(404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]


@contextmanager
def publisher(
    replies: dict[str, Reply | list[Reply]], wrap: Callable[..., socket.socket] | None = None
) -> Iterator[Publisher]:
    """Serve these replies by path on a free port of 127.0.0.1; robots.txt allows everything unless it is given."""
    told = {"/robots.txt": [answer(404)]} | {
        path: list(r) if isinstance(r, list) else [r] for path, r in replies.items()
    }
    with socket.create_server(("127.0.0.1", 0)) as listening:
        served = Publisher(f"http://127.0.0.1:{listening.getsockname()[1]}", told)
        threads = [threading.Thread(target=_listen, args=(listening, served, wrap), daemon=True)]
        threads[0].start()
        try:
            yield served
        finally:
            served.is_open.set()
            listening.shutdown(socket.SHUT_RDWR)
            threads[0].join(5)


def _listen(listening: socket.socket, served: Publisher, wrap: Callable[..., socket.socket] | None) -> None:
    threads: list[threading.Thread] = []
    with suppress(OSError):
        while True:
            connected, _ = listening.accept()
            connected.settimeout(5)
            threads.append(threading.Thread(target=_serve, args=(connected, served, wrap), daemon=True))
            threads[-1].start()
    for thread in threads:
        thread.join(5)


def _serve(connected: socket.socket, served: Publisher, wrap: Callable[..., socket.socket] | None) -> None:
    with suppress(OSError, ValueError), connected:  # what is no HTTP, as TLS from one who expects it, is hung up on
        talking = wrap(connected) if wrap else connected
        with talking:
            for asked in _requests(talking):
                served.asked.append(asked)
                reply = served.next_reply(asked.target)
                _send(talking, reply.parts, served.is_open)
                if reply.is_reset:
                    talking.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HANG_UP)
                if reply.is_last:
                    return


def _requests(talking: socket.socket) -> Iterator[Asked]:
    with talking.makefile("rb") as incoming:
        while line := incoming.readline():
            _, target, *_ = line.decode("latin-1").split()
            yield Asked(target, dict(_headers(incoming)), time.monotonic())


def _headers(incoming: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    for line in incoming:
        if line == b"\r\n":
            return
        name, _, value = line.decode("latin-1").partition(":")
        yield name, value.strip()


def _send(talking: socket.socket, parts: Iterable[bytes | float], closing: threading.Event) -> None:
    for part in parts:
        if isinstance(part, bytes):
            talking.sendall(part)
        elif closing.wait(part):
            return
