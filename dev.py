#!/usr/bin/env python3
"""The one entry of a clone: makes `.venv` from the hash-pinned locks, then becomes what was asked.

Only the standard library, because it is what a person runs first. Its own words go to stderr, so
that `dev.py aid token …` prints a token and nothing else; it replaces itself by what it starts, so
that a signal sent to it reaches the service.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
BASE = f"{sys.base_prefix}/bin/python{sys.version_info[0]}.{sys.version_info[1]}"
CALLER = BASE if Path(sys.prefix) == VENV else sys.executable  # `.venv` itself has no pip
LOCKS = ("prod", "test", "dev")  # each holds the one before it

AID = ("-m", "service.commands")
PYTEST = ("-m", "pytest", "-n", "auto", "--dist", "loadgroup")
IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# Each verb: the lock it needs, whether the caller's folder stays, and what Python is given.
VERBS: dict[str, tuple[str, bool, tuple[str, ...]]] = {
    "run": ("prod", True, (*AID, "serve")),
    "aid": ("prod", True, AID),
    "demo": ("prod", True, (*AID, "demo")),
    "test": ("test", False, PYTEST),
    "bench": ("test", False, ("-m", "tests.performance.bench")),
    "openapi": ("dev", False, (*AID, "openapi", "--write")),
    "check": ("dev", False, ()),
    "lock": ("dev", False, ()),
}
STEPS: dict[str, tuple[str, ...]] = {
    "lint": ("-m", "ruff", "check", "."),
    "format": ("-m", "ruff", "format", "--check", "."),
    "types": ("-m", "mypy"),
    "imports": ("-c", IMPORTS, "--no-logo"),
    "dependencies": ("-m", "deptry", "."),
    "openapi": (*AID, "openapi", "--check"),
    "tests": PYTEST,
}
SOURCES: dict[str, tuple[str, ...]] = {
    "uv": ("requirements/uv.in",),
    "build": ("requirements/build.in",),
    "prod": ("pyproject.toml",),
    "test": ("pyproject.toml", "--extra", "test", "-c", "requirements/prod.txt"),
    "dev": ("pyproject.toml", "--extra", "dev", "-c", "requirements/test.txt"),
}
# pip's settings under uv's names: uv reads none of them, and no file of ours may name an index.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}
UV_ALWAYS = {"UV_SYSTEM_CERTS": "1", "UV_INDEX_STRATEGY": "unsafe-best-match"}


def say(words: str) -> None:
    sys.stderr.write(f"dev.py: {words}\n")


def stamp(lock: str) -> tuple[Path, str]:
    """The file that says a lock is installed, and the words it must hold to be believed."""
    text = (REQUIREMENTS / f"{lock}.txt").read_bytes() + sys.version.encode()
    return VENV / f"{lock}.stamp", hashlib.sha256(text).hexdigest()


def installed(lock: str) -> bool:
    path, digest = stamp(lock)
    return PYTHON.exists() and path.exists() and path.read_text("ascii") == digest


def uv_environment() -> dict[str, str]:
    """What pip was configured with, for uv; what the shell already says to uv wins."""
    command = [CALLER, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found: dict[str, str] = {}
    for scope in ("global.", "install.", ":env:."):  # the later ones are the stronger ones
        for line in listed.splitlines():
            key, _, value = line.partition("=")
            name = UV_NAMES.get(key.removeprefix(scope))
            if name and key.startswith(scope):
                separator = "," if name == "UV_FIND_LINKS" else " "
                found[name] = separator.join(str(ast.literal_eval(value)).split())
    return {**UV_ALWAYS, **found, **os.environ}


def install(lock: str) -> bool:
    """One lock into `.venv`: uv does it in seconds, pip brings uv and does it where uv cannot."""
    other = PYTHON.resolve() != Path(sys.executable).resolve()
    venv.EnvBuilder(symlinks=True, with_pip=False, clear=other).create(VENV)
    pip = [CALLER, "-m", "pip", "--quiet", "--python", str(PYTHON), "install"]
    uv = [str(PYTHON), "-m", "uv", "--quiet", "pip", "install", "--python", str(PYTHON)]

    def run(tool: list[str], name: str, env: dict[str, str] | None = None) -> bool:
        command = [*tool, "--require-hashes", "-r", str(REQUIREMENTS / f"{name}.txt")]
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=sys.stderr.fileno(), check=False)
        return done.returncode == 0

    if run(pip, "uv") and run(uv, lock, uv_environment()):
        return True
    say("uv could not; pip takes longer and needs no more")
    return run(pip, lock)


def prepare(lock: str) -> None:
    """See that `.venv` holds the lock: at once if it does, one after the other if it does not."""
    if installed(lock):
        return
    with (REQUIREMENTS / "uv.txt").open() as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if installed(lock):
            return
        say(f"installing requirements/{lock}.txt into {VENV}")
        for old in VENV.glob("*.stamp"):
            old.unlink()
        if not install(lock):
            sys.exit("dev.py: the packages could not be installed; does this Python have pip?")
        for path, digest in map(stamp, LOCKS[: LOCKS.index(lock) + 1]):
            path.write_text(digest, "ascii")


def call(*arguments: str) -> int:
    return subprocess.run([str(PYTHON), *arguments], check=False).returncode


def check(names: Sequence[str]) -> int:
    """Every step, or those named, whatever the ones before said: one run shows all there is."""
    failed = []
    for name in names or STEPS:
        say(f"check: {name}")
        if call(*STEPS[name]):
            failed.append(name)
    if failed:
        say(f"check failed: {', '.join(failed)}")
    return 1 if failed else 0


def lock(options: Sequence[str]) -> int:
    """The locks anew: hashes, no address, the wider bound to the narrower; `--upgrade` for news."""
    os.environ.update(uv_environment())
    compiled = "-m uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate"
    codes = [
        call(*compiled.split(), *source, "-o", f"requirements/{name}.txt", *options)
        for name, source in SOURCES.items()
    ]
    return max(codes)


def main(arguments: Sequence[str]) -> None:
    if sys.version_info < (3, 11):
        sys.exit("dev.py: Python 3.11 or newer, please")
    if not arguments or arguments[0] not in VERBS:
        sys.exit(f"usage: dev.py {'|'.join(VERBS)} [arguments]")
    verb, *rest = arguments
    if verb == "check" and not STEPS.keys() >= set(rest):
        sys.exit(f"usage: dev.py check [{'|'.join(STEPS)}]...")
    needed, stays, start = VERBS[verb]
    prepare(needed)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.getenv("PYTHONPATH"))))
    os.environ["PYTHONSAFEPATH"] = "1"  # the caller's folder may hold a `service` of its own
    if not stays:
        os.chdir(ROOT)
    if not start:
        sys.exit(check(rest) if verb == "check" else lock(rest))
    if verb == "run" and call(*AID, "seed"):
        sys.exit("dev.py: the development database could not be seeded")
    os.execv(PYTHON, [str(PYTHON), *start, *rest])


if __name__ == "__main__":
    main(sys.argv[1:])
