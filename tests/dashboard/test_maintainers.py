"""Who may act on the pages, and what follows from an act."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
import time_machine
from streamlit.testing.v1 import AppTest

from dashboard.maintaining import maintainers
from dashboard.maintaining.maintainers import FREE_TRIES, LONGEST_SECONDS, Tries
from db import notices, queries
from db.connection import reading
from db.settings import SettingError, load
from tests.dashboard.conftest import Open
from tests.dashboard.filled import fill
from tests.dashboard.reading import text_of

PAGE, SECRET = "thresholds.py", "a-long-phrase-of-ours"


@pytest.fixture(autouse=True)
def nobody_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintainers, "EVERYONE", Tries())


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TOUSU_MAINTAINER_SECRET", SECRET)
    return SECRET


@pytest.fixture
def live(databases: dict[str, Path], tmp_path: Path) -> str:
    copy(databases["filled"], tmp_path / "tousu.duckdb")
    return str(tmp_path / "tousu.duckdb")


def changes(database: str) -> list[tuple[str, str, str]]:
    with reading(Path(database)) as connection:
        rows = queries.threshold_changes(connection).to_pylist()
    return [(row["threshold"], row["change"], row["changed_by"]) for row in rows]


def press(app: AppTest, label: str) -> AppTest:
    [button] = [one for one in app.button if one.label == label]
    return button.click().run()


def enter(app: AppTest, secret: str, name: str = "Ada") -> AppTest:
    app.text_input(key="door_name").set_value(name)
    app.text_input(key="door_secret").set_value(secret)
    return press(app, "Enter")


def add(app: AppTest, threshold: str, line: int) -> AppTest:
    app.text_input(key="edit_threshold").set_value(threshold)
    app.number_input(key="edit_line").set_value(line)
    return press(app, "Add this line")


def test_without_a_secret_nobody_acts_on_live_numbers_and_it_is_said(open_page: Open, live: str) -> None:
    app = open_page(live, PAGE)
    assert "Acting on the pages is off" in text_of(app)
    assert not app.text_input


def test_whoever_knows_the_secret_adds_and_removes_a_line_under_a_name(
    open_page: Open, live: str, secret: str
) -> None:
    app = enter(open_page(live, PAGE), secret)
    assert "You act as  Ada" in text_of(app)
    app = add(app, "total_20k", 20_000)
    assert not app.exception
    assert "Done: total_20k." in text_of(app)
    assert changes(live)[0] == ("total_20k", "added", "Ada")
    app = press(app, "Remove this line")
    assert changes(live)[0] == ("total_20k", "removed", "Ada")
    assert press(app, "Leave").text_input(key="door_secret").value == ""


def test_a_wrong_secret_changes_nothing_and_the_secret_is_kept_nowhere(
    open_page: Open, live: str, secret: str
) -> None:
    app = enter(open_page(live, PAGE), "not-this-one-surely")
    assert "That is not the secret. Nothing was changed." in text_of(app)
    app = enter(app, secret)
    held = str(app.session_state)
    assert secret not in held
    assert "not-this-one-surely" not in held
    assert secret not in str(dict(app.query_params))


def test_too_many_wrong_tries_make_everybody_wait_even_with_the_right_one(
    open_page: Open, live: str, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(live, PAGE)
    for _ in range(FREE_TRIES):
        app = enter(app, "wrong")
    monkeypatch.setattr(maintainers, "FREE_TRIES", -3)  # a wait that does not pass while a busy machine draws a page
    other = enter(open_page(live, PAGE), secret)
    assert "Too many tries. Please wait" in text_of(other)
    assert "You act as" not in text_of(other)


def test_whoever_entered_must_enter_again_after_half_a_day(open_page: Open, live: str, secret: str) -> None:
    app = enter(open_page(live, PAGE), secret, "A\x1bda")
    assert "You act as  Ada" in text_of(app)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=12, minutes=1)):
        add(app, "total_20k", 20_000)
        assert "You act as" not in text_of(app.run())
    assert changes(live) == [("total_100k", "added", "Tousu Watch")]


def test_visitors_do_not_read_a_maintainers_whole_address(open_page: Open, live: str) -> None:
    notices.post(Path(live), "all", "Counted twice.", by="ada@example.org")
    text = text_of(open_page(live, "maintenance.py"))
    assert "ada" in text
    assert "example.org" not in text


def test_an_act_asks_again_whether_this_session_may(open_page: Open, live: str, secret: str) -> None:
    app = enter(open_page(live, PAGE), secret)
    del app.session_state["maintainer"]
    add(app, "total_20k", 20_000)
    assert changes(live) == [("total_100k", "added", "Tousu Watch")]


@pytest.mark.parametrize(
    ("threshold", "said"), [("Total!", "A short name is"), ("total_100k", "choose another short name")]
)
def test_a_line_that_cannot_be_is_refused_in_words(
    open_page: Open, live: str, secret: str, threshold: str, said: str
) -> None:
    app = add(enter(open_page(live, PAGE), secret), threshold, 20_000)
    assert said in text_of(app)
    assert len(changes(live)) == 1


def test_in_a_demonstration_only_whoever_is_at_this_machine_acts(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "tousu.duckdb"
    fill(database, datetime.now(UTC), demonstration=True)
    assert "Acting on the pages is off" in text_of(open_page(str(database), PAGE))
    monkeypatch.setattr(maintainers, "_is_at_this_machine", lambda: True)
    app = add(open_page(str(database), PAGE), "total_20k", 20_000)
    assert changes(str(database))[0] == ("total_20k", "added", "this machine")
    assert "You act as  this machine" in text_of(app)


@pytest.mark.parametrize(
    ("headers", "address", "is_here"),
    [
        ({"Host": "127.0.0.1:8501"}, None, True),
        ({"Host": "localhost:8501"}, None, True),
        ({"Host": "[::1]:8501"}, None, True),
        ({"Host": "tousu.example"}, None, False),
        ({"Host": "localhost", "X-Forwarded-For": "127.0.0.1"}, None, False),
        ({"Host": "localhost"}, "192.0.2.7", False),
    ],
)
def test_this_machine_is_a_browser_that_nobody_passed_on(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], address: str | None, is_here: bool
) -> None:
    context = type("Context", (), {"headers": headers, "ip_address": address})
    monkeypatch.setattr(maintainers.st, "context", context)
    assert maintainers._is_at_this_machine() is is_here


def test_each_try_beyond_the_first_waits_twice_as_long_up_to_a_minute_and_is_forgotten_in_time() -> None:
    tries, now, waits = Tries(), 1000.0, []
    for _ in range(12):
        assert tries.admit(now)
        waits.append(tries.wait(now))
        now += waits[-1]
    assert waits[: FREE_TRIES + 2] == [0.0, 0.0, 1.0, 2.0, 4.0]
    assert waits[-1] == LONGEST_SECONDS
    assert not tries.admit(now - 1)
    assert tries.wait(now + 4000) == 0.0


def test_of_tries_at_the_same_moment_only_the_first_few_are_looked_at() -> None:
    tries = Tries()
    assert [tries.admit(5.0) for _ in range(6)] == [True] * FREE_TRIES + [False] * (6 - FREE_TRIES)


def test_the_secret_is_in_no_message_and_no_dump() -> None:
    assert SECRET not in repr(load({"TOUSU_MAINTAINER_SECRET": SECRET}))
    with pytest.raises(SettingError) as refused:
        load({"TOUSU_MAINTAINER_SECRET": "tooshort"})
    assert "tooshort" not in str(refused.value)
