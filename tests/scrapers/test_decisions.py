"""A number waits in quarantine, a person decides, and everything that follows from that holds."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import progress
from db.connection import writing
from db.decisions import DecisionError, accept, reject
from db.progress import Progress
from db.settings import Settings
from db.working import Work, doing
from scrapers.commands import console
from scrapers.commands.quarantine import evidence, waiting
from scrapers.platforms import Watchlist
from scrapers.replica.server import Replica
from scrapers.verify import verify
from tests.scrapers.conftest import Refresher

DIRECTORY = "/api/company/main_search"
TITLE = "支付宝"  # past the line at the stand-in
ITS = "listing = (select listing from listings where title = '支付宝')"


def differences(settings: Settings) -> list[str]:
    return [str(one) for one in verify(settings, lambda *_: None)]


@pytest.fixture
def fallen(refresh: Refresher, replica: Replica, settings: Settings) -> str:
    """Let a total fall by a third; give the ticket of the number that waits."""
    refresh("directory")
    replica.fault(DIRECTORY, "fall", listing=TITLE, factor=0.66)
    refresh("directory", days_later=1)
    ((row),) = waiting(settings)
    assert row["title"] == TITLE
    assert int(row["total"]) < row["good_total"]
    return str(row["ticket"])


def test_what_waits_is_read_again_from_the_bytes_that_were_kept(fallen: str, settings: Settings) -> None:
    (row,) = waiting(settings)
    found = evidence(settings, row)
    assert found["is_as_kept"]
    assert {name: found[name] for name in ("title", "total", "replied")} == {
        name: row[name] for name in ("title", "total", "replied")
    }
    assert json.loads(found["as_kept"])["title"] == row["title"]


def test_an_accepted_number_is_published_on_its_own_receipt_and_what_follows_is_measured_against_it(
    fallen: str, refresh: Refresher, settings: Settings
) -> None:
    """FAULTS 55, 62."""
    done = accept(settings.database, fallen, by="Ada", note="the publisher merged two listings")
    assert done.total.isdigit()
    assert waiting(settings) == []
    latest = f"select total, is_revision, capture from counts where {ITS} order by read_at desc limit 1"
    ((total, is_revision, capture),) = refresh.rows(latest)
    assert (str(total), is_revision) == (done.total, True)
    assert refresh.rows("select capture, decision, decided_by, note from decisions") == [
        (capture, "accepted", "Ada", "the publisher merged two listings")
    ]
    assert refresh.rows(f"select is_revised, is_accepted from crossings where {ITS}") == [(True, True)]
    others = f"select count(*) > 0, bool_or(is_accepted) from crossings where not ({ITS})"
    assert refresh.rows(others) == [(True, False)], "whose numbers nobody had to accept"
    facts = "select kind, facts->>'is_accepted' from events where kind = 'correction_below'"
    assert refresh.rows(facts) == [("correction_below", "true")]
    assert differences(settings) == []
    for days in (0.1, 2):
        result = refresh("directory", days_later=days)["directory"]
        assert (result.outcome, result.quarantined) == ("ok", 0), "not doubted again for the same reason"
    assert differences(settings) == []


def test_a_rejected_number_stays_out_and_the_same_again_does_not_wait(
    fallen: str, refresh: Refresher, settings: Settings
) -> None:
    reject(settings.database, fallen, by="Ada", note="a glitch")
    assert waiting(settings) == []
    refresh("directory")
    assert waiting(settings) == [], "the same figures were rejected before"
    ((held,),) = refresh.rows(f"select count(*) from quarantine where {ITS}")
    assert held == 2, "but what was read is recorded"
    assert refresh.rows(f"select count(*) from counts where {ITS}") == [(1,)]
    assert differences(settings) == []
    with pytest.raises(DecisionError, match="no number waits under this ticket"):
        accept(settings.database, fallen, by="Ada", note="too late")


@pytest.mark.parametrize(
    ("stated", "why"), [("15.1万", "rounded form"), ("１４３，１２０", "not written as plain"), ("x", "not written")]
)
def test_what_is_no_exact_number_cannot_be_accepted_by_anybody(
    refresh: Refresher, replica: Replica, settings: Settings, stated: str, why: str
) -> None:
    refresh("directory")
    replica.fault(DIRECTORY, "number_as", listing=TITLE, value=stated)
    refresh("directory", days_later=1)
    (row,) = waiting(settings)
    assert row["unacceptable"]
    with pytest.raises(DecisionError, match=why):
        accept(settings.database, row["ticket"], by="Ada", note="it is about right")
    assert refresh.rows(f"select count(*) from counts where {ITS}") == [(1,)]


def test_another_companys_title_cannot_be_accepted_away(
    refresh: Refresher, replica: Replica, settings: Settings
) -> None:
    refresh("directory")
    replica.fault(DIRECTORY, "retitle", listing=TITLE)
    refresh("directory", days_later=1)
    (row,) = waiting(settings)
    with pytest.raises(DecisionError, match="watchlist"):
        accept(settings.database, row["ticket"], by="Ada", note="they renamed themselves")


def test_a_number_whose_title_cannot_be_read_cannot_be_accepted_as_anybodys(
    refresh: Refresher, replica: Replica, settings: Settings
) -> None:
    refresh("directory")
    replica.fault(DIRECTORY, "number_as", listing=TITLE, value="\ufffd宝", field="title")
    refresh("directory", days_later=1)
    (row,) = waiting(settings)
    assert row["unacceptable"] == "whose"
    with pytest.raises(DecisionError, match="watchlist"):
        accept(settings.database, row["ticket"], by="Ada", note="it must be them")


def test_nothing_is_accepted_while_a_refresh_may_judge_by_what_was_good_before(
    fallen: str, settings: Settings
) -> None:
    now = datetime.now(UTC)
    told = Progress("r", 1, now, "Ada", ("directory", "feed"), (), "directory", "reading", 1, 1, 1, 1, now, now)
    with doing(settings.database, Work.REFRESH):
        progress.write(settings.database, told)
        with pytest.raises(DecisionError, match="being read now"):
            accept(settings.database, fallen, by="Ada", note="merged")
        progress.write(settings.database, replace(told, done=("directory",), source="feed"))
        accept(settings.database, fallen, by="Ada", note="merged")
    assert waiting(settings) == []


def test_what_a_publisher_writes_does_nothing_to_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    console.say("\x1b]0;owned\x07 支付宝")
    assert capsys.readouterr().out == "\\u001b]0;owned\\u0007 支付宝\n"


def test_a_decision_needs_a_note(fallen: str, settings: Settings) -> None:
    with pytest.raises(DecisionError, match="a note is needed"):
        reject(settings.database, fallen, by="Ada", note="  ")


def test_verify_sees_a_count_that_nobody_accepted_and_a_decision_without_its_count(
    fallen: str, settings: Settings, watchlist: Watchlist, tmp_path: Path
) -> None:
    accept(settings.database, fallen, by="Ada", note="fine")
    with writing(settings.database) as opened:
        opened.execute("delete from decisions")
    assert any("nobody accepted it" in one for one in differences(settings))
    with writing(settings.database) as opened:
        opened.execute(
            "insert into decisions select publisher, listing, 'no such', 'accepted', now(), 'x', 'y' from quarantine"
        )
    assert any("but is no count" in one for one in differences(settings))
