"""The categories: what they promise, what counts and what does not; does the fast way agree with the plain one?"""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import opencc
import pyarrow as pa
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from db.settings import SettingError
from scrapers.categories import Classifier, Complained, load
from scrapers.categories.folding import expand, fold
from scrapers.categories.rules import OTHER, PACKAGED, hash_of, read_rules, rules_alone
from scrapers.categories.weights import read_weights
from scrapers.categories.written import Learned
from tests.quality import DEVELOPED, read, score, told
from tests.quality.learning import learn, written
from tests.scrapers.plain_categories import plain_categories

PROMISED = [
    "collection.contacts_harassed",
    "collection.threats",
    "collection.bombing",
    "collection.employer_contacted",
    "collection.identity_hidden",
    "collection.outsourced",
    "privacy.data_leaked",
    "privacy.contacts_obtained",
    "cost.interest_high",
    "cost.interest_unclear",
    "cost.fees_opaque",
    "cost.membership_guarantee",
    "account.stolen",
    "account.frozen",
    "account.repayment_failed",
    "service.reminder_late",
    "service.negotiation_refused",
    "service.credit_record",
    "service.customer_service",
    "product.misleading",
    "product.loan_unrequested",
    "other",
]

NEGATED = """
没有泄露我的信息 | privacy.data_leaked
平台并没有泄露任何个人信息 | privacy.data_leaked
我的信息未泄露 | privacy.data_leaked
从未泄露过我的资料 | privacy.data_leaked
不存在信息泄露 | privacy.data_leaked
我的隐私没有被泄露 | privacy.data_leaked
我以为是信息泄露 | privacy.data_leaked
个人信息泄露的情况没有发生 | privacy.data_leaked
資料並沒有外洩 | privacy.data_leaked
催收并未威胁我 | collection.threats
催收从未恐吓过我 | collection.threats
没有威胁、恐吓、辱骂 | collection.threats
没有任何威胁 | collection.threats
催收没有对我进行任何威胁 | collection.threats
从来没有威胁或者辱骂 | collection.threats
催收員並未恐嚇本人 | collection.threats
不曾受到威胁 | collection.threats
催收没有骚扰我的家人 | collection.contacts_harassed
没有给我家人打电话 | collection.contacts_harassed
从未联系过我的父母 | collection.contacts_harassed
倒是没有骚扰我家里人 | collection.contacts_harassed
没有轰炸我 | collection.bombing
并没有电话轰炸 | collection.bombing
没有打电话到我单位 | collection.employer_contacted
账户没有被冻结 | account.frozen
账户未被冻结 | account.frozen
没有被盗刷 | account.stolen
并非盗刷 | account.stolen
银行卡没有被盗刷 | account.stolen
征信没有受影响 | service.credit_record
征信不会受影响 | service.credit_record
没有误导 | product.misleading
并没有诱导我借款 | product.misleading
没有冒充公检法 | collection.identity_hidden
没有砍头息 | cost.interest_high
不是高利贷，并无砍头息 | cost.interest_unclear
没有重复扣款 | account.repayment_failed
没有乱收费 | cost.fees_opaque
没有强制放款 | product.loan_unrequested
没有委外 | collection.outsourced
从未债权转让 | collection.outsourced
""".strip().splitlines()

NOT_NEGATED = """
没有经过我同意就扣费 | cost.fees_opaque
没有提醒就逾期了 | service.reminder_late
还款日前没有任何短信提醒，导致逾期 | service.reminder_late
没完没了地打电话轰炸 | collection.bombing
催收没日没夜电话轰炸 | collection.bombing
催收没少威胁我 | collection.threats
催收没有人性，威胁我 | collection.threats
不断威胁恐吓 | collection.threats
不仅威胁我，还辱骂我 | collection.threats
无缘无故冻结我的账户 | account.frozen
无故冻结账户 | account.frozen
未经同意泄露我的个人信息 | privacy.data_leaked
没有经过我同意泄露我的信息 | privacy.data_leaked
退款一直没有到账 | account.repayment_failed
从未申请却给我放款 | product.loan_unrequested
没有申请贷款却收到放款 | product.loan_unrequested
从没授权过通讯录，催收却有联系人电话 | privacy.contacts_obtained
没有告知利率 | cost.interest_unclear
不同意分期，协商被拒绝 | service.negotiation_refused
催收不说自己是谁，也不报工号 | collection.identity_hidden
逾期一天没有通知就上征信 | service.credit_record
""".strip().splitlines()

ISSUES = """
暴力催收 | collection.threats
骚扰家人 | collection.contacts_harassed
高利贷 | cost.interest_high
砍头息 | cost.interest_high
担保费 | cost.membership_guarantee
会员费 | cost.membership_guarantee
乱收费 | cost.fees_opaque
隐私泄露 | privacy.data_leaked
利息问题 | cost.interest_unclear
强制放款 | product.loan_unrequested
征信 | service.credit_record
盗刷 | account.stolen
退款慢 | account.repayment_failed
亂收費 | cost.fees_opaque
 发货慢 | other
""".strip("\n").splitlines()

DEVELOP = read("develop")
IRRELEVANT = ["今天天气很好。", "感谢黑猫平台。", "订单编号17351065900。", "我住在河南省。", "谢谢！", "祝好。"]


CLASSIFIER = load()
RULES_ALONE = Classifier(rules_alone())


@pytest.fixture
def classifier() -> Classifier:
    return CLASSIFIER


def categories(classifier: Classifier, *texts: str) -> list[set[str]]:
    return [{match.category for match in matches} for matches in classifier.classify([told(text) for text in texts])]


def halves(line: str) -> tuple[str, str]:
    text, _, category = line.rpartition(" | ")
    return text, category


def test_the_short_names_are_as_promised_and_each_is_named_and_defined_in_three_languages(
    classifier: Classifier,
) -> None:
    assert list(classifier.categories) == PROMISED
    for name, category in classifier.categories.items():
        assert category.group == name.split(".")[0]
        for words in (category.name, category.group_name, category.definition):
            assert list(words) == ["zh_hans", "zh_hant", "en"]
            assert all(words.values())


def test_whoever_changes_the_rules_raises_their_version() -> None:
    rules = read_rules()
    needed = f'raise rules_version, and add to [hashes]: {rules.file.rules_version} = "{rules.hash}"'
    assert rules.file.hashes.get(str(rules.file.rules_version)) == rules.hash, needed
    assert list(rules.file.hashes) == [str(number) for number in range(1, rules.file.rules_version + 1)]


def test_names_and_labels_decide_nothing_and_words_do() -> None:
    table = tomllib.loads(PACKAGED.read_text(encoding="utf-8"))
    before = hash_of(table)
    table["issues"] = {}
    table["category"][OTHER]["definition"]["en"] = "Else"
    assert hash_of(table) == before
    table["words"]["leak"] += " 走漏"
    assert hash_of(table) != before


def test_the_half_to_develop_on_is_large_labelled_and_fitted(classifier: Classifier) -> None:
    assert len(DEVELOP) >= 330
    assert len({one.text for one in DEVELOP}) == len(DEVELOP)
    due = [category for one in DEVELOP for category in one.categories]
    assert set(due) == set(PROMISED)
    assert min(map(due.count, PROMISED)) >= 15
    assert score(classifier, DEVELOP).macro_f1(PROMISED) >= 0.9


@pytest.mark.parametrize("line", NEGATED)
def test_a_negated_phrase_does_not_count(line: str, classifier: Classifier) -> None:
    text, category = halves(line)
    assert category not in categories(classifier, text)[0]


@pytest.mark.parametrize("line", NOT_NEGATED)
def test_a_no_that_is_evidence_counts(line: str, classifier: Classifier) -> None:
    text, category = halves(line)
    assert category in categories(classifier, text)[0]


@pytest.mark.parametrize("line", ISSUES)
def test_the_publishers_labels_are_kept_apart_from_the_rules(line: str, classifier: Classifier) -> None:
    label, category = halves(line)
    assert classifier.category_of_issue(label) == category


@pytest.mark.parametrize("label", ["", "从没见过的问题", "other", "暴力催收了"])
def test_a_label_we_do_not_know_has_no_category(label: str, classifier: Classifier) -> None:
    assert classifier.category_of_issue(label) is None


def test_other_is_only_for_what_no_rule_fits(classifier: Classifier) -> None:
    for found in categories(classifier, "", "。", "快递三天没发货", *(one.text for one in DEVELOP)):
        assert found == {OTHER} or (found and OTHER not in found)


def test_a_match_names_the_words_that_matched(classifier: Classifier) -> None:
    (match,) = classifier.classify_text("天天骚扰我父母")
    assert match.category == "collection.contacts_harassed"
    assert {"骚扰", "父母"} <= set(match.words)


def test_a_claim_is_read_by_the_rules_for_claims_alone(classifier: Classifier) -> None:
    assert classifier.classify([Complained(claim="退还会员费")])[0][0].category == "cost.membership_guarantee"
    assert classifier.classify([Complained(claim="退款")])[0][0].category == OTHER


def test_words_of_a_rule_do_not_meet_across_fields_or_sentences() -> None:
    apart = Complained(title="一直骚扰", excerpt="父母")
    assert RULES_ALONE.classify([apart])[0][0].category == OTHER
    assert categories(RULES_ALONE, "一直骚扰。父母") == [{OTHER}]


def test_weights_tell_what_no_rule_foresaw_and_which_words_made_them(classifier: Classifier) -> None:
    told = "还了钱第二天又扣一次，钱一直没退给我"
    [matches] = classifier.classify([Complained(title="", excerpt=told)])
    assert [match.category for match in matches] == ["account.repayment_failed"]
    assert set(matches[0].words)
    assert all(word in told for word in matches[0].words)


def test_a_rule_is_not_believed_where_every_other_word_speaks_against_it() -> None:
    rules = msgspec.structs.replace(read_rules().file, learned=Learned(rule=0, enough=1))
    doubting = Classifier(replace(read_rules(), file=rules))
    assert categories(RULES_ALONE, "催收骚扰我父母") != [{OTHER}]
    assert categories(doubting, "催收骚扰我父母") == [{OTHER}]


def test_the_same_texts_always_teach_the_same() -> None:
    once, again = (learn(read("writer_e"), read_rules()) for _ in range(2))
    assert written(once) == written(again)
    column = once.categories.index("cost.interest_high")
    assert once.weight[once.words.index("利率"), column] > 5 > once.weight[once.words.index("冻结"), column]


def test_our_weights_are_those_that_the_texts_give() -> None:
    texts = [one for writer in DEVELOPED for one in read(writer)]
    ours, learned = read_weights(), learn(texts, read_rules())
    assert ours.categories == learned.categories
    told = dict(zip(learned.words, learned.weight, strict=True))
    off = [abs(told[word] - row).max() for word, row in zip(ours.words, ours.weight, strict=True)]
    lost = {word for word, row in told.items() if abs(row).max() > 1} - set(ours.words)
    assert (max(off) <= 1, lost) == (True, set()), "run make weights"


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk", "t2s"])
def test_either_script_gives_the_same_categories(config: str, classifier: Classifier) -> None:
    convert = opencc.OpenCC(config).convert
    texts = [one.text for one in DEVELOP]
    assert categories(classifier, *map(convert, texts)) == categories(classifier, *texts)


def test_how_texts_come_together_changes_nothing(classifier: Classifier) -> None:
    some = [told(one.text) for one in DEVELOP[::20]]
    together = classifier.classify(some)
    assert [classifier.classify([one])[0] for one in some] == together
    assert classifier.classify(some[::-1])[::-1] == together
    assert classifier.classify([]) == []


def test_how_many_signs_are_summed_at_a_time_changes_nothing(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [Complained(excerpt=one.text) for one in DEVELOP[:50]]
    whole = classifier.classify(texts)
    monkeypatch.setattr("scrapers.categories.weighing._SIGNS_AT_ONCE", 7)
    assert classifier.classify(texts) == whole


def test_columns_hold_what_matches_hold(classifier: Classifier) -> None:
    texts = [*IRRELEVANT, *(one.text for one in DEVELOP[:200])]
    told = [Complained(excerpt=text, claim="道歉") for text in texts]
    columns = pa.RecordBatch.from_pylist([one._asdict() for one in told])
    rows = [tuple(row.values()) for row in classifier.classify_columns(columns).to_pylist()]
    found = enumerate(classifier.classify(told))
    assert rows == [(place, one.category, ",".join(one.words)) for place, matches in found for one in matches]
    assert {OTHER} < {category for _, category, _ in rows}


def test_width_case_and_hidden_signs_change_nothing(classifier: Classifier) -> None:
    assert categories(classifier, "暴 力*催\u200b收", "ＶＩＰ会员费，借款强制扣", "Vip会员费，借款强制扣") == [
        {"collection.threats"},
        *categories(classifier, "vip会员费，借款强制扣") * 2,
    ]


def test_the_fast_way_agrees_with_the_plain_one() -> None:
    rules = read_rules()
    some = [told(one.text) for one in DEVELOP[7::40]]
    found = [{match.category for match in matches} for matches in RULES_ALONE.classify(some)]
    assert found == [plain_categories(rules, one) for one in some]


TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(["没有", "骚扰", "家人", "，", "利息", "高", "不", "打电话", "a", "\n"])).map("".join),
)


@given(TEXTS)
@settings(max_examples=40, deadline=None)
@example("\ud800骚扰家人\udfff")
@example("😀" * 50)
@example("\x00\n\n\n")
def test_no_text_is_an_error_and_a_sentence_beside_it_takes_nothing_from_the_rules(text: str) -> None:
    assert categories(CLASSIFIER, text)[0]
    found = categories(RULES_ALONE, text, f"{text}。{IRRELEVANT[0]}", f"{IRRELEVANT[1]}。{text}")
    assert found[0]
    assert found[0] - {OTHER} <= found[1] & found[2]


@given(st.sampled_from(DEVELOP), st.sampled_from(IRRELEVANT) | TEXTS)
@settings(max_examples=40, deadline=None)
def test_an_irrelevant_sentence_keeps_no_rule_from_matching(one: Any, beside: str) -> None:
    asked = [beside, one.text, f"{beside}。{one.text}", f"{one.text}。{beside}"]
    irrelevant, alone, before, after = categories(RULES_ALONE, *asked)
    assume(irrelevant == {OTHER})
    assert alone - {OTHER} <= before & after


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('text = [\n  "', 'text = [\n  "nosuchlist > 你", "', "no list of words named 'nosuchlist'"),
        ('text = [\n  "', 'text = [\n  "威胁 恐吓", "', "is not terms joined by > or +"),
        ("[issues]", '[issues]\n"no.such" = "x"', "which is no category"),
        ("rules_version = ", 'note = ""\nrules_version = ', "unknown field"),
        ("[unless]", '[unless]\nnosuchlist = "x"', "which is no list of words"),
        ("[words]", "[words", "Expected"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(old: str, new: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "categories.toml"
    file.write_text(PACKAGED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingError, match=re.escape(says)):
        load(file)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="nothing was classified"):
        load(tmp_path / "none.toml")


def test_brackets_in_words_are_written_out() -> None:
    assert list(expand("打(了|过)?电话")) == ["打了电话", "打过电话", "打电话"]
    assert [fold(word) for word in ("騷 擾", "ＡＢＣ", "帳號")] == ["骚扰", "abc", "账号"]
