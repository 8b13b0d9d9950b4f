"""The command line as people and machines use it: what it prints, and how it ends."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.settings import DECLARED, Settings
from scrapers.commands import telling
from scrapers.replica.server import Replica
from tests.tousu import tousu


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    named = {f"TOUSU_{name.upper()}": str(getattr(settings, name)) for name in ("database", "evidence", "platforms")}
    clean = {name: value for name, value in os.environ.items() if name not in DECLARED}
    small = {"TOUSU_PUBLISHER_URL": settings.publisher_url, "TOUSU_FEED_PAGES": "2", "TOUSU_COMPLAINT_PAGES": "2"}
    return clean | named | small


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "scrapers", *arguments]


def test_refresh_verify_and_status_end_well(environment: dict[str, str]) -> None:
    """As processes that begin from nothing; what follows is forked from one that is warm."""

    def begun(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, check=False)

    refreshed = begun("refresh")
    assert (refreshed.returncode, refreshed.stderr) == (0, "")
    assert [line.split(":")[0] for line in refreshed.stdout.splitlines()] == [
        "directory",
        "services",
        "feed",
        "complaints",
    ]
    verified = begun("verify")
    assert verified.stdout == "0 differences between the database and its evidence\n"
    status = begun("status")
    assert "directory: ok, fresh, last good 0 min ago, next due 20" in status.stdout
    assert "1 of 1 went well in 30 days" in status.stdout
    assert (status.returncode, status.stderr) == (0, "")
    assert "美团借钱" in status.stdout
    assert "directory: ok" in status.stdout


def test_machines_get_one_json_object_on_standard_output(environment: dict[str, str]) -> None:
    sources = json.loads(tousu(environment, "refresh", "--json", "--source", "directory").stdout)["sources"]
    assert [(one["source"], one["outcome"]) for one in sources] == [("directory", "ok")]
    assert json.loads(tousu(environment, "verify", "--json").stdout) == {"differences": []}
    assert json.loads(tousu(environment, "status", "--json").stdout)["platforms"][0]["total"] > 100_000


def test_a_failed_source_ends_with_1_and_three_sentences(environment: dict[str, str], replica: Replica) -> None:
    replica.fault("/api/index/feed", "captcha_page")
    ended = tousu(environment, "refresh", "--source", "feed")
    assert ended.returncode == 1
    assert "Failed: feed:" in ended.stderr
    assert "What it means:" in ended.stderr
    assert "What to do:" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert tousu(environment, "status").returncode == 1
    failed = json.loads(tousu(environment, "refresh", "--json", "--source", "feed").stdout)["sources"][0]
    assert failed["error"] == "ChallengeError"
    assert failed["remedy"]


@pytest.mark.parametrize(
    ("arguments", "changes"),
    [
        (("refresh", "--source", "nonsense"), {}),
        (("nonsense",), {}),
        (("refresh",), {"TOUSU_PAUSE": "soon"}),
        (("refresh",), {"TOUSU_PLATFORM": "x.toml"}),
        (("refresh",), {"TOUSU_PUBLISHER_URL": "https://tousu.sina.com.cn"}),
        (("serve",), {"TOUSU_PUBLISHER_URL": "https://tousu.sina.com.cn"}),
    ],
)
def test_wrong_usage_and_wrong_settings_end_with_2_and_an_example(
    environment: dict[str, str], arguments: tuple[str, ...], changes: dict[str, str]
) -> None:
    ended = tousu(environment | changes, *arguments)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    if changes:
        assert "TOUSU_" in ended.stderr
        assert "What to do:" in ended.stderr


def test_verify_ends_with_1_before_there_is_anything(environment: dict[str, str]) -> None:
    ended = tousu(environment, "verify")
    assert ended.returncode == 1
    assert "there is no database" in ended.stderr


def test_counts_and_saved_pages_can_be_imported(
    environment: dict[str, str], replica: Replica, tmp_path: Path
) -> None:
    counts = tmp_path / "counts.csv"
    counts.write_text("platform,reported_on,low,high,citation\nalipay,2025-10-11,143000,,Press\n", encoding="utf-8")
    assert tousu(environment, "import", "counts", str(counts)).stdout.startswith("1 reported counts are new")
    page = tmp_path / "page.json"
    page.write_text("{}", encoding="utf-8")
    url = replica.url + "/api/index/feed?type=2&page_size=10&page=1"
    ended = tousu(environment, "import", "body", str(page), "--url", url, "--saved-at", "2026-11-23T04:00:00")
    assert ended.returncode == 1
    assert "the answer is not the envelope" in ended.stderr


def test_watch_refreshes_until_it_is_told_to_stop(environment: dict[str, str], replica: Replica) -> None:
    """FAULTS 83: what is under way is finished or rolled back, and the end is a quiet one."""
    with subprocess.Popen(
        command("watch", "--every", "1"), env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        rounds = 0
        while rounds < 2:
            rounds += process.stdout.readline().startswith("feed:")
        process.terminate()
        assert process.wait(timeout=20) == 0
        assert "Stopped." in process.stdout.read()
    assert sum(request.path.startswith("/api/company/main_search") for request in replica.requests) < 10


def test_a_line_is_added_listed_and_removed(environment: dict[str, str]) -> None:
    tousu(environment, "refresh", "--source", "directory")
    added = tousu(environment, "threshold", "add", "total_50k", "50000", "--by", "Ada")
    assert "listings have crossed 50,000" in added.stdout
    lines = json.loads(tousu(environment, "threshold", "list", "--json").stdout)["thresholds"]
    assert [(one["threshold"], one["line"]) for one in lines] == [("total_100k", 100_000), ("total_50k", 50_000)]
    assert lines[1]["listings"] > lines[0]["listings"] > 0
    assert tousu(environment, "threshold", "remove", "total_50k").returncode == 0
    refused = tousu(environment, "threshold", "remove", "total_50k")
    assert refused.returncode == 1
    assert "there is no line total_50k" in refused.stderr


def test_a_log_for_programs_is_one_object_a_line_each_with_its_refresh(environment: dict[str, str]) -> None:
    ended = tousu(environment | {"TOUSU_LOG": "json"}, "refresh", "--source", "directory", "--source", "feed")
    assert (ended.returncode, ended.stdout) == (0, "")
    said = [json.loads(line) for line in ended.stderr.splitlines()]
    assert [(one["source"], one["outcome"]) for one in said] == [("directory", "ok"), ("feed", "ok")]
    assert len({one["refresh"] for one in said}) == 1
    assert all(one["seconds"] >= 0 and one["requests"] > 0 for one in said)


def test_a_failure_is_logged_for_programs_with_what_it_means_and_what_to_do(
    environment: dict[str, str], replica: Replica
) -> None:
    replica.fault("/api/company/main_search", "status", code=403)
    ended = tousu(environment | {"TOUSU_LOG": "json"}, "refresh", "--source", "directory")
    assert ended.returncode == 1
    (said,) = [json.loads(line) for line in ended.stderr.splitlines()]
    assert (said["level"], said["error"]) == ("error", "RefusedError")
    assert "The last good numbers stay" in said["means"]
    assert said["remedy"].startswith("Leave the publisher alone")


def test_an_age_is_never_negative_though_our_clock_was_set_back() -> None:
    """FAULTS 81."""
    assert telling.age(datetime.now(UTC) + timedelta(days=3)) == "0 min ago"
