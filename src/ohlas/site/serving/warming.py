"""The application with everything loaded that a visitor would otherwise wait for."""

import gc
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.urls import get_resolver

from ohlas.site.wsgi import application


def warm_application() -> Callable[..., Any]:
    """The WSGI application, every view imported."""
    get_resolver().url_patterns  # noqa: B018 - reading it imports them
    connections.close_all()  # request threads open their own
    gc.collect()
    gc.freeze()  # what is loaded by now lives for ever: the collector need not look at it again
    loaded: Callable[..., Any] = application
    return loaded
