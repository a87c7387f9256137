"""Doors to new themes: look at them, look for more, and decide about each."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import comments_at
from ohlas.feedback.actions import themes as deeds
from ohlas.feedback.errors import BadLabel
from ohlas.feedback.queries.texts import relabelling_of, topic_tree
from ohlas.feedback.queries.themes import languages_without_topic, open_themes, theme_search_of
from ohlas.insight.errors import BadAddress
from ohlas.insight.pages.themes import themes_page
from ohlas.insight.queries import catalogue_of, titles_of
from ohlas.insight.views.parts import place, speaks_plainly

_plainly = speaks_plainly("insight:themes")


@require_GET
@staff(Permission.SEE_ANSWERS)
@_plainly
def themes(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What people say that no topic covers."""
    owner = actor.organisation.id
    found = open_themes(owner)
    keys = [key for theme in found for key in theme.examples]
    quotes = {
        (str(one.response.id), one.reading.question): one
        for one in comments_at(actor, list(dict.fromkeys(keys)))
    }
    page = themes_page(
        found,
        quotes,
        theme_search_of(owner),
        topic_tree(owner),
        titles_of(actor, catalogue_of(actor)),
        language=(get_language() or "en")[:2],
        waiting=sum(languages_without_topic(owner).values()),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        change=place(actor, "insight:change_themes"),
        back=place(actor, "insight:topics"),
        relabelling=relabelling_of(owner),
    )
    return render(request, "insight/themes.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
@_plainly
def change_themes(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One deed: look for themes, or decide about one."""
    given = request.POST.get("deed", "")
    if given not in _DEEDS:
        raise BadAddress("deed", given[:40], f"one of {', '.join(_DEEDS)} is allowed")
    deed, said = _DEEDS[given]
    deed(actor, request.POST, timezone.now())
    messages.success(request, str(said))
    return redirect("insight:themes", slug=actor.organisation.slug)


def _look(actor: Actor, _form: QueryDict, now: datetime) -> None:
    deeds.look_for_themes(actor=actor, now=now)


def _accept(actor: Actor, form: QueryDict, now: datetime) -> None:
    deeds.accept_theme(
        actor=actor,
        theme_id=_id(form, "theme"),
        title=form.get("name", ""),
        phrases=_phrases(form),
        place=form.get("place", ""),
        now=now,
    )


def _rename(actor: Actor, form: QueryDict, now: datetime) -> None:
    deeds.rename_theme(
        actor=actor, theme_id=_id(form, "theme"), name=form.get("name", ""), phrases=_phrases(form), now=now
    )


def _merge(actor: Actor, form: QueryDict, now: datetime) -> None:
    if not form.get("into", ""):
        raise BadLabel("No theme was chosen. Choose the one that this theme is the same as, then merge.")
    deeds.merge_themes(actor=actor, theme_id=_id(form, "theme"), into=_id(form, "into"), now=now)


def _split(actor: Actor, form: QueryDict, now: datetime) -> None:
    deeds.split_theme(actor=actor, theme_id=_id(form, "theme"), now=now)


def _dismiss(actor: Actor, form: QueryDict, now: datetime) -> None:
    deeds.dismiss_theme(actor=actor, theme_id=_id(form, "theme"), now=now)


_DEEDS: Mapping[str, tuple[Callable[[Actor, QueryDict, datetime], None], Promise]] = {
    "look": (_look, _("Comments without a topic are being looked through.")),
    "accept": (_accept, _("The theme is a topic now. Older comments are being read again.")),
    "rename": (_rename, _("The theme has its new name and words.")),
    "merge": (_merge, _("The two themes are one.")),
    "split": (_split, _("The theme is split.")),
    "dismiss": (_dismiss, _("The theme is dismissed and is not proposed again.")),
}


def _id(form: QueryDict, name: str) -> UUID:
    try:
        return UUID(form.get(name, ""))
    except ValueError as error:
        raise Http404 from error


def _phrases(form: QueryDict) -> list[str]:
    return [phrase.strip() for phrase in form.get("phrases", "").split(",") if phrase.strip()]
