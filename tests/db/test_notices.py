"""Maintainers tell visitors that something is wrong with the data."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import notices
from db.connection import NoDatabaseError, reading
from db.notices import NoticeError
from tests.dashboard.filled import fill


@pytest.fixture
def database(tmp_path: Path) -> Path:
    fill(tmp_path / "tousu.duckdb", datetime.now(UTC))
    return tmp_path / "tousu.duckdb"


def standing(database: Path) -> list[tuple[str, str, str]]:
    with reading(database) as connection:
        rows = notices.standing_notices(connection).to_pylist()
    return [(row["platform"], row["sentence"], row["changed_by"]) for row in rows]


def test_a_notice_stands_beside_a_platform_until_it_is_lifted_and_every_change_is_logged(database: Path) -> None:
    """FAULTS 64."""
    notices.post(database, "alipay", "Counted  twice since\nMonday.", by="Ada")
    notices.post(database, notices.ALL, "The publisher is moving.", by="Ada")
    notices.post(database, "alipay", "Counted twice since Tuesday.", by="Grace")
    assert standing(database) == [
        ("all", "The publisher is moving.", "Ada"),
        ("alipay", "Counted twice since Tuesday.", "Grace"),
    ]
    notices.lift(database, "alipay", by="Grace")
    assert [row[0] for row in standing(database)] == ["all"]
    with reading(database) as connection:
        changes = notices.notice_changes(connection, 10).to_pylist()
    assert [(row["platform"], row["change"]) for row in changes] == [
        ("alipay", "lifted"),
        ("alipay", "posted"),
        ("all", "posted"),
        ("alipay", "posted"),
    ]
    assert changes[-1]["sentence"] == "Counted twice since Monday."


@pytest.mark.parametrize(("platform", "sentence", "why"), [("alipay", " ", "no_sentence"), ("x", "y", "unknown")])
def test_a_notice_says_something_about_a_platform_there_is(
    database: Path, platform: str, sentence: str, why: str
) -> None:
    with pytest.raises(NoticeError) as refused:
        notices.post(database, platform, sentence, by="Ada")
    assert refused.value.reason == why
    with pytest.raises(NoticeError, match="no notice stands there"):
        notices.lift(database, "alipay", by="Ada")


def test_before_there_is_a_database_nothing_can_be_said_about_it(tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError):
        notices.post(tmp_path / "none.duckdb", "all", "Something.", by="Ada")
    assert not (tmp_path / "none.duckdb").exists()
