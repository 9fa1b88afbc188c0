"""``aid import`` and ``aid export`` against a real ``aid serve``, and a large import that is killed."""

from __future__ import annotations

import signal
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from sqlalchemy import func, select

from service.sheets.read_table import read_table
from service.store.file_import import ImportPiece
from service.store.hardship_file import HardshipFile, Member
from service.use_cases.verify_log import verify_log
from tests.commands.aid import Aid
from tests.commands.test_serve import serving
from tests.county import County
from tests.household_tables import CSV, NUMBER, csv_of, home, homes, xlsx_of

PATIENCE_S = 60.0


def kept(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return name


def count(county: County, what: Any) -> int:
    with county.house.transactions.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(what)).scalar_one())


def test_a_table_is_imported_and_exported_again_through_a_real_server(
    seeded_aid: Aid, county: County, tmp_path: Path
) -> None:
    table = homes(260)  # two pieces
    file = kept(tmp_path, "表.xlsx", xlsx_of(table))
    with serving(seeded_aid) as (address, _):
        caller = ("--server", address, "--as", "clerk-1")
        looked = seeded_aid("import", file, *caller, "--dry-run")
        assert (looked.returncode, count(county, HardshipFile)) == (0, 0)
        done = seeded_aid("import", file, *caller)
        assert (done.returncode, done.stderr) == (0, "")  # no progress where nobody watches
        assert done.stdout == "共 260 户：写入 260，已在档且一致 0，有误 0（done）\n"
        again = seeded_aid("import", file, *caller, "--language", "en")
        assert again.stdout == "260 households: 0 written, 260 unchanged, 0 wrong (done)\n"
        told = seeded_aid("export", "档案.csv", *caller, "--limit", "200")
    assert told.stdout.splitlines() == ["档案.csv", "档案-2.csv"]
    names = []
    for name in told.stdout.splitlines():
        heads, *rows = read_table((tmp_path / name).read_bytes(), "csv").sheets[0].lines
        place = [cell.text for cell in heads.cells].index("银行账号")
        names += [row.cells[place].text for row in rows if len(row.cells) > place]
    assert [name[-4:] for name in names if name] == [one.worker["银行账号"][-4:] for one in table]
    assert verify_log(county.house.transactions).wrong is None


def test_what_is_wrong_is_told_marked_in_a_copy_and_the_exit_code_says_so(
    seeded_aid: Aid, county: County, tmp_path: Path
) -> None:
    token = kept(tmp_path, "token", county.token("clerk-1").encode())
    file = kept(tmp_path, "t.csv", csv_of([home([]), home([], 手机号码="1")], "gb18030"))
    with serving(seeded_aid) as (address, _):
        caller = ("--server", address, "--token-file", token, "--charset", "gb18030")
        refused = seeded_aid("import", file, *caller, "--annotated", "copy.xlsx")
        assert refused.returncode == 1
        assert refused.stdout.splitlines() == [
            "共 2 户：写入 0，已在档且一致 0，有误 1（refused）",
            "CSV 第3行 手机号码：应为 11 位手机号或带区号的固定电话",
        ]
        copy = read_table((tmp_path / "copy.xlsx").read_bytes(), "xlsx").sheets[0]
        assert "手机号码：" in list(copy.lines)[2].cells[-1].text
        good = seeded_aid("import", file, *caller, "--mode", "good_rows")
        assert (good.returncode, count(county, HardshipFile)) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no.xlsx", "--as", "clerk-1"), "cannot be read"),
        (("t.txt", "--as", "clerk-1"), "neither .xlsx nor .csv"),
        (("t.csv",), "say who calls"),
        (("t.csv", "--as", "clerk-1", "--token-file", "t.csv"), "say who calls"),
        (("t.csv", "--as", "clerk-1", "--server", "ftp://x"), "no address of a service"),
        (("t.csv", "--as", "reviewer-1"), "岗位"),
        (("t.csv", "--as", "nobody-1"), "令牌"),
        (("t.csv", "--as", "clerk-1"), "表头与模板不符"),
        (("t.csv", "--token-file", "t.csv"), "holds no access token"),
    ],
)
def test_what_could_not_begin_says_why_and_ends_with_two(
    served: tuple[Aid, str], arguments: tuple[str, ...], words: str
) -> None:
    aid, address = served
    at = () if "--server" in arguments else ("--server", address)
    ended = aid("import", *arguments, *at)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("served")
    aid = Aid(folder, {"AID_HOME": str(folder / "home")})
    assert aid("seed").returncode == 0
    kept(folder, "t.csv", "姓名,颜色\n李梅,红\n".encode())
    kept(folder, "t.txt", b"")
    with serving(aid) as (address, _):
        yield aid, address


def test_a_table_that_cannot_be_kept_says_why(served: tuple[Aid, str]) -> None:
    aid, address = served
    kept(aid.folder, "right.csv", csv_of([home([], 手机号码="1")]))
    caller = ("--server", address, "--as", "clerk-1")
    for arguments in (
        ("export", "nowhere/out.csv"),
        ("import", "right.csv", "--annotated", "nowhere/copy.xlsx"),
    ):
        ended = aid(*arguments, *caller)
        assert ended.returncode == 2
        assert "cannot be written" in ended.stderr
        assert "Traceback" not in ended.stderr


class Between(BaseHTTPRequestHandler):
    """What may stand before a service: it writes the names of headers in its own way."""

    asked: ClassVar[list[str]] = []
    times: ClassVar[list[str]] = ["Fri, 31 Dec 9999 23:59:59 GMT"]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        again = self.times.pop() if self.times else None
        self.send_response(503 if again else 200)
        self.send_header("content-type", "text/csv")
        self.send_header("content-length", "1")
        if again:
            self.send_header("retry-after", again)
        elif "after=" not in self.path:
            self.send_header("x-next-after", "7")
        self.end_headers()
        self.wfile.write(b"x")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def test_an_export_goes_on_behind_what_spells_headers_otherwise(tmp_path: Path) -> None:
    kept(tmp_path, "token", b"a-token")
    with ThreadingHTTPServer(("127.0.0.1", 0), Between) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        told = Aid(tmp_path, {})("export", "a.csv", "--server", address, "--token-file", "token")
        server.shutdown()
    assert (told.returncode, told.stdout.splitlines()) == (0, ["a.csv", "a-2.csv"])
    assert [("after=7" in path) for path in Between.asked] == [False, False, True]


def test_production_makes_no_token_of_its_own(production_aid: Aid, tmp_path: Path) -> None:
    kept(tmp_path, "t.csv", b"x")
    refused = production_aid("import", "t.csv", "--as", "clerk-1")
    assert (refused.returncode, "development" in refused.stderr) == (1, True)


def test_a_large_import_killed_in_the_middle_is_resumed_and_nothing_is_lost_or_twice(
    seeded_aid: Aid, county: County
) -> None:
    """The worker writes; it is killed without a word; another one goes on where it was."""
    table = homes(1_500)  # six pieces
    made = county.upload("clerk-1", "/v1/imports", csv_of(table), CSV)
    place = made.headers["Location"]
    killed_at = []
    for _ in range(2):
        before = county.get("clerk-1", place)["written"]
        worker = seeded_aid.start("worker")
        until = time.monotonic() + PATIENCE_S
        while county.get("clerk-1", place)["written"] == before and time.monotonic() < until:
            time.sleep(0.01)
        worker.send_signal(signal.SIGKILL)
        worker.communicate(timeout=PATIENCE_S)
        killed_at.append(county.get("clerk-1", place)["written"])
    assert 0 < killed_at[0] < killed_at[1] < len(table)
    assert count(county, HardshipFile) == killed_at[1]
    assert seeded_aid("worker", "--once").returncode == 0
    told = county.get("clerk-1", place)
    assert (told["state"], told["written"], told["wrong"]) == ("done", len(table), 0)
    assert (count(county, HardshipFile), count(county, ImportPiece)) == (len(table), 0)
    with county.house.transactions.engine.connect() as connection:
        persons = connection.execute(select(func.count(Member.person_id.distinct()))).scalar_one()
    assert persons == count(county, Member) == 2 * len(table)
    assert verify_log(county.house.transactions).wrong is None
    assert NUMBER in table[0].worker
