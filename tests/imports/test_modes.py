"""An import as a clerk makes it: all or nothing, good rows, a dry run, the same table once more."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from service.sheets.read_table import read_table
from service.use_cases.verify_log import verify_log
from tests.county import XLSX, County, Reply, account_number, identity_number
from tests.household_tables import (
    CSV,
    CSV_GB18030,
    NUMBER,
    Home,
    csv_of,
    home,
    homes,
    person,
    xlsx_of,
)
from tests.snapshot import snapshot

IMPORTS = "/v1/imports"


def imported(
    county: County, table: list[Home], query: str = "", who: str = "clerk-1", **more: Any
) -> Reply:
    return county.upload(who, f"{IMPORTS}{query}", csv_of(table), CSV, **more)


def files(county: County) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = county.get("auditor-1", "/v1/hardship-files")["items"]
    return found


def verified(county: County) -> bool:
    return verify_log(county.house.transactions).wrong is None


def counts(reply: Reply) -> tuple[Any, ...]:
    return tuple(reply[name] for name in ("state", "total", "wrong", "unchanged", "written"))


def codes(reply: Reply) -> list[str]:
    return [fault["code"] for fault in reply["faults"]]


def wrong() -> Home:
    return home(手机号码="12")


@pytest.mark.parametrize("kind", ["xlsx", "csv", "gb18030"])
def test_what_the_template_asks_for_is_imported_and_told_again_in_an_export(
    county: County, kind: str
) -> None:
    """The example of the template, of somebody real: there and back through each kind of file."""
    template = county.get("clerk-1", f"{IMPORTS}/template?format=csv").body
    people = {"360722190001010015": identity_number(), "360722190001020010": identity_number(),
              "6217000000000000004": account_number()}  # fmt: skip
    for nobody, somebody in people.items():
        template = template.replace(nobody, somebody)
    lines = [
        [c.text for c in line.cells]
        for line in read_table(template.encode(), "csv").sheets[0].lines
    ]
    heads, *typed = [dict(zip(lines[0], line, strict=False)) for line in lines]
    table = [Home({k: v for k, v in typed[0].items() if k != "与职工关系"}, typed[1:])]
    sent = {"xlsx": (xlsx_of(table), XLSX), "csv": (csv_of(table), CSV),
            "gb18030": (csv_of(table, "gb18030"), CSV_GB18030)}[kind]  # fmt: skip
    made = county.upload("clerk-1", IMPORTS, *sent)
    assert (made.status, *counts(made)) == (201, "done", 1, 0, 0, 1)
    charset = "gb18030" if kind == "gb18030" else "utf-8"
    told = county.client.get(
        f"/v1/exports/hardship-files?format=csv&charset={charset}",
        headers={"Authorization": f"Bearer {county.token('reviewer-1')}"},
    )
    sheet = read_table(told.data, "csv", charset).sheets[0]
    out = [[cell.text for cell in line.cells] for line in sheet.lines]
    assert out[0][4:] == list(heads)
    for given, line in zip(typed, out[1:], strict=True):
        back = dict(zip(out[0], line, strict=False))
        masked = {NUMBER, "手机号码", "银行账号"}
        assert {k: back[k] for k in given if k not in masked and given[k]} == {
            k: v for k, v in given.items() if k not in masked and v
        }
        assert all("*" in back[name] for name in masked if given.get(name))
    assert verified(county)


def test_each_household_becomes_a_draft_of_the_union_by_the_importing_clerk(county: County) -> None:
    made = imported(county, [home([person(), person("配偶")]), home([])])
    assert counts(made) == ("done", 2, 0, 0, 2)
    found = files(county)
    assert [(one["state"], one["union"], one["size"]) for one in found] == [
        ("draft", "360722001", 3), ("draft", "360722001", 1),
    ]  # fmt: skip
    for one in found:
        trail = county.get("clerk-1", f"/v1/hardship-files/{one['id']}/trail")["items"]
        assert [
            (e["act"], e["officer"], e["duty"]) for e in trail if e["kind"] == "hardship_file"
        ] == [("hardship_file.open", "clerk-1", "intake")]
    assert verified(county)


def test_what_an_older_list_called_the_household_stays_beside_what_is_computed(
    county: County,
) -> None:
    imported(county, [home(申报困难类别="低保户")])
    (file,) = files(county)
    assert (file["declared_category"], file["category"]) == ("severe", None)


def test_all_or_nothing_writes_nothing_when_one_line_is_wrong(county: County) -> None:
    made = imported(county, [home(), wrong(), home()])
    assert (made.status, *counts(made)) == (201, "refused", 3, 1, 0, 0)
    assert codes(made) == ["not_phone_number"]
    assert files(county) == []
    assert county.get("clerk-1", made.headers["Location"]).body["faults"] == made["faults"]


def test_good_rows_writes_the_others_and_tells_the_wrong_one(county: County) -> None:
    made = imported(county, [home(), wrong(), home()], "?mode=good_rows")
    assert counts(made) == ("done", 3, 1, 0, 2)
    assert len(files(county)) == 2


@pytest.mark.parametrize("mode", ["all_or_nothing", "good_rows"])
def test_a_dry_run_tells_the_same_and_leaves_the_database_as_it_is(
    county: County, mode: str
) -> None:
    engine = county.house.transactions.engine
    before = snapshot(engine)
    told = imported(county, [home(), wrong()], f"?mode={mode}&dry_run=true", key="dry")
    assert told.status == 200
    assert [told[n] for n in ("mode", "total", "right", "wrong", "faults_total")] == [
        mode, 2, 1, 1, 1,
    ]  # fmt: skip
    assert snapshot(engine) == before


def test_the_same_table_once_more_changes_nothing(county: County) -> None:
    table = [home([person(), person("配偶")], 申报困难类别="低保户"), *homes(2)]
    assert counts(imported(county, table)) == ("done", 3, 0, 0, 3)
    before = snapshot(county.house.transactions.engine)
    again = imported(county, table)
    assert counts(again) == ("done", 3, 0, 3, 0)
    after = snapshot(county.house.transactions.engine)
    changed = {name for name in before if before[name] != after[name]}
    log = {"audit_entry", "audit_concern", "audit_head"}
    assert changed == {"file_import", *log}


def test_members_in_another_order_are_the_same_household(county: County) -> None:
    one = home([person(), person("配偶")])
    imported(county, [one])
    again = imported(county, [Home(one.worker, one.members[::-1])])
    assert counts(again) == ("done", 1, 0, 1, 0)


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"手机号码": "13900000000"}, "手机号码"),
        ({"家庭年总收入（元）": "36000.01", "住址": "信丰县"}, "家庭年总收入（元）、住址"),
        ({"次要致困原因1": ""}, "次要致困原因1"),
        ({"申报困难类别": "低保户"}, "申报困难类别"),
    ],
)
def test_another_content_of_a_household_on_file_says_what_differs(
    county: County, change: dict[str, str], fields: str
) -> None:
    one = home()
    imported(county, [one])
    again = imported(county, [Home({**one.worker, **change}, one.members)], "?mode=good_rows")
    assert counts(again) == ("done", 1, 1, 0, 0)
    assert again["faults"][0]["code"] == "content_differs"
    assert again["faults"][0]["values"]["fields"] == fields


def test_a_member_more_or_otherwise_said_is_another_content(county: County) -> None:
    one = home([person()])
    imported(county, [one])
    said = deepcopy(one)
    said.members[0]["健康状况"] = "良好"
    for other in (said, Home(one.worker, [*one.members, person("配偶")])):
        again = imported(county, [other])
        assert codes(again) == ["content_differs"]
        assert "家庭成员：" in again["faults"][0]["values"]["fields"]


def test_the_same_upload_under_the_same_key_is_the_first_answer_again(county: County) -> None:
    table = homes(2)
    first = imported(county, table, key="k-1")
    again = imported(county, table, key="k-1")
    assert again.body == first.body
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(files(county)) == 2


def test_another_table_or_another_charset_under_the_same_key_is_refused(county: County) -> None:
    table = [home(姓名="Li")]
    content = csv_of([Home(table[0].worker, [])])
    assert county.upload("clerk-1", IMPORTS, content, CSV, key="k-1").status == 201
    for other in ((content + b"\r\n", CSV), (content, "text/csv")):
        told = county.upload("clerk-1", IMPORTS, *other, key="k-1")
        assert (told.status, told.codes) == (422, {"key_reused"})


def test_an_import_is_seen_by_its_union_and_the_unions_above(county: County) -> None:
    made = imported(county, homes(1))
    place = made.headers["Location"]
    for who in ("clerk-1", "reviewer-1", "approver-1", "auditor-1"):
        assert county.get(who, place)["number"] == made["number"]
        assert [one["id"] for one in county.get(who, IMPORTS)["items"]] == [made["id"]]
    assert county.get("clerk-2", place).status == 404
    assert county.get("outsider-clerk-1", IMPORTS)["items"] == []
    assert county.post("clerk-2", f"{place}/continue").status == 404
    assert county.get("maker-1", place).status == 403


def test_a_clerk_imports_for_their_own_union_only(county: County) -> None:
    told = imported(county, homes(1), "?union=360722002")
    assert (told.status, told.codes) == (403, {"role_required"})
    assert imported(county, homes(1), who="reviewer-1").status == 403
    assert imported(county, homes(1), who=None).status == 401  # type: ignore[arg-type]
    assert files(county) == []


def test_what_is_done_goes_on_no_further(county: County) -> None:
    made = imported(county, homes(1))
    again = county.post("clerk-1", f"{made.headers['Location']}/continue")
    assert (again.status, again["audit_number"]) == (200, made["audit_number"])


def test_a_drafted_household_goes_the_way_of_every_file(county: County) -> None:
    imported(county, homes(1))
    path = f"/v1/hardship-files/{files(county)[0]['id']}"
    assert county.act("clerk-1", path, "submit")["state"] == "submitted"
    county.act("reviewer-1", path, "review")
    assert county.act("approver-1", path, "confirm")["category"] == "relative"
