"""``python -m service.commands``: the same as ``aid``."""

from service.commands import main

main()
