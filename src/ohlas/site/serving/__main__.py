"""`python -m ohlas.site.serving serve|web|relay [parent]`: how the parts start each other as processes."""

import sys

from ohlas.lib.config import SettingError, config
from ohlas.site.serving import relay, serve, web
from ohlas.site.serving.lifeline import end_with

PARTS = {"serve": serve, "web": web, "relay": relay}


def main(arguments: list[str]) -> int:
    """Runs one part; with a parent's process id, that part ends when the parent does."""
    if not arguments or arguments[0] not in PARTS:
        sys.stderr.write(f"Say which part to run: {', '.join(PARTS)}.\n")
        return 2
    if len(arguments) > 1:
        end_with(int(arguments[1]))
    try:
        return PARTS[arguments[0]](config())
    except SettingError as problem:
        sys.stderr.write(f"ohlas: {problem}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
