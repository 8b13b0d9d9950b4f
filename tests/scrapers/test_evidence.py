"""The receipts: whole or not there, readable with anyone's tools, and never silently another."""

import errno
import gzip
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.errors import BusyError, EvidenceError
from scrapers.evidence import Evidence, Kept, read_back
from scrapers.fetch import Answer, Fetcher
from tests.scrapers.wire import chunks, head, publisher, raw

AT = datetime(2026, 3, 1, 15, 59, 59, 123456, UTC)
DAY = "2026-03-01.warc.gz"
BODY = '{"result": {"data": {"title": "美团借钱", "valid_amt": "151234"}}}'.encode()
PAGE = Answer(
    url="https://tousu.sina.com.cn/api/index/feed?type=1&page=2",
    status=200,
    reason="OK",
    request_headers=(("Host", "tousu.sina.com.cn"), ("User-Agent", "TousuWatch/0.1.0 (+you@example.org)")),
    response_headers=(
        ("Content-Type", "application/json; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    ),
    wire=gzip.compress(BODY, mtime=0),
    body=BODY,
    fetched_at=AT,
    is_demonstration=False,
)


def plain(body: bytes, **changes: Any) -> Answer:
    headers = (("Content-Length", str(len(body))),)
    return replace(PAGE, **{"wire": body, "body": body, "response_headers": headers} | changes)


def keep(folder: Path, *answers: Answer, whole_until: dict[str, int] | None = None) -> list[Kept]:
    with Evidence(folder, whole_until or {}) as evidence:
        return [evidence.keep(answer) for answer in answers]


def back(folder: Path, kept: Kept) -> bytes:
    stored = read_back(folder, kept.file, kept.file_offset, kept.file_length)
    assert (stored.capture, stored.sha256) == (kept.capture, kept.sha256)
    return stored.body


def records(file: Path) -> list[Any]:
    """Read a file as anyone would: type, headers and content of each record."""
    with file.open("rb") as stream:
        return [
            (record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(stream, check_digests="raise")
        ]


def problems(file: Path) -> int:
    """Say what `warcio check` says: 0 if every record is whole and every digest right."""
    checker = Checker(type("Arguments", (), {"inputs": [str(file)], "verbose": False}))
    return int(checker.process_all())


# ---- What is kept


def test_a_capture_is_read_back_as_it_was_fetched(tmp_path: Path):
    """FAULTS 62."""
    (kept,) = keep(tmp_path / "new" / "folder", PAGE)
    stored = read_back(tmp_path / "new" / "folder", kept.file, kept.file_offset, kept.file_length)
    assert (stored.url, stored.fetched_at, stored.body) == (PAGE.url, AT, BODY)
    assert stored.sha256 == kept.sha256 == sha256(BODY).hexdigest()
    assert stored.capture == kept.capture
    assert len(kept.capture) == 36


def test_the_file_can_be_read_with_anyones_tools(tmp_path: Path):
    keep(tmp_path, PAGE, plain(b"second"))
    assert problems(tmp_path / DAY) == 0
    kinds = [kind for kind, *_ in records(tmp_path / DAY)]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]


def test_a_capture_keeps_the_answer_and_what_was_asked(tmp_path: Path):
    (kept,) = keep(tmp_path, PAGE)
    _, (_, about, http, body), (_, asked, request, nothing) = records(tmp_path / DAY)
    assert about.get_header("WARC-Target-URI") == PAGE.url
    assert about.get_header("WARC-Date") == "2026-03-01T15:59:59.123456Z"
    assert about.get_header("WARC-Payload-Digest").startswith("sha1:")
    assert (
        about.get_header("WARC-Record-ID") == asked.get_header("WARC-Concurrent-To") == f"<urn:uuid:{kept.capture}>"
    )
    assert (http.protocol, http.statusline, body) == ("HTTP/1.1", "200 OK", BODY)
    assert http.headers == [
        ("Content-Type", "application/json; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    ]
    assert (request.protocol, request.statusline) == ("GET", "/api/index/feed?type=1&page=2 HTTP/1.1")
    assert (request.headers, nothing) == (list(PAGE.request_headers), b"")


def test_a_page_saved_by_hand_is_kept_as_such(tmp_path: Path):
    page = plain("<h1>投诉</h1>".encode(), response_headers=())
    with Evidence(tmp_path) as evidence:
        kept = evidence.keep(page, is_by_hand=True)
    assert [kind for kind, *_ in records(tmp_path / DAY)] == ["warcinfo", "resource"]
    assert back(tmp_path, kept) == page.body
    assert problems(tmp_path / DAY) == 0


def test_a_day_is_a_file_in_utc_and_captures_find_theirs(tmp_path: Path):
    """FAULTS 81."""
    days = [AT, AT + timedelta(hours=9), AT, AT + timedelta(days=2), AT + timedelta(hours=9)]
    answers = [plain(str(n).encode(), fetched_at=at) for n, at in enumerate(days)]
    kept = keep(tmp_path, *answers)
    assert [one.file[:10] for one in kept] == ["2026-03-01", "2026-03-02", "2026-03-01", "2026-03-03", "2026-03-02"]
    assert [back(tmp_path, one) for one in kept] == [answer.body for answer in answers]
    assert [problems(file) for file in sorted(tmp_path.glob("*.gz"))] == [0, 0, 0]


def test_only_one_file_is_open_however_many_days_are_written(tmp_path: Path):
    with Evidence(tmp_path) as evidence:
        evidence.keep(PAGE)
        before = len(list(Path("/proc/self/fd").iterdir()))
        for day in range(20):
            evidence.keep(replace(PAGE, fetched_at=AT + timedelta(days=day)))
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_another_day_another_process_appends_to_the_same_file(tmp_path: Path):
    first, second = keep(tmp_path, plain(b"first"))[0], keep(tmp_path, plain(b"second"))[0]
    assert [back(tmp_path, first), back(tmp_path, second)] == [b"first", b"second"]
    assert [kind for kind, *_ in records(tmp_path / DAY)].count("warcinfo") == 1


@pytest.mark.parametrize(
    "odd",
    [
        replace(PAGE, reason="好的"),
        replace(PAGE, reason=""),
        replace(PAGE, url="https://tousu.sina.com.cn/api?keyword=%E7%BE%8E%E5%9B%A2"),
        replace(PAGE, url="https://tousu.sina.com.cn"),
        plain(b"x", request_headers=()),
        replace(PAGE, response_headers=(*PAGE.response_headers, ("X-Odd", "caf\xe9 \x80; a=\xe9"))),
        plain(b"\x1f\x8b\x08 begins like gzip and is none"),
        plain(b"WARC/1.1\r\n\r\nWARC/1.1\r\n\r\n"),
        plain(bytes(range(256)) * 4000),
    ],
    ids=["reason", "no reason", "query", "no path", "no headers", "latin-1", "like gzip", "like WARC", "binary"],
)
def test_odd_answers_are_kept_and_read_back(tmp_path: Path, odd: Answer):
    (kept, _) = keep(tmp_path, odd, PAGE)
    assert back(tmp_path, kept) == odd.body
    assert read_back(tmp_path, kept.file, kept.file_offset, kept.file_length).url == odd.url
    assert problems(tmp_path / DAY) == 0


def test_what_came_over_the_wire_is_what_is_kept(tmp_path: Path):
    came = raw(
        head(transfer_encoding="chunked", content_encoding="gzip", x_folded="one\r\n two")
        + chunks(PAGE.wire[:7], PAGE.wire[7:])
        + b"0\r\n\r\n"
    )
    about = {"hosts": frozenset(), "referer": "", "contact": "", "pause": 0.0, "timeout": 5.0}
    with publisher({"/a": came}) as served, Fetcher(served.url, **about) as fetcher:
        answer = fetcher.get("/a")
    (kept,) = keep(tmp_path, answer)
    assert back(tmp_path, kept) == BODY
    assert read_back(tmp_path, kept.file, kept.file_offset, kept.file_length).fetched_at == answer.fetched_at
    _, (*_, http, _), (*_, request, _) = records(tmp_path / answer.fetched_at.strftime("%Y-%m-%d.warc.gz"))
    assert http.get_header("X-Folded") == "one two"
    assert dict(request.headers) == served.asked[-1].headers
    assert problems(tmp_path / kept.file) == 0


# ---- Torn ends


def test_wherever_a_kill_tears_the_last_capture_the_file_is_made_whole_again(tmp_path: Path):
    """FAULTS 65."""
    noise = gzip.compress(os.urandom(300))  # its own gzip stands in the torn record byte for byte
    first, last = keep(tmp_path, PAGE, replace(PAGE, wire=noise, body=gzip.decompress(noise)))
    whole = (tmp_path / DAY).read_bytes()
    ends = [first.file_offset + first.file_length, last.file_offset, last.file_offset + last.file_length, len(whole)]
    near = {end + step for end in ends for step in (-9, -8, -2, -1, 0, 1, 2, 9, 20)}
    for size in sorted(near | set(range(ends[0], ends[-1], 101))):
        if not ends[0] <= size < ends[-1]:
            continue
        (tmp_path / DAY).write_bytes(whole[:size])
        (again,) = keep(tmp_path, plain(b"again"), whole_until={DAY: ends[0]})
        assert back(tmp_path, first) == BODY
        assert back(tmp_path, again) == b"again"
        assert problems(tmp_path / DAY) == 0
        if size >= ends[2]:
            assert again.file_offset >= ends[2], "a whole response must stay"


@pytest.mark.parametrize("size", [0, 1, 20, 200])
def test_a_file_torn_in_its_very_first_record_begins_anew(tmp_path: Path, size: int):
    keep(tmp_path, PAGE)
    os.truncate(tmp_path / DAY, size)
    (kept,) = keep(tmp_path, PAGE)
    assert back(tmp_path, kept) == BODY
    assert [kind for kind, *_ in records(tmp_path / DAY)] == ["warcinfo", "response", "request"]


@pytest.mark.parametrize("tail", [bytes(5000), b"\x1f\x8b\x08", gzip.compress(b"no record", mtime=0) + b"torn"])
def test_what_a_power_cut_left_behind_the_last_capture_is_cut_off(tmp_path: Path, tail: bytes):
    (first,) = keep(tmp_path, PAGE)
    with (tmp_path / DAY).open("ab") as file:
        file.write(tail)
    (second,) = keep(tmp_path, PAGE)
    assert back(tmp_path, first) == back(tmp_path, second) == BODY
    assert problems(tmp_path / DAY) == 0


def test_damage_before_whole_captures_is_told_and_nothing_is_cut_off(tmp_path: Path):
    """FAULTS 67."""
    first, *_ = keep(tmp_path, PAGE, PAGE, PAGE)
    flip(tmp_path / DAY, first.file_offset + 40)
    damaged = (tmp_path / DAY).read_bytes()
    with Evidence(tmp_path) as evidence:
        for _ in range(2):
            with pytest.raises(EvidenceError, match="damaged at byte"):
                evidence.keep(PAGE)
    assert (tmp_path / DAY).read_bytes() == damaged


def test_receipts_that_are_gone_are_told_and_never_written_over(tmp_path: Path):
    first, second = keep(tmp_path, PAGE, PAGE)
    until = {DAY: second.file_offset + second.file_length}
    os.truncate(tmp_path / DAY, second.file_offset)
    for _ in range(2):
        with pytest.raises(EvidenceError, match=f"lost {second.file_length} bytes"):
            keep(tmp_path, PAGE, whole_until=until)
    assert back(tmp_path, first) == BODY
    (tmp_path / DAY).unlink()
    with pytest.raises(EvidenceError, match="lost"):
        keep(tmp_path, PAGE, whole_until=until)


def test_bytes_the_database_knows_to_be_whole_are_not_walked_again(tmp_path: Path):
    *_, last = keep(tmp_path, PAGE, PAGE, PAGE)
    flip(tmp_path / DAY, 40)
    (kept,) = keep(tmp_path, PAGE, whole_until={DAY: last.file_offset + last.file_length})
    assert back(tmp_path, kept) == BODY


def test_a_process_killed_at_any_moment_leaves_what_it_told_of(tmp_path: Path):
    """FAULTS 65: a few kills; `make kills` has many."""
    writing = (
        "import sys; from pathlib import Path; from scrapers.evidence import Evidence\n"
        "from tests.scrapers.test_evidence import plain\n"
        "with Evidence(Path(sys.argv[1])) as evidence:\n"
        "    while True:\n"
        "        kept = evidence.keep(plain(bytes(50_000)))\n"
        "        print(kept.file_offset, kept.file_length, flush=True)\n"
    )
    for delay in (0.01, 0.05):
        with subprocess.Popen([sys.executable, "-c", writing, tmp_path], stdout=subprocess.PIPE) as process:
            told = [process.stdout.readline()]
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            told += process.stdout.read().splitlines(keepends=True)
        keep(tmp_path, PAGE)
        for offset, length in (map(int, line.split()) for line in told if line.endswith(b"\n")):
            assert read_back(tmp_path, DAY, offset, length).body == bytes(50_000)
        assert problems(tmp_path / DAY) == 0


# ---- Disks and folders


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size`: the write that does is cut short, and the next one fails."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [0, 1, 300, 700])
def test_a_full_disk_leaves_no_half_capture_and_room_again_is_used(tmp_path: Path, room: int):
    """FAULTS 68."""
    with Evidence(tmp_path) as evidence:
        first = evidence.keep(PAGE)
        before = (tmp_path / DAY).read_bytes()
        with full_disk(len(before) + room), pytest.raises(EvidenceError, match="could not keep") as full:
            evidence.keep(PAGE)
        assert str(tmp_path) not in str(full.value), "visitors read it: it names no folder of this machine"
        assert (tmp_path / DAY).read_bytes() == before
        second = evidence.keep(plain(b"room again"))
    assert [back(tmp_path, first), back(tmp_path, second)] == [BODY, b"room again"]
    assert problems(tmp_path / DAY) == 0


def test_a_disk_that_was_full_from_the_start_leaves_nothing(tmp_path: Path):
    """FAULTS 68."""
    with Evidence(tmp_path) as evidence:
        with full_disk(100), pytest.raises(EvidenceError):
            evidence.keep(PAGE)
        assert (tmp_path / DAY).read_bytes() == b""


def test_half_a_capture_that_a_failing_disk_would_not_give_back_is_cut_off_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """FAULTS 68."""

    class Failing(FileIO):
        def write(self, content: Any) -> int:
            super().write(content[:400])
            monkeypatch.undo()
            raise OSError(errno.EIO, "Input/output error")

        def truncate(self, size: int | None = None) -> int:
            if size == self.seek(0, os.SEEK_END):
                return size
            raise OSError(errno.EIO, "Input/output error")

    (first,) = keep(tmp_path, PAGE)
    with Evidence(tmp_path) as evidence:
        monkeypatch.setattr("scrapers.evidence.FileIO", Failing)
        with pytest.raises(EvidenceError, match="Input/output error"):
            evidence.keep(PAGE)
        second = evidence.keep(plain(b"second"))
    assert [back(tmp_path, first), back(tmp_path, second)] == [BODY, b"second"]
    assert problems(tmp_path / DAY) == 0


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_is_an_error_that_says_so(tmp_path: Path, place: str):
    """FAULTS 69."""
    (tmp_path / "file").touch()
    with pytest.raises(EvidenceError, match="nothing can be kept in"), Evidence(tmp_path / place):
        pass


def test_a_file_that_cannot_be_written_is_an_error_that_says_so(tmp_path: Path):
    """FAULTS 69."""
    (tmp_path / DAY).mkdir()
    with Evidence(tmp_path) as evidence, pytest.raises(EvidenceError, match=DAY):
        evidence.keep(PAGE)


def test_a_folder_that_vanishes_is_an_error(tmp_path: Path):
    with Evidence(tmp_path / "evidence") as evidence:
        shutil.rmtree(tmp_path / "evidence")
        with pytest.raises(EvidenceError):
            evidence.keep(PAGE)


def test_two_never_write_in_one_folder(tmp_path: Path):
    """FAULTS 70."""
    with Evidence(tmp_path) as evidence:
        kept = evidence.keep(PAGE)
        with pytest.raises(BusyError), Evidence(tmp_path):
            pass
        assert back(tmp_path, kept) == BODY, "reading needs no lock"
    with Evidence(tmp_path):
        pass


def test_what_was_kept_is_on_the_disk_before_the_database_may_refer_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    synced: list[str] = []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda fd: (synced.append(Path(f"/proc/self/fd/{fd}").readlink().name), fsync(fd))
    )
    with Evidence(tmp_path) as evidence:
        evidence.sync()
        evidence.keep(PAGE)
        evidence.keep(replace(PAGE, fetched_at=AT + timedelta(days=1)))
        assert synced == [tmp_path.name, DAY, tmp_path.name]
        evidence.sync()
        assert synced[-1] == "2026-03-02.warc.gz"


def test_a_disk_that_fails_to_take_what_was_kept_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def failing(_: int) -> None:
        raise OSError(5, "Input/output error")

    with Evidence(tmp_path) as evidence:
        evidence.keep(PAGE)
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", failing)
            with pytest.raises(EvidenceError, match="did not reach the disk"):
                evidence.sync()


# ---- Reading back


def flip(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


def test_a_flipped_bit_is_detected_or_harmless_and_never_another_body(tmp_path: Path):
    """FAULTS 67."""
    (kept,) = keep(tmp_path, PAGE)
    detected = 0
    with (tmp_path / DAY).open("r+b", buffering=0) as file:
        for at in range(kept.file_offset, kept.file_offset + kept.file_length):
            right = os.pread(file.fileno(), 1, at)
            os.pwrite(file.fileno(), bytes([right[0] ^ 1 << at % 8]), at)
            try:
                assert back(tmp_path, kept) == BODY
            except EvidenceError:
                detected += 1
            os.pwrite(file.fileno(), right, at)
    assert detected >= kept.file_length - 7, "only gzip's time, flags and system may change unseen"


def forged(kind: str = "response", body: bytes = BODY, claimed: bytes = BODY, **headers: str) -> bytes:
    """Give a record, whole as gzip, whose digest is that of `claimed`."""
    with Path(os.devnull).open("wb") as nowhere:
        writer = WARCWriter(nowhere, warc_version="WARC/1.1")
        about = {"WARC-Record-ID": f"<urn:uuid:{'0' * 36}>", "WARC-Date": "2026-03-01T15:59:59.123456Z"}
        http = StatusAndHeaders("200 OK", [], protocol="HTTP/1.1")
        digest = writer.create_warc_record(PAGE.url, kind, BytesIO(claimed), len(claimed), http_headers=http)
        about["WARC-Payload-Digest"] = digest.rec_headers.get_header("WARC-Payload-Digest")
        record = writer.create_warc_record(
            PAGE.url, kind, BytesIO(body), len(body), http_headers=http, warc_headers_dict=about | headers
        )
        writer.out = out = BytesIO(b"")
        writer.write_record(record)
        return bytes(out.getvalue())


@pytest.mark.parametrize(
    ("member", "is_read"),
    [
        (forged(), True),
        (forged(body=BODY.replace(b"151234", b"251234")), False),
        (forged(kind="metadata"), False),
        (forged() + forged(), False),
        (forged()[:-1], False),
        (gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n\r\n", mtime=0), False),
        (gzip.compress(b"no record", mtime=0), False),
        (gzip.compress(b"", mtime=0), False),
        (b"no gzip", False),
        (forged(**{"WARC-Record-ID": "<urn:uuid:none>"}), False),
        (forged(**{"WARC-Date": "yesterday"}), False),
    ],
    ids=[
        "right",
        "changed",
        "no answer",
        "two records",
        "cut",
        "no digest",
        "no record",
        "empty",
        "no gzip",
        "no identity",
        "no time",
    ],
)
def test_a_record_that_is_not_what_it_says_is_an_error(tmp_path: Path, member: bytes, is_read: bool):
    (tmp_path / DAY).write_bytes(member)
    if is_read:
        assert read_back(tmp_path, DAY, 0, len(member)).body == BODY
        return
    with pytest.raises(EvidenceError, match=DAY):
        read_back(tmp_path, DAY, 0, len(member))


def test_a_place_that_is_none_is_an_error(tmp_path: Path):
    (kept,) = keep(tmp_path / "evidence", PAGE)
    shutil.copy(tmp_path / "evidence" / DAY, tmp_path / "outside")
    places = [
        ("2026-03-02.warc.gz", kept.file_offset, kept.file_length),
        (DAY, kept.file_offset + 1, kept.file_length),
        (DAY, kept.file_offset, kept.file_length + 1),
        (DAY, kept.file_offset, 0),
        (DAY, -1, kept.file_length),
        (DAY, 10**12, kept.file_length),
        (DAY, kept.file_offset + kept.file_length, (tmp_path / "outside").stat().st_size),
        ("../outside", kept.file_offset, kept.file_length),
    ]
    for place in places:
        with pytest.raises(EvidenceError):
            read_back(tmp_path / "evidence", *place)
