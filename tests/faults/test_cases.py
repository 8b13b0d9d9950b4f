"""Nothing forgotten: every bad day of the list is provoked by a test that cites it, or says why it cannot be."""

from tests.faults.cases import cases, cited, miswritten


def test_every_case_is_on_the_list_once_and_in_order() -> None:
    assert list(cases()) == list(range(1, 85))


def test_every_case_is_cited_by_a_test_or_says_why_it_cannot_be_provoked() -> None:
    there = cited()
    assert [number for number, case in cases().items() if not case.not_here and number not in there] == []
    assert set(there) <= set(cases()), "tests cite numbers that are not on the list"


def test_cases_are_cited_in_one_form() -> None:
    assert miswritten() == []
