"""The page of categories and the page of one platform, on complaints whose numbers are known."""

import re
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.drilldown import drilling
from dashboard.drilldown.choice import Choice
from dashboard.drilldown.heat import PAPER_FROM, PAPER_ON_RATIOS, per_cent
from dashboard.drilldown.ratios import LEAST_COMPLAINTS
from dashboard.plain import JOINER
from dashboard.sections.complaints import in_files
from dashboard.sections.downloads import file_name, provenance
from dashboard.taking.export import HEADERS, with_provenance
from dashboard.text import words
from dashboard.vocabulary import complaint_page
from db.connection import writing
from tests.dashboard.complained import (
    CATEGORIES,
    HARASSED,
    INTEREST,
    KINDS,
    THREATS,
    expected,
    fill_and_complain,
)
from tests.dashboard.conftest import Open
from tests.dashboard.reading import charts_of, html_of, text_of
from tests.dashboard.test_charts import CONFIG, contrast

README = Path(__file__).parents[2] / "README.md"
PAGE = "https://tousu.sina.com.cn/complaint/view/17390000001/"
ENGLISH = {code: row[3] for code, row in CATEGORIES.items()}


@pytest.fixture
def categories(open_page: Open) -> Callable[..., AppTest]:
    def opened(**asked: Any) -> AppTest:
        return open_page("complained", "categories.py", **asked)

    return opened


def cells_of(app: AppTest) -> dict[tuple[str, str], dict[str, Any]]:
    return {(cell["platform"], cell["category"]): cell for cell in charts_of(app)[0]["tables"]["cells"]}


def test_the_page_opens_with_what_people_complain_about_most_and_its_base(categories: Callable[..., AppTest]) -> None:
    text = text_of(categories())
    share = 100 * expected(category=INTEREST) / expected()
    assert f"Most often: Interest too high, in {share:.1f}% of complaints" in text
    assert f"{expected(category=INTEREST)} of {expected()} complaints read." in text
    assert "stands out most: Membership and guarantee fees" in text


def test_the_heat_map_has_every_platform_and_category_in_the_taxonomys_order(
    categories: Callable[..., AppTest],
) -> None:
    cells = charts_of(categories(view="counts"))[0]["tables"]["cells"]
    assert list(dict.fromkeys(cell["category"] for cell in cells)) == list(CATEGORIES)
    assert {cell["platform"] for cell in cells} == {kind.platform for kind in KINDS}
    for cell in cells:
        count = expected(cell["platform"], cell["category"])
        assert cell["exact"] == f"{count} of {expected(cell['platform'])}"
        assert cell["label"] == (f"{count}" if count else "·")


def test_shares_are_of_a_platforms_complaints_and_nothing_is_said_below_30(
    categories: Callable[..., AppTest],
) -> None:
    cells = cells_of(categories())
    assert cells["alipay", INTEREST]["label"] == f"{100 * 180 / 270:.0f}%"
    few = cells["xiangshu", INTEREST]
    assert (few["is_said"], few["step"], few["label"], few["share"]) == (False, None, "", "too few")


def test_ratios_are_coloured_only_where_the_interval_excludes_one(categories: Callable[..., AppTest]) -> None:
    cells = cells_of(categories(view="ratios"))
    assert cells["meituan_loans", THREATS]["step"] > 5
    assert cells["alipay", HARASSED]["step"] < 4
    assert cells["chenxi", HARASSED]["step"] is None
    assert cells["chenxi", HARASSED]["label"] == "0.8×"
    assert cells["xiangshu", INTEREST]["ratio"] == "too few"


def test_a_researcher_finds_the_numbers_of_the_page_with_the_query_of_the_readme(
    categories: Callable[..., AppTest], databases: dict[str, Path]
) -> None:
    [query] = re.findall(r"```sql\n(with compared.*?)```", README.read_text(encoding="utf-8"), re.S)
    with duckdb.connect(str(databases["complained"]), read_only=True) as client:
        rows = client.execute(query).to_arrow_table().to_pylist()
    cells = {key: cell for key, cell in cells_of(categories(view="counts")).items() if cell["label"] != "·"}
    assert {(row["platform"], row["category"]) for row in rows} == cells.keys()
    for row in rows:
        cell = cells[row["platform"], row["category"]]
        assert cell["exact"] == f"{row['complaints']} of {row['of_platform']}"
        if row["of_platform"] >= LEAST_COMPLAINTS:
            assert cell["share"] == per_cent(row["share"])
            assert cell["ratio"].startswith(f"{row['times_the_average']:.2f} (")


def test_no_name_of_a_category_is_left_out_of_the_chart(categories: Callable[..., AppTest]) -> None:
    chart = charts_of(categories())[0]
    axes = [layer["encoding"]["y"]["axis"] for layer in chart["layer"] if "axis" in layer["encoding"]["y"]]
    assert axes
    assert all(axis["labelOverlap"] is False for axis in axes)


def test_a_click_on_a_cell_chooses_its_category_and_puts_its_code_in_the_url(
    categories: Callable[..., AppTest],
) -> None:
    app = categories()
    point = {"category": HARASSED, "platform": "alipay"}
    app.session_state["heat"] = {"selection": {"pick": [point]}}
    app.session_state["category"] = HARASSED
    app.run()
    assert app.query_params["category"] == HARASSED
    assert f"{expected(category=HARASSED)} complaints: {ENGLISH[HARASSED]}" in text_of(app)


def test_a_category_is_chosen_without_a_mouse_too(categories: Callable[..., AppTest]) -> None:
    app = categories()
    app.selectbox(key="category").set_value(THREATS).run()
    assert app.query_params["category"] == THREATS
    assert f"{ENGLISH[THREATS]}: what counts." in text_of(app)


def test_a_category_shows_its_weeks_who_it_concerns_its_labels_and_its_words(
    categories: Callable[..., AppTest],
) -> None:
    app = categories(category=HARASSED)
    _, weeks, who = charts_of(app)
    assert sum(week["complaints"] for week in weeks["tables"]["weeks"]) == expected(category=HARASSED)
    assert not weeks["tables"]["weeks"][-1]["is_whole"]
    shares = {row["platform"]: row["label"] for row in who["tables"]["shares"]}
    assert shares["meituan_loans"] == "60.0% · 120/200"
    assert shares["xiangshu"] == "too few · 0/12"
    text = text_of(app)
    for found in ("骚扰亲友", "新标签", "not known to us", "爆通讯录"):
        assert found in text


def test_every_view_says_on_how_much_it_rests_and_where_gaps_are(categories: Callable[..., AppTest]) -> None:
    text = text_of(categories())
    assert text.count(f"Based on {expected()} of ") == 3
    assert "1 gap in between, in which complaints may be missing: between" in text


def test_filters_are_in_the_url_shown_as_what_they_are_and_cleared_one_by_one(
    categories: Callable[..., AppTest],
) -> None:
    app = categories(statuses=["replied", "handling"], least="500", since="2020-01-01")
    labels = {str(button.key): button.label.replace(JOINER, "") for button in app.button}
    chips = [label for key, label in labels.items() if key.startswith("clear_")]
    assert chips[:2] == ["Status: replied ✕", "Status: being handled ✕"]
    assert len(chips) == 5
    chosen = sum(k.complaints for k in KINDS if k.status in {"replied", "handling"} and (k.amount or 0) >= 500)
    assert f"{chosen}  of {expected()} complaints read" in text_of(app)
    app.button(key="clear_statuses_handling").click().run()
    assert app.query_params["statuses"] == "replied" or app.query_params["statuses"] == ["replied"]
    app.button(key="clear_least_500").click().run()
    assert "least" not in app.query_params
    app.button(key="clear_all").click().run()
    assert set(app.query_params) == {"lang"}
    assert "The filters leave" not in text_of(app)
    assert f"Based on {expected()} of " in text_of(app)


def test_a_link_with_filters_that_are_not_there_falls_back_and_says_so(categories: Callable[..., AppTest]) -> None:
    text = text_of(categories(statuses="<b>no</b>", since="yesterday", least="-5", category="gone"))
    assert "left out: <b>no</b>, yesterday, -5, gone" in text
    assert f"Based on {expected()} of " in text
    assert "The filters leave" not in text


def test_where_nothing_is_left_the_page_says_which_filter_to_loosen(categories: Callable[..., AppTest]) -> None:
    app = categories(platforms="alipay", issues="会员费")
    text = text_of(app)
    assert "No complaint we read passes all these filters" in text
    app.button(key="loosen_issues").click().run()
    assert f"{expected('alipay')}  of {expected()} complaints read" in text_of(app)


def test_choices_outlive_a_visit_to_the_page_of_one_platform(categories: Callable[..., AppTest]) -> None:
    app = categories(statuses="completed", view="counts")
    app.switch_page("platform.py").run()
    assert app.query_params["statuses"] in ("completed", ["completed"])
    app.switch_page("categories.py").run()
    assert app.query_params["view"] in ("counts", ["counts"])


def test_a_title_of_others_is_shown_as_text(categories: Callable[..., AppTest]) -> None:
    """FAULTS 75."""
    assert "&lt;b&gt;3,200&lt;/b&gt;" in html_of(categories(category=INTEREST))


def test_complaints_lead_to_the_publisher_only_where_they_are_real(
    categories: Callable[..., AppTest], open_page: Open, tmp_path: Path
) -> None:
    assert "https://tousu.sina.com.cn/complaint/view/1739" in html_of(categories())
    fill_and_complain(tmp_path / "shown.duckdb", datetime.now(UTC), demonstration=True)
    shown = html_of(open_page(str(tmp_path / "shown.duckdb"), "categories.py"))
    assert "complaint/view" not in shown
    assert "Demonstration" in shown


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (PAGE, PAGE),
        (f"{PAGE[6:]}?sld={'a' * 32}", f"{PAGE}?sld={'a' * 32}"),
        ("https://tousu.sina.com.cn.evil.example/complaint/view/17390000001/", None),
        ("javascript:alert(1)//tousu.sina.com.cn/complaint/view/17390000001/", None),
        ("https://tousu.sina.com.cn/complaint/view/17390000002/", None),
    ],
)  # fmt: skip
def test_the_address_of_a_complaint_is_the_publishers_or_none(url: str, page: str | None) -> None:
    assert complaint_page("heimao", "17390000001", url) == page


def test_a_file_has_as_many_rows_as_the_screen_says(
    categories: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = Choice(platforms=("meituan_loans", "alipay"), statuses=("replied",))
    app = categories(category=HARASSED, platforms=list(choice.platforms), statuses="replied")
    found = drilling.drilled(choice, HARASSED)
    assert found is not None
    count = KINDS[0].complaints
    assert f"{count} complaints: {ENGLISH[HARASSED]}" in text_of(app)
    assert f"↓ {count} rows as CSV" in [one.proto.label for one in app.get("download_button")]
    assert in_files(found, HARASSED).num_rows == count == found.count


def test_a_file_says_in_every_row_and_in_its_name_that_it_is_a_demonstration(open_page: Open, tmp_path: Path) -> None:
    fill_and_complain(tmp_path / "shown.duckdb", datetime.now(UTC), demonstration=True)
    open_page(str(tmp_path / "shown.duckdb"), "categories.py")
    found = drilling.drilled(Choice(), None)
    assert found is not None
    for language in ("zh-Hans", "en"):
        said = words(language)
        mark = said.say("demonstration data")
        table = with_provenance(in_files(found, None), provenance(found, said), said)
        assert set(table[said.say(HEADERS["origin"])].to_pylist()) == {mark}
        name = file_name(said.say("complaints"), found, "csv", said)
        assert mark.replace(" ", "-") in name
        assert not set(name) & set(' /\\:*?"<>|')


def test_before_there_are_complaints_or_categories_the_page_says_what_to_do(open_page: Open) -> None:
    assert "No complaints have been read yet" in text_of(open_page("filled", "categories.py"))
    app = open_page("uncategorized", "categories.py")
    assert "The complaints have no categories yet" in text_of(app)
    assert "tousu classify" in text_of(app)


def test_one_platform_shows_its_record_what_was_answered_and_its_complaints(open_page: Open) -> None:
    app = open_page("complained", "platform.py", platform="meituan_loans")
    text = text_of(app)
    assert "Meituan Loans: 151,234 complaints" in text
    assert "+3,300 in 30 days" in text
    assert "1.5 days" in text
    assert (
        f"median of {KINDS[0].complaints // 2} with a reply, among {KINDS[0].complaints} complaint pages read" in text
    )
    assert "美团借钱 (this platform)" in text
    assert f"{expected('meituan_loans')} complaints against Meituan Loans" in text
    assert "9f2b" * 16 in text


def test_one_platforms_categories_add_up_over_the_weeks(open_page: Open) -> None:
    cells = charts_of(open_page("complained", "platform.py", platform="alipay"))[1]["tables"]["cells"]
    labels = [cell["label"] for cell in cells if cell["category"] == INTEREST]
    assert sum(int(label) for label in labels if label != "·") == expected("alipay", INTEREST)


def test_each_listing_of_a_platform_has_its_record_under_its_name(open_page: Open, tmp_path: Path) -> None:
    database = tmp_path / "tousu.duckdb"
    fill_and_complain(database, datetime.now(UTC))
    with writing(database) as connection:
        connection.execute("update listings set platform = 'meituan_loans' where listing = '1003626'")
    app = open_page(str(database), "platform.py", platform="meituan_loans")
    text = text_of(app)
    assert "Meituan Loans: 312,000 complaints at the largest of 2 listings" in text
    for title, listing, change, total in (
        ("美团", "1003626", 27_000, 312_000),
        ("美团借钱", "1003626/26858", 3_300, 151_234),
    ):
        assert f"{title} ({listing}): +{change:,} in 30 days" in text
        assert f"{title} ({listing}): 90.0% of all complaints have a reply" in text
        assert f"{title} ({listing}): The receipt of its number" in text
        assert f"{total * 9 // 10:,} of {total:,}" in text
    assert f"{expected('meituan_loans')} complaints against Meituan Loans" in text


def test_labels_we_do_not_know_are_listed_for_the_maintainer_with_what_to_do(open_page: Open) -> None:
    app = open_page("complained", "maintenance.py")
    body = html_of(app).split("The publisher&#x27;s labels that we do not know")[-1].split("</table>")[0]
    assert "新标签" in body
    assert f">{KINDS[7].complaints}<" in body
    assert "[issues] in scrapers/categories.toml" in html_of(app)
    assert "高额利息" not in body


def test_where_no_platform_has_enough_complaints_counts_are_shown_instead_of_nothing(
    categories: Callable[..., AppTest],
) -> None:
    few = charts_of(categories(platforms="xiangshu"))[0]["tables"]["cells"]
    assert [cell["label"] for cell in few if cell["category"] == INTEREST] == ["12"]


def test_a_platform_without_complaints_or_without_a_count_still_has_its_page(open_page: Open) -> None:
    text = text_of(open_page("complained", "platform.py", platform="haitang"))
    assert "No complaint against this platform has been read yet" in text
    assert "21,500 complaints" in text
    assert "has not been read" in text_of(open_page("complained", "platform.py", platform="songguo"))


def test_a_bar_of_the_first_page_leads_to_its_platform(open_page: Open) -> None:
    app = open_page("complained")
    app.session_state["bars"] = {"selection": {"pick": [{"platform": "alipay"}]}}
    app.run()
    assert "Alipay: 143,120 complaints" in text_of(app)


def test_rows_of_the_first_page_lead_to_their_platforms_by_keyboard_too(open_page: Open) -> None:
    app = open_page("complained", language="zh-Hant")
    assert 'href="platform?lang=zh-Hant&amp;platform=alipay"' in html_of(app)
    assert [link.proto.label for link in app.get("page_link")] == ["關於美團借錢的全部"]


def test_every_chart_has_a_text_alternative_that_states_its_finding(open_page: Open) -> None:
    for page in ("categories.py", "platform.py"):
        for chart in charts_of(open_page("complained", page)):
            assert any(letter.isdigit() for letter in chart["alt"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_numbers_can_be_read_on_every_step_of_colour(theme: str) -> None:
    colours = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][theme]
    ink, paper = colours["textColor"], colours["backgroundColor"]
    for step, colour in enumerate(colours["chartSequentialColors"]):
        assert contrast(colour, paper if step >= PAPER_FROM else ink) >= 4.5
    for step, colour in enumerate(colours["chartDivergingColors"]):
        assert contrast(colour, paper if step in PAPER_ON_RATIOS else ink) >= 4.5
