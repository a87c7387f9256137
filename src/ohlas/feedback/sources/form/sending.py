"""One page as one compressed answer with its own policy: no cookie, no other request needed."""

import gzip
import secrets
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import override

from ohlas.feedback.sources.form.framing import in_frame, let_frame
from ohlas.lib.config import config
from ohlas.surveys.pages import RespondPage

POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "private, no-cache",  # the back button may show the page, a shared cache may not
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Vary": "Accept-Encoding, Accept-Language",
}
LEVEL = 5
SMALL = 500


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


def html_of(page: RespondPage) -> str:
    """The page's text; without a request there is no session, no cookie and no context but the page."""
    with override(page.language):  # the page's own, not the browser's: its buttons are worded in the template
        return str(get_template("surveys/respond/page.html").render({"page": page}))


def send_page(request: HttpRequest, page: RespondPage, status: int = 200) -> HttpResponse:
    return send_html(request, html_of(in_frame(request, page)), page.nonce, status)


def send_html(request: HttpRequest, html: str, nonce: str, status: int = 200) -> HttpResponse:
    body = html.encode(errors="replace")
    response = HttpResponse(status=status, content_type="text/html; charset=utf-8", headers=HEADERS)
    if len(body) > SMALL and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        body = gzip.compress(body, LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.content = body
    response.headers["Content-Length"] = str(len(body))
    policy = let_frame(request, response, POLICY.format(nonce=nonce))
    response.headers["Content-Security-Policy"] = policy
    return response


def is_foreign(request: HttpRequest) -> bool:
    """A form posted from another site; who sends no Origin is judged by render id and stamp alone."""
    origin = request.META.get("HTTP_ORIGIN", "") if request.method == "POST" else ""
    if origin in {"", "null"}:
        return False
    return urlsplit(origin).netloc != request.get_host() and origin != config().public_url
