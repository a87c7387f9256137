"""The door of one-time links."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ohlas.accounts.actions import redeem_link
from ohlas.accounts.errors import LinkRefused
from ohlas.accounts.pages import StartLinkPage


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; only the button uses the link up, since mail programs open links by themselves."""
    if request.method != "POST":
        return _page(request, StartLinkPage(), 200)
    try:
        user = redeem_link(token=token, now=timezone.now())
    except LinkRefused:
        return _page(request, StartLinkPage(was_refused=True), 403)
    # allauth's own way in, so that a second factor is asked for where one is set.
    answer: HttpResponse = perform_login(request, user, redirect_url=reverse("home"))
    return answer


def _page(request: HttpRequest, page: StartLinkPage, status: int) -> HttpResponse:
    response = render(request, "accounts/start.html", {"page": page}, status=status)
    response["Referrer-Policy"] = "same-origin"
    return response
