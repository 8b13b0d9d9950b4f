"""FAULTS 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54: a number is read exactly, as an interval, or not at all."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrapers.errors import LayoutError
from scrapers.numbers import DIGITS, UNITS, Figure, read_number

COUNTS = st.integers(0, 10**DIGITS - 1)
WIDE = str.maketrans("0123456789,.+", "０１２３４５６７８９，．＋")
# How a site may shorten a number. Which of these is used is unknown; never rounding up alone.
ROUNDINGS = [ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN]


def shortened(count: int, unit: str, decimals: int, rounding: str) -> str:
    last_digit = Decimal(1).scaleb(-decimals)
    return f"{(Decimal(count) / UNITS[unit]).quantize(last_digit, rounding=rounding)}{unit}"


@pytest.mark.parametrize("text", [1234, "1234", "1,234", "1，234", "１２３４", "１，２３４", "１２3４"])
def test_whole_numbers_are_exact(text):
    """FAULTS 44."""
    assert read_number(text) == Figure(1234, 1234, str(text))
    assert read_number(text).is_exact


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("15.1万", 150_500, 151_999),
        ("15.10万", 151_000 - 50, 151_099),
        ("10万", 95_000, 109_999),
        ("10.0万", 99_500, 100_999),
        ("1.2亿", 115_000_000, 129_999_999),
        ("1,234.5万", 12_344_500, 12_345_999),
        ("１５．１万", 150_500, 151_999),
        ("15.1234万", 151_234, 151_234),
        ("0万", 0, 9_999),
    ],
)
def test_a_number_with_a_unit_is_an_interval_as_wide_as_what_was_not_shown(text, low, high):
    """FAULTS 45, 46, 48: 10万 and 10.0万 may be below 100,000."""
    assert read_number(text) == Figure(low, high, text)
    assert not read_number(text).is_plain


@pytest.mark.parametrize(("text", "low"), [("10万+", 100_000), ("1.5亿+", 150_000_000), ("10万＋", 100_000)])
def test_a_plus_is_a_lower_bound_without_an_upper_one(text, low):
    """FAULTS 47."""
    assert read_number(text) == Figure(low, None, text)
    assert not read_number(text).is_exact


NOT_NUMBERS = [
    *(
        "12,34",
        "1,2345",
        "1,234,56",
        "1,234567",
        "0,123",
        ",123",
        "1,",
        "1,,234",
        "1.2.3万",
        "1.5",
        "1.",
        ".5万",
        "1.万",
        "15.12345万",
    ),
    *("--", "—", "暂无", "", " ", "\n", "null", "None", "1_000", "٣", "²", "Ⅷ", "①", "三", "NaN", "nan", "inf"),
    *("1e5", "-1", "−1", "+1", "０１", "01", "00", "007", "1 234", " 1", "1\n", "1\u200b", "0x10", "1234+", "+万"),
    *("约15.1万", "15.1万条", "15.1 万", "1万亿", "万", "亿+", "1.2千", "1.5w", "1.5k", "10万++", "10+万", "1'234"),
    *("9" * (DIGITS + 1), "9" * 5000, "999999999999万", "9,999,999,999,999"),
    *(None, True, False, 1.0, 1.5, float("nan"), b"1", Decimal(1), [1], {"n": 1}, -1, 10**DIGITS, 10**5000),
]


@pytest.mark.parametrize("text", NOT_NUMBERS, ids=lambda text: f"{type(text).__name__}")
def test_whatever_is_not_surely_a_number_is_refused(text):
    """FAULTS 49, 50, 52: never guessed, and what is missing is never 0."""
    with pytest.raises(LayoutError, match="stands where a number of complaints should"):
        read_number(text)


@pytest.mark.parametrize("text", ["0", "7", "1234", 1234, 0, "9" * DIGITS])
def test_plain_numbers_are_ascii_digits_alone(text):
    assert read_number(text).is_plain


@pytest.mark.parametrize("text", ["1,234", "1，234", "１２３４", "15万", "15.1234万"])
def test_an_exact_number_may_still_not_be_plain(text):
    assert not read_number(text).is_plain


def test_a_leading_zero_is_not_plain_whoever_made_the_figure():
    assert not Figure(7, 7, "007").is_plain


@pytest.mark.parametrize("count", [99_999, 100_000, 100_001])
def test_numbers_around_a_threshold_are_read_as_they_are(count):
    """FAULTS 53."""
    for written in (count, str(count), f"{count:,}", f"{count:,}".translate(WIDE)):
        assert (read_number(written).low, read_number(written).high) == (count, count)


@given(COUNTS, st.booleans(), st.booleans())
def test_writing_and_reading_a_whole_number_gives_it_back(count, commas, wide):
    """FAULTS 54."""
    written = f"{count:,}" if commas else str(count)
    figure = read_number(written.translate(WIDE) if wide else written)
    assert (figure.low, figure.high) == (count, count)
    assert figure.is_plain == (not wide and "," not in written)


@given(
    st.integers(0, 10**11),
    st.sampled_from("万亿"),
    st.integers(0, 4),
    st.sampled_from(ROUNDINGS),
    st.booleans(),
)
@example(150_500, "万", 1, ROUND_HALF_UP, False)
@example(151_999, "万", 1, ROUND_DOWN, False)
def test_an_interval_holds_every_number_that_is_written_so(count, unit, decimals, rounding, wide):
    """FAULTS 45, 54."""
    written = shortened(count, unit, decimals, rounding)
    figure = read_number(written.translate(WIDE) if wide else written)
    assert figure.high is not None
    assert figure.low <= count <= figure.high


@given(st.integers(0, 10**7), st.integers(0, 3))
def test_an_interval_is_no_wider_than_the_roundings_make_it(count, decimals):
    figure = read_number(shortened(count, "万", decimals, ROUND_DOWN))
    ends = (figure.low, figure.high)
    assert figure.stated in {shortened(end, "万", decimals, how) for end in ends for how in ROUNDINGS}
    assert shortened(figure.high, "万", decimals, ROUND_DOWN) == figure.stated
    if figure.low:
        assert shortened(figure.low, "万", decimals, ROUND_HALF_UP) == figure.stated
        assert shortened(figure.low - 1, "万", decimals, ROUND_HALF_UP) != figure.stated


@given(st.one_of(st.text(), st.text("0123456789０９,，.．万亿+＋-_ e"), st.integers(), st.floats(), st.booleans()))
def test_reading_anything_gives_a_figure_or_a_layout_error(text):
    try:
        figure = read_number(text)
    except LayoutError:
        return
    assert figure.low >= 0
    assert figure.high is None or figure.low <= figure.high
    assert figure.stated == str(text)
