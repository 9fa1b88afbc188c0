"""As much of curl as the README's case uses, for a machine that has none.

`-s` and `-S` change nothing here, `-f` makes an answer of 400 and above fail silently, `-H` adds a
header, `-d` sends a body by POST.
"""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from collections.abc import Sequence

REFUSED = 22
UNREACHED = 7


def main(arguments: Sequence[str]) -> int:
    url, body, headers, fails = "", None, {}, False
    given = iter(arguments)
    for argument in given:
        if argument == "-H":
            name, _, value = next(given).partition(":")
            headers[name] = value.strip()
        elif argument == "-d":
            body = next(given).encode()
        elif argument.startswith("-"):
            fails = fails or "f" in argument
        else:
            url = argument
    asked = urllib.request.Request(url, body, headers)  # noqa: S310 the README's own address
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
            told = answer.read()
    except urllib.error.HTTPError as error:
        if fails:
            return REFUSED
        told = error.read()
    except OSError:
        return UNREACHED
    sys.stdout.buffer.write(told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
