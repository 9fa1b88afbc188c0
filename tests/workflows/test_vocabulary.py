"""The words of the house: complete, without doubles, each with both readings."""

import re

import pytest

from workflows.vocabulary import CODE_LISTS, LEVELS, ROLES, TERMS, codes, label


@pytest.mark.parametrize("name", [*CODE_LISTS, "terms"])
def test_every_list_has_each_code_once_and_both_labels(name: str) -> None:
    words = TERMS if name == "terms" else CODE_LISTS[name]
    found = [word.code for word in words]
    assert len(found) == len(set(found)) > 0
    for word in words:
        assert re.fullmatch(r"[a-z0-9_]+", word.code)
        assert re.search(r"[一-鿿]", word.zh), word
        assert re.fullmatch(r"[ -~]+", word.en), word
        assert word.zh.strip() == word.zh
        assert word.en.strip() == word.en


@pytest.mark.parametrize("name", ["role", "level", "category", "fund_source", "relation"])
def test_labels_of_one_list_are_not_repeated(name: str) -> None:
    labels = [word.zh for word in CODE_LISTS[name]]
    assert len(labels) == len(set(labels))


def test_a_label_is_found_by_kind_code_and_language() -> None:
    assert label("role", "payment_checker", "zh") == "复核放行"
    assert label("term", "medical", "en") == "medical aid"
    assert label("application_state", "on_notice", "zh") == "公示中"


def test_an_unknown_code_has_no_label() -> None:
    with pytest.raises(KeyError):
        label("role", "boss", "zh")
    with pytest.raises(KeyError):
        codes("nothing")


def test_levels_are_ordered_from_the_grassroots_up() -> None:
    assert [level.code for level in LEVELS] == [
        "grassroots", "township", "county", "city", "province", "national",
    ]  # fmt: skip


def test_every_role_of_the_wire_is_there() -> None:
    assert {role.code for role in ROLES} == {
        "clerk", "reviewer", "approver", "payment_maker", "payment_checker", "fund_manager",
        "auditor", "security_admin", "system_admin", "finance_system", "bank_gateway",
    }  # fmt: skip


def test_every_application_state_of_the_wire_is_there() -> None:
    assert set(codes("application_state")) == {
        "draft", "submitted", "reviewed", "on_notice", "notice_passed", "approved", "paying",
        "paid", "closed", "returned", "rejected", "withdrawn", "lapsed", "suspended",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code", "zh"),
    [
        ("relation", "20", "子"),
        ("relation", "26", "五子"),
        ("relation", "30", "女"),
        ("relation", "41", "孙子"),
        ("relation", "51", "父亲"),
        ("relation", "64", "外祖母"),
        ("relation", "78", "妹夫"),
        ("relation", "85", "舅父"),
        ("relation", "96", "外甥女"),
        ("relation", "99", "非亲属"),
        ("ethnic_group", "01", "汉"),
        ("ethnic_group", "23", "高山"),
        ("ethnic_group", "43", "乌孜别克"),
        ("ethnic_group", "56", "基诺"),
        ("cause", "6", "患重特大疾病"),
        ("failure_code", "1", "户名与账号不符"),
        ("failure_code", "99", "其他"),
        ("education", "47", "技工学校"),
    ],
)
def test_the_national_codes_stand_where_the_standard_puts_them(
    name: str, code: str, zh: str
) -> None:
    assert label(name, code, "zh") == zh


def test_the_relation_list_is_whole() -> None:
    decades = {f"{n:02d}" for n in range(20, 98)}
    assert set(codes("relation")) == decades | {"01", "02", "10", "11", "12", "99"}


def test_the_terms_of_the_programmes_and_duties_are_in_the_glossary() -> None:
    known = {term.code for term in TERMS}
    assert {"warmth", "tuition", "medical", "separation_of_duties", "edition", "payout"} <= known
