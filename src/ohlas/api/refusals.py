"""Errors as problem documents: what was given, what is allowed, what to do next; never a traceback."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, RawPostDataException
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ohlas.accounts.errors import Forbidden, NotHere, TooFast
from ohlas.lib.problems import problem

log = logging.getLogger(__name__)


def answer_errors(api: NinjaAPI) -> None:
    """Gives each kind of error its answer."""
    answers: tuple[tuple[type[Exception], Any], ...] = (  # each answers its own kind of error
        (AuthenticationError, _no_key),
        (Forbidden, _forbidden),
        (NotHere, _not_here),
        (Http404, _not_here),
        (TooFast, _too_fast),
        (ValidationError, _invalid),
        (RequestDataTooBig, _too_big),
        (SuspiciousOperation, _suspicious),
        (HttpError, _http_error),
        (Exception, _our_fault),
    )
    for kind, answer in answers:
        api.add_exception_handler(kind, answer)


def _no_key(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    detail = (
        "Send `Authorization: Bearer` with a key from Set up, API keys. Yours is missing, unknown or over."
    )
    return problem(401, "No valid key", detail, headers={"WWW-Authenticate": "Bearer"})


def _forbidden(request: HttpRequest, error: Forbidden) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    return problem(403, "The key lacks a right", f"This needs a key with the right {error.permission}.")


def _not_here(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    return problem(404, "Not here", "There is no such thing in your organisation.")


def _too_fast(request: HttpRequest, error: TooFast) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    return problem(429, "Too fast", str(error), headers={"Retry-After": str(error.retry_after_s)})


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [
        {
            "field": ".".join(str(part) for part in one["loc"][1:]) or str(one["loc"][0]),
            "given": _shown(_given(request, one["loc"])),
            "allowed": str(one["msg"]),
        }
        for one in error.errors
    ]
    return problem(422, "Some fields cannot be taken", "Mend them and send again.", problems=problems)


def _given(request: HttpRequest, place: Sequence[str | int]) -> object:
    """What stands at this place of the request; Ninja tells where, never what."""
    if place[0] != "body":
        return request.GET.get(str(place[-1]))
    try:
        found = json.loads(request.body)
    except (ValueError, RawPostDataException):
        return None
    for part in place[2:]:
        if isinstance(found, dict):
            found = found.get(part)
        else:
            found = found[part] if isinstance(found, list) and isinstance(part, int) else None
    return found


def _shown(given: object) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, bool | int | float | str):
        return str(given)[:80]
    return "a list" if isinstance(given, list) else "an object"


def _too_big(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    return problem(413, "Too large", "The body may have up to 5 MB.")


def _suspicious(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    return problem(400, "The request cannot be read", str(error))


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    return problem(error.status_code, "The request cannot be read", str(error))


def _our_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, "Our fault", "Something went wrong here. Nothing was stored; try again later.")
