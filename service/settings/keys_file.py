"""Keys of a development machine: made once, kept beside its database, never used in production.

Two processes may start at the same moment on an empty folder. Both make keys; the file is linked
into place complete, the link of the second fails, and both go on with what is written there.
"""

import base64
import json
import os
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path

from service.settings.texts import KEY_BYTES, key_of


def development_keys(path: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The named keys out of the file, which is made first when it is not there."""
    if not path.exists():
        _make(path, names)
    try:
        written = json.loads(path.read_text(encoding="ascii"))
        return {name: key_of(written[name]) for name in names}
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ValueError(f"{path.name} is damaged or incomplete.") from None


def _make(path: Path, names: Sequence[str]) -> None:
    keys = {name: base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() for name in names}
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".keys-")  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(keys, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
