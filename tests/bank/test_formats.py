"""Formats are documents: each keeps its bytes, nothing is cut, and nothing becomes a question mark."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from service.bank.format import FOLDER, OTHER, OWN, formats, load
from service.bank.instruction import InstructionHead, InstructionLine
from service.bank.write import part_of, unfit, written

LINE = InstructionLine(
    line=1, name="李梅", account="6217000000000000004", bank="招商银行赣州分行",
    amount_fen=30_050, summary="送温暖", reference="01J0000000000000000000000001",
    short_reference="2026-00000123-0001",
)  # fmt: skip
HEAD = InstructionHead(
    reference="B2026-00000123-1", memo="困难职工帮扶 送温暖", account="797900000000001", code="79",
    own_bank="招商银行", place="江西省赣州市",
)  # fmt: skip
CMB = formats()["cmb_agent_request"]
DIGESTS = {
    "cmb_agent_request": "92c4b5e693061125402f805e4793f1749cb73cc3ef18d9eae33c5582d78872c0",
    "generic_csv_gb18030": "78115d6d9bdb679ad67ef3544a9ee2b213cc14f54c0725c0f8d321b6670426f0",
    "generic_csv_utf8": "1e7848eab7bbb910dde56b3f4ad41f4d50d102123836e6665d67bc4f5f016ab1",
}
"""A file that was dispatched is made again by its document: a changed shape is a new name."""


def test_a_document_never_changes() -> None:
    found = {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.json")
    }
    assert found == DIGESTS
    assert {form.name for form in formats().values()} == set(found)


def test_the_chinese_bank_gets_its_list_in_its_own_charset() -> None:
    form = formats()["generic_csv_gb18030"]
    content = written(form, InstructionHead(), [replace(LINE, name="李\U00020bb7")])
    assert content.decode("gb18030").splitlines()[1].startswith("1,李\U00020bb7,6217")
    assert content[:2] == "序".encode("gb18030")


def test_the_request_of_the_china_merchants_bank() -> None:
    content = written(CMB, HEAD, [LINE, replace(LINE, line=2, name="张<三>", amount_fen=1)])
    assert content.startswith(b'<?xml version="1.0" encoding="GBK"?>')
    root = ET.fromstring(content.decode("gbk").partition("?>")[2])  # noqa: S314 our own bytes
    said = {field.tag: field.text for field in root.find("SDKATSRQX") or ()}
    assert said == {
        "BUSCOD": "N03020", "BUSMOD": "00001", "TRSTYP": "BYBK", "DBTACC": "797900000000001",
        "BBKNBR": "79", "SUM": "300.51", "TOTAL": "2", "CCYNBR": "10",
        "YURREF": "B2026-00000123-1", "MEMO": "困难职工帮扶 送温暖", "GRTFLG": "Y",
    }  # fmt: skip
    first, second = ({field.tag: field.text for field in one} for one in root.iter("SDKATDRQX"))
    assert first == {
        "ACCNBR": "6217000000000000004", "CLTNAM": "李梅", "TRSAMT": "300.50", "BNKFLG": "Y",
        "TRSDSP": "2026-00000123-0001",
    }  # fmt: skip
    assert second["CLTNAM"] == "张<三>"


def test_a_payee_of_another_bank_goes_to_another_file_with_bank_and_place() -> None:
    line = replace(LINE, bank="中国建设银行信丰支行")
    assert (part_of(CMB, HEAD, LINE), part_of(CMB, HEAD, line)) == (OWN, OTHER)
    content = written(CMB, HEAD, [line]).decode("gbk")
    assert "<BNKFLG>N</BNKFLG><EACBNK>中国建设银行信丰支行</EACBNK><EACCTY>江西省赣州市<" in content


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"name": "李梅"}, None),
        ({"name": "李\U00020bb7"}, "name:unwritable"),
        ({"name": "李䶮"}, "name:unwritable"),
        ({"name": "阿" * 31}, None),
        ({"name": "阿" * 32}, "name:too_long"),
        ({"bank": "某" * 32}, "bank:too_long"),
        ({"bank": ""}, "bank:missing"),
        ({"short_reference": "9" * 21}, "short_reference:too_long"),
    ],
)
def test_what_the_bank_cannot_write_is_told_and_never_cut(
    more: dict[str, str], reason: str | None
) -> None:
    line = replace(LINE, **{"bank": "中国建设银行信丰支行", **more})  # type: ignore[arg-type]
    assert unfit(CMB, HEAD, line) == reason
    if reason == "name:unwritable":
        with pytest.raises(UnicodeEncodeError):
            written(CMB, HEAD, [line])


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "xls"},
        {"charset": "ascii"},
        {"colour": "red"},
        {"line": [{"name": "A", "value": "password"}]},
        {"line": [{"name": "A", "value": "name", "constant": "x"}]},
        {"line": [{"name": "A", "value": "name", "part": "third"}]},
    ],
)
def test_a_document_that_says_what_there_is_not_is_none(more: dict[str, object]) -> None:
    told = {"name": "x", "zh": "x", "en": "x", "kind": "csv", "charset": "gbk", "line": []}
    load(told)
    with pytest.raises(ValueError, match=r"format|field"):
        load({**told, **more})
