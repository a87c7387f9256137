"""Answers sent in are taken one after another over one connection, where the record is one SQLite file.

SQLite lets one connection write at a time, and drops what the others had read of the file whenever one has
written. Threads that take answers side by side therefore wait for each other anyway, read the same pages anew
for every answer and pass the interpreter to and fro. Pages that are read go on beside it.
"""

import io
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ohlas.site.lane import RESPONDENTS, small_length

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class AnswersInTurn:
    """The application; small posts to respondents' addresses take turns and have one connection in common."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._turn = Lock()
        self._connection: BaseDatabaseWrapper | None = None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """As WSGI has it; whatever the application raises is raised here."""
        length = _length_of_post(environ)
        if length is None:
            return self._application(environ, start_response)
        # Before the turn: whoever sends slowly holds up this thread and not the others.
        body = environ["wsgi.input"].read(length)
        if len(body) < length:
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        environ["wsgi.input"] = io.BytesIO(body)
        with self._turn:
            own = connections[DEFAULT_DB_ALIAS]
            connections[DEFAULT_DB_ALIAS] = self._shared()
            try:
                return self._take(environ, start_response)
            finally:
                connections[DEFAULT_DB_ALIAS] = own

    def _shared(self) -> BaseDatabaseWrapper:
        """Made at the first answer: a process divided before that has one of its own."""
        if self._connection is None:
            self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
            self._connection.inc_thread_sharing()
        return self._connection

    def _take(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """The whole answer: what closes it may still ask the database."""
        answer = self._application(environ, start_response)
        try:
            return [*answer]
        finally:
            getattr(answer, "close", _nothing)()


def _length_of_post(environ: Environ) -> int | None:
    """The length of a post to be taken in turn, in bytes; None for everything else.

    What is larger goes its own way: its thread reads and checks files without holding others up.
    """
    if environ["REQUEST_METHOD"] != "POST" or not environ["PATH_INFO"].startswith(RESPONDENTS):
        return None
    return small_length(environ)


def _nothing() -> None:
    """For answers that need no closing."""
