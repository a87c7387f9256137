"""On SQLite posted answers are worked on one after the other, each from its first look to its commit."""

from contextlib import AbstractContextManager, nullcontext

from django.http import HttpRequest

from ohlas.feedback.sources.form.uploading import is_too_large
from ohlas.lib.database import one_writer

PLAIN = "application/x-www-form-urlencoded"


def turn_of(request: HttpRequest) -> AbstractContextManager[None]:
    """This thread's turn to write, for a page of answers; pages shown and files sent wait for nobody.

    Two threads that work on answers at once change places at every question to the database, which costs more
    than the waiting. What was posted is read before: nobody waits for somebody else's slow network.
    """
    if request.method != "POST" or request.content_type != PLAIN or is_too_large(request):
        return nullcontext()
    request.POST  # noqa: B018 - reads the body
    return one_writer()
