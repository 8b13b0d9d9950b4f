"""Categories of complaints as they are stored, classified again, and for lines of text."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from db.connection import reading, writing
from db.records import Threshold
from db.settings import Settings
from db.store import replace_categories
from db.thresholds import add_threshold
from scrapers.classification import QUALITY, classifier, quality, reclassify, taxonomy
from scrapers.commands.classifying import classify_lines
from tests.scrapers.conftest import Refresher

TEXTS = ["催收天天打电话骚扰我的父母和同事", "贷款利率太高，年化超过百分之四十", "快递三天没有到"]


def test_every_stored_complaint_has_its_categories_and_days(refresh: Refresher) -> None:
    refresh("directory", "services", "feed")
    assert refresh.rows("select count(*) from complaints anti join complaint_categories using (complaint)") == [(0,)]
    assert refresh.rows(
        "select (select count(*) from complaints) = "
        "(select sum(complaints) from complaint_days where category is null)"
    ) == [(True,)]
    assert refresh.rows(
        "select (select count(*) from complaint_categories) = "
        "(select sum(complaints) from complaint_days where category is not null)"
    ) == [(True,)]
    assert refresh.rows("select count(*) from complaint_categories anti join categories using (category)") == [(0,)]


def test_days_stay_right_however_often_refreshes_overlap(refresh: Refresher) -> None:
    """FAULTS 59, 60, 61."""
    for later in (0, 0.02, 0.5, 1.5):
        refresh(days_later=later)
    assert (
        refresh.rows("select count(*), count(distinct complaint) from complaints")[0][0]
        == (refresh.rows("select sum(complaints) from complaint_days where category is null")[0][0])
    )
    assert refresh.rows(
        "select count(*) from (select complaint from complaints group by complaint having count(*) > 1)"
    ) == [(0,)]


def test_a_complaint_that_moved_on_keeps_its_history_of_statuses(refresh: Refresher, settings: Settings) -> None:
    refresh("directory", "feed")
    with writing(settings.database) as opened:
        opened.execute("update complaints set status = 'unassigned'")
        opened.execute("update complaint_statuses set status = 'unassigned'")
    refresh("feed", days_later=0.001)
    moved = "select count(*) > 0 from (from complaint_statuses group by complaint having count(*) = 2)"
    assert refresh.rows(moved.replace("from (from", "from (select complaint from")) == [(True,)]
    assert refresh.rows(
        "select count(*) from complaints join (select complaint, arg_max(status, seen_at) as last from "
        "complaint_statuses group by complaint) using (complaint) where status <> last"
    ) == [(0,)]


def test_classifying_again_moves_nothing_while_the_rules_are_the_same(refresh: Refresher, settings: Settings) -> None:
    refresh("directory", "feed")
    tables = ("complaint_categories", "complaint_days", "categories", "issue_labels")
    stored = [refresh.rows(f"from {table} order by all") for table in tables]
    moved = reclassify(settings)
    assert moved.before == moved.after
    assert moved.complaints == refresh.rows("select count(*) from complaints")[0][0]
    assert [refresh.rows(f"from {table} order by all") for table in tables] == stored
    assert not list(settings.database.parent.glob("tmp*"))


def test_classifying_again_in_many_parts_gives_what_one_part_gives(
    refresh: Refresher, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh("directory", "feed")
    with writing(settings.database) as opened:
        opened.execute(
            "insert into complaints select complaints.* replace (complaint || number as complaint) "
            "from complaints, range(500) as numbers(number)"
        )
    reclassify(settings)
    at_once = refresh.rows("from complaint_categories order by all")
    monkeypatch.setattr("scrapers.classification.AT_ONCE", 2048)
    reclassify(settings)
    assert refresh.rows("from complaint_categories order by all") == at_once
    assert refresh.rows("select count(*) > 3 * 2048 from complaints") == [(True,)]


def test_complaints_that_come_while_others_are_classified_keep_their_categories(
    refresh: Refresher, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh("directory", "feed")
    before = refresh.rows("select count(*) from complaints")

    def late(*told: Any) -> None:
        refresh("feed", days_later=0.05)
        replace_categories(*told)

    monkeypatch.setattr("scrapers.classification.store.replace_categories", late)
    reclassify(settings)
    assert refresh.rows("select count(*) from complaints") > before
    assert refresh.rows("select count(*) from complaints anti join complaint_categories using (complaint)") == [(0,)]


def test_where_no_complaint_is_stored_none_is_classified(refresh: Refresher, settings: Settings) -> None:
    refresh("directory")
    moved = reclassify(settings)
    assert (moved.complaints, moved.before, moved.after) == (0, {}, {})


def test_classifying_again_puts_right_what_was_changed(refresh: Refresher, settings: Settings) -> None:
    refresh("directory", "feed")
    with writing(settings.database) as opened:
        opened.execute("update complaint_categories set category = 'other'")
    moved = reclassify(settings)
    assert set(moved.before) == {"other"}
    assert len(moved.after) > 3


def test_crossings_of_lines_on_categories_follow_what_complaints_are_about_now(
    refresh: Refresher, settings: Settings
) -> None:
    refresh("directory", "feed")
    line = Threshold("first_threat", "category", 1, "all", datetime.now(UTC), category="collection.threats")
    add_threshold(settings.database, line, by="a test")
    crossed = "from crossings where threshold = 'first_threat' order by all"
    before = refresh.rows(crossed)
    assert before
    with writing(settings.database) as opened:
        opened.execute("update complaint_categories set category = 'other'")
        opened.execute("delete from crossings where threshold = 'first_threat'")
    reclassify(settings)
    assert refresh.rows(crossed) == before


def test_labels_without_a_meaning_are_kept_and_listed(refresh: Refresher, settings: Settings) -> None:
    refresh("directory", "feed")
    labels = refresh.rows("select count(*), count(distinct issue) from issue_labels")[0]
    assert labels[0] == labels[1]
    missing = "select unnest(string_split(issue, ',')) as issue from complaints where issue <> ''"
    assert refresh.rows(f"select count(*) from ({missing}) anti join issue_labels using (issue)") == [(0,)]
    with reading(settings.database) as opened:
        assert opened.execute("select count(*) from issue_labels").fetchone() != (0,)


def test_lines_of_text_give_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    classify_lines(io.StringIO("\n".join([*TEXTS, "我的电话13800138000"])), as_json=True)
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [set(one) for one in said] == [{"categories", "matched", "redacted"}] * 4
    assert "collection.contacts_harassed" in said[0]["categories"]
    assert "cost.interest_high" in said[1]["categories"]
    assert said[2]["categories"] == ["other"]
    assert "13800138000" not in said[3]["redacted"]
    assert set(said[0]["matched"]) == set(said[0]["categories"])


def test_the_categories_are_those_that_were_promised() -> None:
    promised = """
        collection.contacts_harassed collection.threats collection.bombing collection.employer_contacted
        collection.identity_hidden collection.outsourced privacy.data_leaked privacy.contacts_obtained
        cost.interest_high cost.interest_unclear cost.fees_opaque cost.membership_guarantee account.stolen
        account.frozen account.repayment_failed service.reminder_late service.negotiation_refused
        service.credit_record service.customer_service product.misleading product.loan_unrequested other
    """
    assert set(classifier().categories) == set(promised.split())


def test_the_measured_quality_is_that_of_these_rules_and_of_the_report() -> None:
    measured = quality(classifier().version)
    lines = (QUALITY.parents[1] / "CATEGORIES.md").read_text(encoding="utf-8").splitlines()
    report = {cells[1].strip(" `"): cells[6:9] for line in lines if len(cells := line.split("|")) == 11}
    assert measured.keys() == {one.category for one in taxonomy()}
    assert quality(classifier().version + 1) == {}
    for category, told in measured.items():
        assert list(told.values()) == pytest.approx([float(cell) for cell in report[category]], abs=0.006), category
    assert all(one.quality_texts for one in taxonomy())
