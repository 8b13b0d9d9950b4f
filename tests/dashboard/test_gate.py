"""What requests pass before they are answered, and answers before they leave, over real HTTP and WebSockets."""

import re
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count, takewhile
from pathlib import Path
from typing import Any

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from dashboard.gate.buckets import Buckets, of_address
from dashboard.gate.costs import PART, RUN, TOO_MUCH, of_request
from dashboard.gate.leaving import Leaving
from dashboard.gate.limits import (
    ALL_TOGETHER,
    ANYBODY,
    LARGEST_BODY,
    LONGEST_ADDRESS,
    MOST_OPEN,
    MOST_OPEN_EACH,
    Limits,
)
from dashboard.gate.policy import HEADERS, inline, of_page
from dashboard.gate.talking import ADDRESS
from dashboard.language import SCRIPTS
from db.settings import DECLARED
from tests.dashboard.filled import fill
from tests.dashboard.running import run
from tests.dashboard.served import serving

SECRET = "a-long-phrase-of-the-maintainers"
A_SCRIPT = re.compile(r'src="\./(static/js/index[^"]+)"')
KINDS = ("/", "/thresholds", "/healthz", "/readyz", "/metrics", "/api/typo", "/feed.atom", "/badge/alipay.svg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    fill(folder / "tousu.duckdb", datetime.now(UTC))
    named = {"TOUSU_REQUESTS_PER_MINUTE": "30", "TOUSU_MAINTAINER_SECRET": SECRET}
    with serving(folder / "tousu.duckdb", folder / "log", **named) as address:
        yield address


def get(address: str, visitor: str = "", **headers: str) -> requests.Response:
    named = {"X-Forwarded-For": visitor} if visitor else {}
    return requests.get(address, headers=named | headers, timeout=20)


@pytest.mark.parametrize("path", [*KINDS, "/_stcore/health", "/_stcore/metrics", "a script"])
def test_every_answer_tells_browsers_what_they_may_do_with_it(server: str, path: str) -> None:
    if path == "a script":
        path = f"/{A_SCRIPT.findall(get(server).text)[0]}"
    answer = get(f"{server}{path}")
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("path", ["/", "/categories?lang=zh-Hans"])
def test_the_page_runs_no_script_but_those_named_by_their_hash(server: str, path: str) -> None:
    answer = get(f"{server}{path}")
    scripts = inline(answer.content)
    assert len(scripts) == 7, "Streamlit's own; of ours steps, the one server, places, being cut off, loading"
    (allowed,) = [part for part in answer.headers["Content-Security-Policy"].split("; ") if "script-src" in part]
    for script in [*scripts, *(inline(one.encode())[0] for one in SCRIPTS.values())]:
        assert f"'sha256-{b64encode(sha256(script).digest()).decode()}'" in allowed
    assert "unsafe" not in allowed
    assert "sha256" not in of_page(b"<script>other()</script>").split("script-src")[0]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/metrics"),
        ("GET", "/_stcore/agent/openapi.json"),
        ("POST", "/_stcore/agent/interact"),
        ("PUT", "/_stcore/upload_file/session/file"),
        ("GET", "/_stcore/script-health-check"),
    ],
)
def test_doors_of_streamlit_that_nobody_needs_are_shut(server: str, method: str, path: str) -> None:
    answer = requests.request(method, f"{server}{path}", json={}, timeout=10)
    assert (answer.status_code, answer.text) == (404, "There is nothing at this address.")


def status_of_opening(server: str, origin: str | None, **headers: str) -> int:
    address = server.replace("http", "ws") + "/_stcore/stream"
    try:
        with connect(address, origin=origin, additional_headers=headers):  # type: ignore[arg-type]
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_only_a_page_of_this_site_opens_a_connection_on_which_anything_could_be_done(server: str) -> None:
    """FAULTS 77: no Origin and a foreign one get no connection, so no action."""
    for origin in (
        None,
        "https://evil.example",
        "http://localhost:9",
        server.replace("127.0.0.1", "localhost"),
        "null",
    ):
        assert status_of_opening(server, origin) == 403, origin
    assert status_of_opening(server, server) == 101


def test_what_is_too_long_or_too_large_is_refused_in_words(server: str) -> None:
    long = get(f"{server}/?platforms={'x' * LONGEST_ADDRESS}")
    assert (long.status_code, long.text) == (414, "This address is too long.")
    large = requests.post(f"{server}/api/typo", data=b"x" * (LARGEST_BODY + 1), timeout=10)
    assert (large.status_code, large.json()) == (413, {"error": "This request is too large."})


def test_one_address_may_ask_so_often_and_others_are_not_kept_waiting(server: str) -> None:
    answers = [get(f"{server}/healthz", "203.0.113.9") for _ in range(31)]
    assert [answer.status_code for answer in answers[:30]] == [200] * 30
    refused = answers[-1]
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 2
    assert refused.json() == {"error": f"Too many requests. Come again in {refused.headers['Retry-After']} seconds."}
    said = get(f"{server}/", "203.0.113.9", **{"Accept-Language": "zh-TW"})
    assert (said.status_code, said.text[:6]) == (429, "請求太頻繁，")
    assert status_of_opening(server, server, **{"X-Forwarded-For": "203.0.113.9"}) == 429
    assert get(f"{server}/healthz", "203.0.113.10").status_code == 200
    assert get(f"{server}/healthz").status_code == 200
    time.sleep(2.1)
    assert get(f"{server}/healthz", "203.0.113.9").status_code == 200


def told(**rerun: str) -> bytes:
    message = BackMsg()
    for name, value in rerun.items():
        setattr(message.rerun_script, name, value)
    return message.SerializeToString()


def talk(address: str, messages: list[bytes], visitor: str) -> tuple[int, str] | None:
    """Say these on a page's connection; with which code and reason it was closed, None: it was not."""
    url, headers = f"{address.replace('http', 'ws', 1)}/_stcore/stream", {"X-Forwarded-For": visitor}
    protocols = ["streamlit"]
    with connect(
        url,
        origin=address,  # type: ignore[arg-type]
        additional_headers=headers,
        subprotocols=protocols,  # type: ignore[arg-type]
        max_size=None,
    ) as page:
        try:
            for message in messages:
                page.send(message)
            while True:
                page.recv(timeout=2)
        except TimeoutError:
            return None
        except ConnectionClosed as closed:
            return (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (0, "")


def test_a_page_that_asks_for_too_much_on_its_connection_is_cut_off_and_told_when_to_come_again(server: str) -> None:
    run_of_page = told(page_name="method", query_string="lang=en")
    closed = talk(server, [run_of_page] * 31, "203.0.113.20")
    assert closed == (TOO_MUCH, "Too many requests. Come again in 2 seconds.")
    assert talk(server, [run_of_page] * 3, "203.0.113.20") is None, "it comes back, and others"
    assert talk(server, [told(fragment_id="live")] * 100, "203.0.113.21") is None, "what looks for news costs little"
    assert "tousu_pages_cut_off_total 1.0" in get(f"{server}/metrics").text


def test_many_pages_of_one_address_share_what_they_may_ask_for_and_nobody_else_does() -> None:
    limits = Limits(listening, per_minute=30)
    message = {"type": "websocket.receive", "bytes": told(page_name="method")}

    def closed(client: str) -> bool:
        said = iter([message] * 30 + [{"type": "websocket.disconnect", "code": 1000}])

        async def receive() -> dict[str, Any]:
            return next(said)

        sent = asked(limits, client=client, type="websocket", receive=receive)
        return any(one.get("code") == TOO_MUCH for one in sent)

    pages = [closed("203.0.113.30") for _ in range(ADDRESS + 2)]
    assert pages == [False] * ADDRESS + [True] * 2
    assert not closed("203.0.113.31")
    assert not any(closed("127.0.0.1") for _ in range(ADDRESS + 2)), "this machine has none, each connection has"


def test_slow_clients_do_not_keep_others_waiting(server: str) -> None:
    """Headers that never end, and answers that nobody reads."""
    host, port = server.removeprefix("http://").split(":")
    with ExitStack() as opened:
        for number in range(200):
            slow = opened.enter_context(socket.create_connection((host, int(port)), timeout=10))
            slow.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\n" + (b"\r\n" if number % 2 else b"X-Slow: "))
        began = time.monotonic()
        assert get(f"{server}/healthz").status_code == 200
        assert time.monotonic() - began < 5


def test_nothing_that_only_we_should_know_is_among_the_figures_or_in_the_log(server: str, folder: Path) -> None:
    """FAULTS 79."""
    told = get(f"{server}/metrics").text + get(f"{server}/readyz").text + (folder / "log").read_text(encoding="utf-8")
    for secret in (SECRET, str(folder), "alipay", "美团借钱", "203.0.113"):
        assert secret not in told


def test_a_bucket_fills_again_and_never_beyond_its_size() -> None:
    buckets = Buckets(per_second=0.5, size=3)
    assert [buckets.wait("a", 1, now=0) for _ in range(4)] == [0, 0, 0, 2]
    assert buckets.wait("b", 1, now=0) == 0
    assert buckets.wait("a", 1, now=2) == 0
    assert [buckets.wait("a", 1, now=1_000) for _ in range(4)] == [0, 0, 0, 2]
    assert buckets.wait("a", 1, now=900) > 0, "a clock set back fills nothing"


@pytest.mark.parametrize(
    ("address", "cost"),
    [
        ("/", 1),
        ("/?lang=en&line=total_100k", 1),
        ("/categories?platforms=alipay", 3),
        ("/data?since=2026-03-01&least=5", 3),
        ("/api/v1/complaints?platforms=alipay", 1),
        ("/api/v1/complaints?offset=10000", 1),
        ("/api/v1/complaints?offset=10001", 3),
        ("/api/v1/complaints.csv?offset=1&offset=99999999999999999999999", 3),
        ("/api/v1/complaints?offset=deep", 1),
        ("/chart/totals.png?platforms=alipay", 5),
        ("/data/tousu.duckdb", 30),
        ("/_stcore/stream", 5),
    ],
)
def test_what_takes_longer_to_answer_costs_more(address: str, cost: float) -> None:
    path, _, query = address.partition("?")
    assert of_request({"path": path, "query_string": query.encode()}) == cost


def test_a_person_who_drags_a_slider_for_minutes_is_never_cut_off() -> None:
    """Ten messages a second, far more than a page sends, by the limit that holds unless one is set."""
    per_minute = DECLARED["TOUSU_REQUESTS_PER_MINUTE"].default
    own = Buckets(float(per_minute) / 60, float(per_minute))
    assert not any(own.wait("page", RUN, now=at / 10) for at in range(550))
    assert not any(own.wait("parts", PART, now=at / 10) for at in range(6_000))


def test_as_many_addresses_are_remembered_as_are_allowed() -> None:
    buckets = Buckets(per_second=1, size=1, most=100)
    for number in range(10_000):
        assert buckets.wait(f"{number}", 1, now=0) == 0
    assert len(buckets._known) == 100


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:ffff::1", "2001:0db8:0001:0002"),
        ("fe80::1%eth0", "fe80:0000:0000:0000"),
        ("unknown", "unknown"),
    ],
)
def test_whose_bucket_an_address_fills(host: str, key: str | None) -> None:
    assert of_address(host) == key


async def listening(scope: dict[str, Any], receive: Any, _send: object) -> None:
    while (await receive())["type"] == "websocket.receive":
        pass


def asked(
    app: Any, path: str = "/", client: str = "127.0.0.1", receive: Any = None, **more: Any
) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    run(app(scope | {"headers": [], "client": (client, 1)} | more, receive, send))
    return sent


async def well(scope: dict[str, Any], _receive: object, send: Any) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def breaking(_scope: object, _receive: object, _send: object) -> None:
    raise RuntimeError("/root/secret.toml holds token-123")


def test_all_together_may_ask_so_often_wherever_they_come_from() -> None:
    limits = Limits(well, per_minute=3)
    began = time.monotonic()
    statuses = (asked(limits, client=f"203.0.{one // 250}.{one % 250}")[0]["status"] for one in count())
    let_in = sum(1 for _ in takewhile(lambda status: status == 204, statuses))
    assert 0 <= let_in - 3 * ALL_TOGETHER <= 1 + (time.monotonic() - began) * 3 * ALL_TOGETHER / 60
    assert asked(limits)[0]["status"] == 429, "this machine is among all"
    assert asked(limits, "/static/js/x.js")[0]["status"] == 204, "files are not counted"


def test_no_limits_are_none_and_open_pages_have_one() -> None:
    limits = Limits(well, per_minute=0)
    assert {asked(limits, client="203.0.113.1")[0]["status"] for _ in range(500)} == {204}
    limits = Limits(well, per_minute=300)
    limits.open[ANYBODY] = MOST_OPEN
    assert asked(limits, type="websocket") == [{"type": "websocket.close", "code": 1008}]


def test_one_address_cannot_open_every_page_there_may_be() -> None:
    refused, limits = [{"type": "websocket.close", "code": 1008}], Limits(well, per_minute=300)
    limits.open["203.0.113.1"] = MOST_OPEN_EACH
    assert asked(limits, client="203.0.113.1", type="websocket") == refused
    assert asked(limits, client="203.0.113.2", type="websocket") != refused
    assert limits.open == {"203.0.113.1": MOST_OPEN_EACH}, "whoever has none open is forgotten"


def test_what_breaks_is_told_without_details(caplog: pytest.LogCaptureFixture) -> None:
    """FAULTS 79: no path, token or trace reaches a visitor."""
    start, body = asked(Leaving(breaking), "/api/x?", query_string=b"lang=zh-Hans")
    assert start["status"] == 500
    assert "没有任何数字被改动" in body["body"].decode()
    assert b"secret" not in body["body"]
    assert b"Traceback" not in body["body"]
    assert "token-123" in caplog.text, (
        "the log of whoever runs this has it; see the redacting of logs for what it hides"
    )
