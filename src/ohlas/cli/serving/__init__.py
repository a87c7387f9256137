"""Starting Ohlas: everything in one command on a laptop, web and relay apart on servers.

    serve ─┬─ web worker   (granian, WSGI; prepares the database before it listens)
           └─ relay        (started anew when it dies)
                ├─ background   (while slow work waits: texts to be read)
                └─ postman      (while messages wait to leave)

The starting process stays light: it loads neither Django nor anything heavy. Its children end with it,
however it ends.
"""

from ohlas.cli.serving.django_start import start_django
from ohlas.cli.serving.relay_process import run_here
from ohlas.cli.serving.start import serve_folder, serve_web
from ohlas.lib.config import Config

__all__ = ["prepare", "relay", "serve", "web"]


def serve(config: Config) -> int:
    """Web server and relay until a signal ends them; the exit code.

    A second start on the same data folder prints the address of the first and ends with 0: what was asked for
    is the case.
    """
    return serve_folder(config)


def web(config: Config) -> int:
    """Web workers only, until a signal ends them; the exit code."""
    return serve_web(config)


def relay(config: Config, *, address: str = "") -> int:
    """One relay in this process, until a signal ends it; the exit code. `address` is where people reach the web."""
    return run_here(config, address)


def prepare(config: Config, *, migrates: bool | None = None) -> list[str]:
    """Brings the tables up to date and does what a first start needs; lines to tell the user.

    SQLite migrates by default, other databases only when told (`ohlas init`). Safe to repeat, and in several
    processes at once.
    """
    start_django()
    # Late: reading it needs Django, which the starting process does without.
    from ohlas.cli.serving.preparing import prepare_database

    return prepare_database(config, migrates=config.is_sqlite if migrates is None else migrates)
