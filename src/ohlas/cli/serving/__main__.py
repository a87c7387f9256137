"""`python -m ohlas.cli.serving PART [parent [address]]`: how the parts start each other as processes."""

import sys

from ohlas.cli.serving import relay, serve, web
from ohlas.cli.serving.lifeline import end_with
from ohlas.cli.serving.relay_process import run_background_here, run_postman_here
from ohlas.lib.config import SettingError, config

PARTS = ("serve", "web", "relay", "background", "postman")


def main(arguments: list[str]) -> int:
    """Runs one part; with a parent's process id, that part ends when the parent does."""
    part, parent, address = [*arguments, "", "", ""][:3]
    if part not in PARTS:
        sys.stderr.write(f"Say which part to run: {', '.join(PARTS)}.\n")
        return 2
    if parent:
        end_with(int(parent))
    try:
        if part == "background":
            return run_background_here()
        if part == "postman":
            return run_postman_here()
        if part == "relay":
            return relay(config(), address=address)
        return serve(config()) if part == "serve" else web(config())
    except SettingError as problem:
        sys.stderr.write(f"ohlas: {problem}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
