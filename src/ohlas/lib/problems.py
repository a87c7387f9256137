"""What the API says when it cannot do something: RFC 9457 documents that name every field at fault."""

from collections.abc import Iterable, Mapping

import orjson
from django.http import HttpResponse


def problem(
    status: int,
    title: str,
    detail: str,
    *,
    reason: str = "",
    problems: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A response of this status; each of `problems` holds `field`, `given` and `allowed`."""
    document: dict[str, object] = {"title": title, "status": status, "detail": detail}
    if reason:
        document["reason"] = reason
    if listed := [dict(one) for one in problems]:
        document["problems"] = listed
    return HttpResponse(
        orjson.dumps(document), status=status, content_type="application/problem+json", headers=headers
    )


def json_response(
    document: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Any JSON document, written the fast way."""
    return HttpResponse(
        orjson.dumps(document), status=status, content_type="application/json", headers=headers
    )
