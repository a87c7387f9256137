"""The builder: its pages, and the one door through which every change of a draft goes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.queries import members_of
from ohlas.accounts.rules import Permission
from ohlas.surveys.access import survey_for
from ohlas.surveys.actions import Edited, edit_draft, redo_edit, rename_question, undo_edit
from ohlas.surveys.errors import BadDefinition, NotAllowed, StaleRevision
from ohlas.surveys.forms import operation_of
from ohlas.surveys.pages.builder import (
    Conflict,
    Wish,
    builder_page,
    library_page,
    settings_page,
    translations_page,
)

TURNS: Mapping[str, Callable[..., Edited]] = {"undo": undo_edit, "redo": redo_edit}
PAGES = {"questions": "builder", "settings": "settings", "translations": "translations"}
LOST_SHOWN = 20
RENAME = "rename "
"""Asks what was ever published, which no change of a document can know."""


@require_GET
@staff(Permission.EDIT_SURVEYS)
def builder(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    return _page(request, actor, survey_id, "questions", request.GET, _wish(request.GET))


@require_GET
@staff(Permission.EDIT_SURVEYS)
def settings(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    return _page(request, actor, survey_id, "settings", request.GET, _wish(request.GET))


@require_GET
@staff(Permission.EDIT_SURVEYS)
def translations(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    return _page(request, actor, survey_id, "translations", request.GET, Wish())


@require_GET
@staff(Permission.EDIT_SURVEYS)
def choose(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    asked = request.GET
    page = library_page(
        survey_for(actor, survey_id, Permission.EDIT_SURVEYS),
        asked.get("in", ""),
        interface=get_language() or "en",
        after=asked.get("after", ""),
        words=asked.get("words", "")[:200],
        bank=asked.get("bank", ""),
    )
    return TemplateResponse(request, "surveys/builder/library.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def edit(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """One change; then the page it was made on, brought up to date or saying why nothing was saved."""
    survey_for(actor, survey_id, Permission.EDIT_SURVEYS)
    post = request.POST
    wish = _wish(post)
    status = HTTPStatus.OK
    try:
        edited = _edited(actor, survey_id, post)
    except StaleRevision as stale:
        status = HTTPStatus.CONFLICT
        wish = replace(wish, conflict=Conflict(_name_of(actor, stale.by), _typed(post)))
    except NotAllowed as refused:
        status, wish = HTTPStatus.UNPROCESSABLE_ENTITY, replace(wish, error=str(refused))
    except BadDefinition as bad:
        status, wish = HTTPStatus.UNPROCESSABLE_ENTITY, replace(wish, error=_sentence(bad))
    else:
        added = edited.added[-1] if edited.added else ""
        wish = Wish(open=added or wish.open, added=added, reword=wish.reword)
    back = post.get("back", "questions")
    if status == HTTPStatus.OK and "HX-Request" not in request.headers:
        return _back(actor, survey_id, back, post, wish)
    return _page(request, actor, survey_id, back, post, wish, status)


def _edited(actor: Actor, survey_id: UUID, post: QueryDict) -> Edited:
    revision, now = post.get("revision", ""), timezone.now()
    turn = TURNS.get(post.get("do", ""))
    if turn:
        return turn(actor=actor, survey_id=survey_id, revision=revision, now=now)
    name = post.get("do", "").removeprefix(RENAME)
    if name != post.get("do", ""):
        return rename_question(
            actor=actor, survey_id=survey_id, revision=revision, name=name, to=post.get("to", ""), now=now
        )
    operation = operation_of(post)
    return edit_draft(actor=actor, survey_id=survey_id, revision=revision, operation=operation, now=now)


def _page(  # noqa: PLR0917 - what every page of the builder is made from
    request: HttpRequest,
    actor: Actor,
    survey_id: UUID,
    tab: str,
    asked: QueryDict,
    wish: Wish,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    survey = survey_for(actor, survey_id, Permission.EDIT_SURVEYS)
    language = asked.get("in", "")
    page: object
    match tab:
        case "settings":
            page = settings_page(survey, language, wish)
        case "translations":
            number = asked.get("number", "1")
            page = translations_page(
                survey,
                language,
                int(number) if number.isdecimal() and len(number) < 6 else 1,  # noqa: PLR2004 - no page is 99999
                wish,
                only_missing=asked.get("missing") == "1",
            )
        case _:
            tab, page = "questions", builder_page(survey, language, wish)
    name = PAGES[tab]
    part = (
        f"surveys/builder/parts/{name}.html"
        if "HX-Request" in request.headers
        else f"surveys/builder/{name}.html"
    )
    return TemplateResponse(request, part, {"page": page}, status=status)


def _back(actor: Actor, survey_id: UUID, back: str, post: QueryDict, wish: Wish) -> HttpResponse:
    """To the page the form stood on, at the card it was about."""
    name = PAGES.get(back, "builder")
    address = reverse(f"surveys:{name}", kwargs={"slug": actor.organisation.slug, "survey_id": survey_id})
    kept = {
        "in": post.get("in", ""),
        "open": wish.open,
        "number": post.get("number", ""),
        "missing": post.get("missing", ""),
    }
    query = urlencode({key: value for key, value in kept.items() if value})
    anchor = f"#card-{wish.open}" if wish.open and name == "builder" else ""
    return redirect(f"{address}{'?' + query if query else ''}{anchor}")


def _wish(asked: QueryDict) -> Wish:
    return Wish(
        open=asked.get("open", ""),
        owner=asked.get("owner", ""),
        path=asked.get("path", ""),
        about=asked.get("about", ""),
        reword=asked.get("reword", ""),
        kind=asked.get("kind", ""),
    )


def _name_of(actor: Actor, user_id: UUID | None) -> str:
    members = members_of(actor.organisation.id)
    found = next((one for one in members if one.user_id == user_id), None) if user_id else None
    return (found.name or found.email) if found else _("Somebody else")


def _typed(post: QueryDict) -> tuple[str, ...]:
    """What was written and could not be saved, so that nobody loses words."""
    typed = (str(value).strip() for key, value in post.items() if key.startswith("text:"))
    return tuple(one for one in typed if one)[:LOST_SHOWN]


def _sentence(bad: BadDefinition) -> str:
    """The first mistake, without the place a person cannot know."""
    place, _colon, rest = bad.problems[0].partition(": ")
    return rest or place
