"""The script a widget's snippet loads: public, cached, the same for every visitor."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ohlas.outreach.channels.widget.script import CLOSED, LIVES_S, packed, script_of
from ohlas.outreach.queries.widgets import widget_named

HEADERS = {
    "Cache-Control": f"public, max-age={LIVES_S}",
    "Cross-Origin-Resource-Policy": "cross-origin",  # made to be loaded by other sites' pages
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}


@require_safe
def script(request: HttpRequest, key: str) -> HttpResponse:
    """No cookie is read or set. An unknown key looks like a closed widget: a page is not broken by it."""
    widget = widget_named(key, timezone.now())
    body = script_of(widget) if widget else CLOSED
    small, tag = packed(body)
    headers = {**HEADERS, "ETag": tag}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = small
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers=headers)
