"""The page of the search over everything: parse, one read, answer."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.site.search.finding import FEWEST_LETTERS, LONGEST, Section, find


@dataclass(frozen=True)
class SearchPage:
    """What was asked and what was found; `comments_href` asks the same of what customers wrote."""

    words: str
    is_too_short: bool
    sections: tuple[Section, ...]
    comments_href: str


@require_GET
@staff(None)
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything of this organisation, and of the product, that goes by these words."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    page = SearchPage(
        words=words,
        is_too_short=0 < len(words) < FEWEST_LETTERS,
        sections=find(actor, words),
        comments_href=_comments(actor, words),
    )
    return render(request, "site/search.html", {"page": page})


def _comments(actor: Actor, words: str) -> str:
    if len(words) < FEWEST_LETTERS or not actor.may(Permission.SEE_ANSWERS):
        return ""
    return f"{reverse('insight:comments', args=[actor.organisation.slug])}?{urlencode({'q': words})}"
