"""``aid import FILE``: a table of household files goes to the service and is written to its end."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from tqdm import tqdm

from service.api.uploads import CSV, XLSX
from service.commands.remote import Remote, Reply, keep, with_caller
from service.commands.start import NO, Stopped

__all__ = ["import_files", "refusal"]

IMPORTS: Final = "/v1/imports"
UNFINISHED: Final = frozenset({"writing", "undoing"})
MEDIA: Final = {".xlsx": XLSX, ".csv": CSV}
_WRITTEN: Final = ("done",)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@with_caller
@click.option(
    "--mode", type=click.Choice(["all_or_nothing", "good_rows"]), default="all_or_nothing",
    show_default=True, help="What happens to the right rows when others are wrong.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Look at every row and write nothing.")
@click.option(
    "--annotated", type=click.Path(path_type=Path), metavar="OUT.xlsx",
    help="Where to keep a copy with every wrong cell marked, if there is any.",
)  # fmt: skip
@click.option("--union", help="Union to import for, if you are clerk of several.")
@click.option(
    "--charset", type=click.Choice(["utf-8", "gb18030"]), help="Of a CSV; else it is found."
)
def import_files(
    file: Path, service: Remote, mode: str, dry_run: bool, annotated: Path | None,
    union: str | None, charset: str | None,
) -> None:  # fmt: skip
    """Import a table of household files (.xlsx or .csv, see the template).

    Exit code 0: all of it is written. 1: something in it is wrong. 2: it could not begin.
    """
    content, media = _read(file, charset)
    query = {"mode": mode, "dry_run": "true" if dry_run else None, "union": union}
    key = secrets.token_hex(16)
    begun = service.call(
        "POST", IMPORTS, query, content, Content_Type=media, Idempotency_Key=key
    )  # fmt: skip
    if not begun.good:
        raise Stopped("\n".join(refusal(begun)))
    ended = begun if dry_run else _finished(service, begun)
    for line in _report(ended, service.language):
        click.echo(line)
    wrong = ended["faults_total"] > 0
    if wrong and annotated is not None:
        _keep_copy(service, annotated, content, media, union)
    if wrong or ended.told.get("state", "done") not in _WRITTEN:
        raise SystemExit(NO)


def _read(file: Path, charset: str | None) -> tuple[bytes, str]:
    media = MEDIA.get(file.suffix.lower())
    if media is None:
        raise Stopped(f"{file} is neither .xlsx nor .csv.")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Stopped(f"{file} cannot be read: {error.strerror}.") from None
    return content, f"{media}; charset={charset}" if charset and media == CSV else media


def _finished(service: Remote, begun: Reply) -> Reply:
    """Ask for piece after piece; a worker may be writing too, and whoever is killed comes again."""
    told = begun
    to_write = told["total"] - told["wrong"] - told["unchanged"]
    with tqdm(total=to_write, initial=told["written"], unit="户", disable=None) as bar:
        while told["state"] in UNFINISHED:
            told = service.call("POST", f"{IMPORTS}/{told['id']}/continue", body=b"")
            if not told.good:
                raise Stopped("\n".join(refusal(told)))
            bar.n = told["written"]
            bar.refresh()
    return told


def refusal(reply: Reply) -> Iterator[str]:
    problem = reply.told
    yield "：".join(dict.fromkeys(str(problem.get(n, reply.status)) for n in ("title", "detail")))
    for fault in problem.get("errors", ()):
        yield f"  {fault['at']}：{fault['title']}"


_SENTENCES: Final = {
    "zh-CN": "共 {total} 户：写入 {written}，已在档且一致 {unchanged}，有误 {wrong}（{state}）",
    "en": "{total} households: {written} written, {unchanged} unchanged, {wrong} wrong ({state})",
}
_PLACES: Final = {
    "zh-CN": "{sheet} 第{row}行 {column}：{title}",
    "en": "{sheet} row {row} {column}: {title}",
}


def _report(reply: Reply, language: str) -> Iterator[str]:
    told = {"state": "dry_run", "written": reply.told.get("right", 0), **reply.told}
    yield _SENTENCES[language].format(**told)
    for fault in told["faults"]:
        yield _PLACES[language].format(**fault)
    more = told["faults_total"] - len(told["faults"])
    if more > 0:
        yield f"… +{more}"


def _keep_copy(
    service: Remote, annotated: Path, content: bytes, media: str, union: str | None
) -> None:
    copy = service.call(
        "POST", f"{IMPORTS}/annotated-copy", {"union": union}, content, Content_Type=media
    )  # fmt: skip
    if not copy.good:
        raise Stopped("\n".join(refusal(copy)))
    keep(annotated, copy.content)
    click.echo(f"aid: {annotated}", err=True)
