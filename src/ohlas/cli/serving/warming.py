"""The application with everything loaded that a visitor would otherwise wait for."""

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.db import connections
from django.urls import get_resolver
from django.utils import timezone

from ohlas.cli.serving.preparing import NOT_MIGRATED, is_migrated, migrate
from ohlas.feedback.actions import save_refusals
from ohlas.feedback.actions.openings import save_openings
from ohlas.lib.config import Config

APPLICATION = "ohlas.site.wsgi"
"""By name: `site` stands above this room."""


def warm_application(config: Config) -> Callable[..., Any]:
    """The WSGI application: tables up to date (SQLite), every view imported."""
    if config.is_sqlite:
        migrate(config)
    elif not is_migrated():
        sys.stderr.write(NOT_MIGRATED + "\n")
    get_resolver().url_patterns  # noqa: B018 - reading it imports them
    connections.close_all()  # request threads open their own
    gc.collect()
    gc.freeze()  # what is loaded by now lives for ever: the collector need not look at it again
    loaded: Callable[..., Any] = import_module(APPLICATION).application
    return loaded


def save_what_was_counted() -> None:
    """What this process has counted and not saved yet; called when it ends in good order."""
    now = timezone.now()
    save_refusals(now)
    save_openings(now)
