"""A little of what `make faults` measures: the same code, a few times instead of many."""

from pathlib import Path
from random import Random

from tests.faults import measures
from tests.faults.badday import Shown
from tests.faults.cases import cases
from tests.faults.mutations import mutate
from tests.faults.rig import Rig
from tests.faults.tally import Tally, table


def test_a_mutated_body_gives_what_it_gave_or_is_refused(tmp_path: Path) -> None:
    """FAULTS 43: never another number, company, status or time."""
    found = mutate(range(12), tmp_path)
    assert [wrong for read in found.values() for wrong in read.wrong] == []
    assert sum(read.right for read in found.values()) > 40, "a parser that refuses everything would pass too"
    assert sum(read.refused for read in found.values()) > 20


def test_no_cut_answer_is_taken_for_whole(rig: Rig) -> None:
    """FAULTS 1, 2, 3, 4."""
    found = measures.cut_answers(rig, Random(3), times=2)
    assert {name: taken.by_us for name, taken in found.items()} == dict.fromkeys(measures.CUTS, 0)
    assert found["truncated_close"].plainly == 2, "a careless reader takes it"


def test_a_spoiled_log_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """FAULTS 66."""
    taken = measures.cut_logs(Random(1), 4, tmp_path)
    assert taken.by_us == 0
    assert taken.plainly > 0, "a database that is written carelessly loses rows without a word"


def test_good_days_raise_no_alarm_and_the_publisher_is_not_hurried(rig: Rig) -> None:
    """FAULTS 19, 62."""
    assert measures.provenance(rig)[0] == measures.provenance(rig)[1]
    assert rig.rows("from quarantine") == []
    told = measures.manners(rig, pause=0.1, told=1)
    assert (told.forbidden, told.kept) == (0, 1)
    assert told.least_gap >= 0.05, "a busy machine may see two requests closer together than they were sent"


def test_the_table_names_every_case_and_adds_up() -> None:
    tally = Tally()
    tally.count(1, Shown())
    tally.count(1, Shown(wrong=["a number"]))
    lines = list(table(tally, cases()))
    assert len(lines) == len(cases()) + 2
    assert lines[1].split()[-5:] == ["2", "1", "0", "1", "0"]
    assert not tally.is_clean
