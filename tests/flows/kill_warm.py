"""Servers that start at once: forked from a process that has loaded everything already.

Loading Django forty times would take most of the test's minute. What is forked is the same `serve`.
"""

import os
import sys
from collections.abc import Callable


def breed(serve: Callable[[], int]) -> None:
    """For each line read, a new server in a process group of its own: its id, and a word when it ended."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os._exit(serve())
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


def breed_ohlas() -> None:
    from ohlas.cli.serving import serve
    from ohlas.cli.serving.django_start import start_django
    from ohlas.lib.config import config

    start_django()
    from ohlas.cli.serving.warming import warm_application

    warm_application(config())
    breed(lambda: serve(config()))


def breed_relay() -> None:
    from ohlas.cli.serving import relay
    from ohlas.cli.serving.django_start import start_django
    from ohlas.lib.config import config

    start_django()
    from ohlas.cli.serving import relaying  # noqa: F401 - loaded before the fork
    from tests.flows import kill_kinds  # noqa: F401 - its listeners subscribe

    breed(lambda: relay(config()))


def breed_naive() -> None:
    from tests.flows.kill_naive import serve

    breed(serve)
