"""What a web worker does before its first request; granian calls it in the worker's own process."""

import gc
from collections.abc import Callable
from typing import Any

from ohlas.lib.config import Config
from ohlas.site.serving.lifeline import end_with

Application = Callable[..., Any]


def load_application(_target: str, *, config: Config, address: str, parent: int) -> Application:
    """The WSGI application, its database prepared and its addresses resolved."""
    end_with(parent)
    from ohlas.site.serving.preparing import prepare_database

    for line in prepare_database(config, address=address, migrates=config.is_sqlite):
        print(line, flush=True)  # noqa: T201 - this is the terminal of whoever started Ohlas
    from django.db import connections
    from django.urls import get_resolver

    from ohlas.site.wsgi import application

    get_resolver().url_patterns  # noqa: B018 - imports every view now, not in the first visitor's time
    connections.close_all()  # request threads open their own
    gc.collect()
    gc.freeze()  # what is loaded by now lives for ever: the collector need not look at it again
    loaded: Application = application
    return loaded
