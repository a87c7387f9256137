"""The programs' lane: requests to the API skip what only people need.

No session, language, cookie, message or frame concerns a program with a key; leaving them out saves a
third of the time an answer takes. The reference page is for people and goes the long way.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.http.response import HttpResponseBase
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.datastructures import MultiValueDict

from ohlas.lib.problems import problem

PREFIX = "/api/v1/"
REFERENCE = "/api/v1/docs"
RESPONDENTS = ("/s/", "/u/", "/k/")
SMALL = 65_536
"""Bytes. What is larger carries files: it is read by its own thread, when somebody asks for it."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


class ProgramLane:
    """Answers the API's requests at once; all others go on through the middleware below."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not path.startswith(PREFIX) or path == REFERENCE:
            return self.get_response(request)
        response = self._answered(request, path)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if isinstance(response, HttpResponse) and not response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
        return response

    def _answered(self, request: HttpRequest, path: str) -> HttpResponseBase:
        """What the room says; in words where the address is none, or is called another way than it takes."""
        try:
            match = self._routes.resolve(path)
            request.resolver_match = match
            # Ninja answers its own exceptions; whatever escapes ends in Django's handler around this middleware.
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except Http404:
            detail = f"{path} is no address of the API. {REFERENCE} lists those there are."
            return problem(404, "No such address", detail)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        allowed = response.headers["Allow"]
        detail = f"{request.method} was sent; this address takes {allowed}."
        return problem(405, "Not this way", detail, headers={"Allow": allowed})

    @cached_property
    def _routes(self) -> URLResolver:
        from ohlas.site.urls import programs  # late: it imports every room

        return URLResolver(RegexPattern(r"^/"), programs)


class RespondentLane:
    """Answers people at public links: no session, cookie or message concerns who fills in a survey."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(RESPONDENTS):
            return self.get_response(request)
        try:
            match = self._routes.resolve(request.path_info)
        except Http404:
            return self.get_response(request)
        request.resolver_match = match
        if _is_small_form(request):
            request.POST = _Form(request.body, encoding="utf-8")
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        if isinstance(response, HttpResponse) and not response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
        return response

    @cached_property
    def _routes(self) -> URLResolver:
        from ohlas.site.urls import respondents  # late: it imports every room

        return URLResolver(RegexPattern(r"^/"), respondents)


class _Form(QueryDict):
    """A form read in half the time: what is added while it is read is text already and needs no second look."""

    def appendlist(self, key: Any, value: Any) -> None:
        if not self._mutable:
            raise AttributeError("What was posted cannot be changed.")
        cast("dict[Any, Any]", super(MultiValueDict, self)).setdefault(key, []).append(value)


def _is_small_form(request: HttpRequest) -> bool:
    """Whether fields alone were posted, few enough to be read before anybody asks for them."""
    return (
        request.method == "POST"
        and request.content_type == "application/x-www-form-urlencoded"
        and request.encoding is None
        and small_length(request.META) is not None
    )


def small_length(environ: Mapping[str, Any]) -> int | None:
    """The announced length of what is sent, in bytes; None where it is large, absent or no number."""
    given = environ.get("CONTENT_LENGTH") or ""
    is_number = given.isascii() and given.isdigit() and len(given) < 10  # noqa: PLR2004 - far above the largest
    return int(given) if is_number and int(given) <= SMALL else None
