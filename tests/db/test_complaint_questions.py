"""Questions about complaints, asked of a real database whose answers are known."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.drilldown.choice import Choice
from db import drilldowns
from db.connection import reading, writing
from tests.dashboard.complained import (
    BEIJING,
    HARASSED,
    INTEREST,
    KINDS,
    POSTED_DAYS,
    THREATS,
    expected,
    fill_and_complain,
)
from tests.dashboard.filled import WORLD

NOW = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
FIRST_DAY = NOW.astimezone(BEIJING).date() - timedelta(days=POSTED_DAYS)

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    path: Path = tmp_path_factory.mktemp("complaints") / "tousu.duckdb"
    fill_and_complain(path, NOW)

    def asking(
        choice: Choice, name: str, *parameters: Any, category: str | None = None, of_days: bool = False
    ) -> list[dict[str, Any]]:
        with reading(path) as connection:
            choose = drilldowns.choose_days if of_days else drilldowns.choose_days_of_complaints
            choose(connection, choice.parameters())
            drilldowns.choose_complaints(connection, choice.parameters(), category)
            found: list[dict[str, Any]] = getattr(drilldowns, name)(connection, *parameters).to_pylist()
        return found

    return asking


def taken(ask: Ask, **held: Any) -> int:
    return int(ask(Choice(**held), "taken_in")[0]["chosen"])


def test_without_filters_every_complaint_is_taken_in_once(ask: Ask) -> None:
    [row] = ask(Choice(), "taken_in")
    assert row["complaints"] == row["chosen"] == expected() == len(ask(Choice(), "chosen_complaints", None))


def test_each_filter_takes_in_what_it_says(ask: Ask) -> None:
    assert taken(ask, platforms=("alipay",)) == expected("alipay")
    assert taken(ask, categories=(INTEREST,)) == expected(category=INTEREST)
    assert taken(ask, groups=("privacy",)) == expected(category="privacy.data_leaked")
    assert taken(ask, issues=("骚扰亲友",)) == KINDS[0].complaints
    assert taken(ask, statuses=("closed",)) == expected("qinghe")
    assert taken(ask, least=5_001) == KINDS[1].complaints
    assert taken(ask, most=299) == KINDS[6].complaints


def test_days_of_a_period_are_the_publishers_and_both_ends_are_in(ask: Ask) -> None:
    first = sum(kind.a_day for kind in KINDS)
    assert taken(ask, until=FIRST_DAY) == first
    assert taken(ask, since=FIRST_DAY + timedelta(days=1)) == expected() - first


def test_values_of_one_filter_are_alternatives_and_filters_must_all_hold(ask: Ask) -> None:
    assert taken(ask, platforms=("alipay", "chenxi")) == expected("alipay") + expected("chenxi")
    assert taken(ask, platforms=("alipay",), categories=(INTEREST,)) == expected("alipay", INTEREST)
    assert taken(ask, categories=(HARASSED, THREATS)) == expected(category=HARASSED)
    assert taken(ask, groups=("cost",), categories=(HARASSED,)) == 0


def test_where_nothing_is_left_it_is_known_which_filter_to_loosen(ask: Ask) -> None:
    [row] = ask(Choice(platforms=("alipay",), issues=("会员费",)), "taken_in")
    assert row["chosen"] == 0
    assert row["without_issues"] == expected("alipay")
    assert row["without_platforms"] == KINDS[6].complaints
    assert row["without_statuses"] == 0


def test_cells_count_a_complaint_in_each_of_its_categories_and_once_in_the_base(ask: Ask) -> None:
    cells = {(row["platform"], row["category"]): row for row in ask(Choice(), "platforms_by_category")}
    assert cells["meituan_loans", HARASSED]["complaints"] == expected("meituan_loans", HARASSED)
    assert cells["meituan_loans", THREATS]["complaints"] == expected("meituan_loans", THREATS)
    assert {row["platform_complaints"] for key, row in cells.items() if key[0] == "alipay"} == {expected("alipay")}
    assert {row["all_complaints"] for row in cells.values()} == {expected()}
    assert cells["chenxi", INTEREST]["complaints"] == 0
    assert cells["chenxi", INTEREST]["category_complaints"] == expected(category=INTEREST)


def test_the_base_of_a_share_does_not_shrink_to_the_chosen_categories(ask: Ask) -> None:
    cells = ask(Choice(categories=(INTEREST,)), "platforms_by_category")
    [cell] = [row for row in cells if (row["platform"], row["category"]) == ("alipay", INTEREST)]
    assert (cell["complaints"], cell["platform_complaints"]) == (expected("alipay", INTEREST), expected("alipay"))


def test_weeks_add_up_and_say_how_much_of_them_was_read(ask: Ask) -> None:
    rows = [row for row in ask(Choice(), "weeks_by_category", None, None) if row["category"] == INTEREST]
    assert sum(row["complaints"] for row in rows) == expected(category=INTEREST)
    assert sum(row["week_complaints"] for row in rows) == expected()
    assert sum(row["days"] for row in rows) == POSTED_DAYS
    assert {row["week_on"].weekday() for row in rows} == {0}
    assert all(row["days"] == 7 for row in rows[1:-1])


def test_labels_and_words_behind_a_category_are_counted_by_complaints(ask: Ask) -> None:
    labels = {row["issue"]: row for row in ask(Choice(), "issues_behind", category=HARASSED)}
    assert labels["暴力催收"]["complaints"] == expected(category=HARASSED)
    assert (labels["新标签"]["category"], labels["新标签"]["complaints"]) == (None, KINDS[7].complaints)
    told = ask(Choice(platforms=("alipay",)), "words_behind", category=INTEREST)
    words = {row["word"]: row["complaints"] for row in told}
    assert words == {"高利贷": KINDS[4].complaints, "利息太高": KINDS[4].complaints}


def test_complaints_come_latest_first_with_their_receipt(ask: Ask) -> None:
    rows = ask(Choice(), "chosen_complaints", 7, category=THREATS)
    assert len(rows) == 7
    assert rows == sorted(rows, key=lambda row: (row["posted_at"], row["complaint"]), reverse=True)
    assert rows[0]["categories"] == f"{HARASSED},{THREATS}"
    assert rows[0]["file"]


def test_coverage_says_what_was_read_of_what_is_stated_and_where_gaps_are(ask: Ask) -> None:
    totals = {row.platform: row.total for row in WORLD}
    [row] = ask(Choice(platforms=("alipay",)), "coverage", ["alipay"])
    assert (row["complaints"], row["stated_total"]) == (expected("alipay"), totals["alipay"])
    assert (row["first_on"], row["last_on"]) == (FIRST_DAY, FIRST_DAY + timedelta(days=POSTED_DAYS - 1))
    assert len(ask(Choice(), "gaps_between", row["first_at"], row["last_at"])) == 1
    assert ask(Choice(), "gaps_between", row["first_at"], row["first_at"]) == []


def test_the_time_to_a_first_reply_is_of_the_pages_that_were_read(ask: Ask) -> None:
    [row] = ask(Choice(platforms=("meituan_loans",)), "first_replies")
    assert (row["pages_read"], row["replied"]) == (KINDS[0].complaints, KINDS[0].complaints // 2)
    assert row["median_days"] == pytest.approx(1.5)
    [none] = ask(Choice(platforms=("chenxi",)), "first_replies")
    assert (none["pages_read"], none["median_days"]) == (0, None)


def test_services_of_a_company_have_totals_and_the_complaints_that_name_them(ask: Ask) -> None:
    [row] = ask(Choice(platforms=("meituan_loans",)), "services_of_platform", "meituan_loans")
    assert (row["service"], row["is_own"], row["complaints"]) == ("美团借钱", True, KINDS[0].complaints)


def test_what_can_be_chosen_comes_most_frequent_first(ask: Ask) -> None:
    issues = [row["choice"] for row in ask(Choice(), "choices_there") if row["kind"] == "issue"]
    assert issues[0] == "高额利息"
    assert set(issues) == {label for kind in KINDS for label in kind.issue.split(",")}


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(platforms=("alipay", "chenxi"), statuses=("replied", "handling")),
        Choice(statuses=("completed",), since=FIRST_DAY + timedelta(days=11), until=FIRST_DAY + timedelta(days=40)),
        Choice(platforms=("nobody",)),
    ],
)
def test_days_that_are_kept_and_complaints_counted_anew_give_the_same_answers(ask: Ask, choice: Choice) -> None:
    assert choice.is_of_days
    for name, *parameters in (
        ("taken_in",),
        ("platforms_by_category",),
        ("weeks_by_category", choice.since, choice.until),
    ):
        assert ask(choice, name, *parameters, of_days=True) == ask(choice, name, *parameters)


def test_a_choice_that_days_do_not_know_is_counted_from_complaints() -> None:
    assert not Choice(least=1).is_of_days
    assert not Choice(issues=("会员费",)).is_of_days
    assert not Choice(categories=(INTEREST,)).is_of_days
    assert not Choice(groups=("cost",)).is_of_days


def test_the_complaints_that_are_listed_are_as_many_as_the_weeks_count(ask: Ask) -> None:
    choice = Choice(platforms=("meituan_loans", "chenxi"), statuses=("replied",), groups=("collection",), least=500)
    counted = sum(
        row["complaints"] for row in ask(choice, "weeks_by_category", None, None) if row["category"] == HARASSED
    )
    assert (
        len(ask(choice, "chosen_complaints", None, category=HARASSED))
        == counted
        == KINDS[0].complaints + KINDS[7].complaints
    )


def test_words_that_say_nothing_beside_others_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "tousu.duckdb"
    fill_and_complain(path, NOW)
    with writing(path) as connection:
        connection.execute(
            "update complaint_categories set matched = '给,父母,砍头,砍头息,打' where category = $category",
            {"category": THREATS},
        )
        connection.execute(
            "update complaint_categories set matched = '给,打' where category = $category", {"category": INTEREST}
        )
    told = {}
    for category in (THREATS, INTEREST):
        with reading(path) as connection:
            drilldowns.choose_complaints(connection, Choice().parameters(), category)
            rows = drilldowns.words_behind(connection).to_pylist()
        told[category] = {row["word"]: row["complaints"] for row in rows}
    assert told[THREATS] == dict.fromkeys(("父母", "砍头息"), expected(category=THREATS))
    assert told[INTEREST] == dict.fromkeys(("给", "打"), expected(category=INTEREST))
