"""The command line: thin commands over the rooms."""

import sys


def main() -> None:
    """Run `ohlas`; a wrong setting is one plain line, not a traceback."""
    from ohlas.cli.app import app
    from ohlas.lib.config import SettingError

    try:
        app()
    except SettingError as problem:
        sys.stderr.write(f"ohlas: {problem}\n")
        sys.exit(2)
