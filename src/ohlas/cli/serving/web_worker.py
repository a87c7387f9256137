"""What a web worker does before its first request; granian calls it in the worker's own process."""

import gc
from collections.abc import Callable
from multiprocessing.util import Finalize
from typing import Any

from ohlas.cli.serving.django_start import start_django
from ohlas.cli.serving.lifeline import end_with
from ohlas.lib.config import Config

Application = Callable[..., Any]


def load_application(_target: str, *, config: Config, parent: int) -> Application:
    """The WSGI application, its tables up to date and its addresses resolved."""
    end_with(parent)
    gc.disable()  # while everything is loaded there is nothing to collect, and looking takes a tenth of the time
    start_django()
    # Late: the starting process reads this module too, and stays without Django.
    from ohlas.cli.serving.warming import save_what_was_counted, warm_application

    # Not `atexit`, which the workers' kind of process passes over.
    Finalize(None, save_what_was_counted, exitpriority=1)
    try:
        return warm_application(config)
    finally:
        gc.enable()
