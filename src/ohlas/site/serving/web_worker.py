"""What a web worker does before its first request; granian calls it in the worker's own process."""

from collections.abc import Callable
from typing import Any

from ohlas.lib.config import Config
from ohlas.site.serving.lifeline import end_with

Application = Callable[..., Any]


def load_application(_target: str, *, config: Config, address: str, parent: int) -> Application:
    """The WSGI application, its database prepared and its addresses resolved."""
    end_with(parent)
    # Late: this module is also read by the starting process, which stays without Django.
    from ohlas.site.serving.preparing import prepare_database

    for line in prepare_database(config, address=address, migrates=config.is_sqlite):
        print(line, flush=True)  # noqa: T201 - this is the terminal of whoever started Ohlas
    from ohlas.site.serving.warming import warm_application

    return warm_application()
