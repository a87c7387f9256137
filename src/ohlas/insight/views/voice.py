"""Doors to the tone of voice: look, hold a draft against it, say how we want to sound, bring texts of ours in."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.insight.actions.voice import add_own_texts, remove_own_texts, settle_voice
from ohlas.insight.errors import BadAddress
from ohlas.insight.pages.voice import remarks_page, voice_page
from ohlas.insight.queries import catalogue_of, titles_of
from ohlas.insight.queries.comments import today_of
from ohlas.insight.queries.voice import our_texts, voice_wish
from ohlas.insight.rules.voice import LONGEST, VoiceWish
from ohlas.insight.views.parts import place, speaks_plainly

DEEDS = ("settle", "add", "remove")
MOST_WORDS = 5_000
_plainly = speaks_plainly("insight:voice")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_SURVEYS)
@_plainly
def voice(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """A draft comes by POST, so that it stays out of addresses; it is not stored."""
    page = voice_page(
        our_texts(actor.organisation.id),
        voice_wish(actor.organisation.id),
        titles_of(actor, catalogue_of(actor)),
        draft=request.POST.get("draft", "")[:LONGEST],
        today=today_of(actor, timezone.now()).isoformat(),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        change=place(actor, "insight:change_voice"),
        here=place(actor, "insight:voice"),
        check=place(actor, "insight:check_draft"),
    )
    return render(request, "insight/voice.html", {"page": page})


@require_POST
@staff(Permission.SEE_SURVEYS)
@_plainly
def check_draft(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Remarks on a text that is just being written, under whatever name its form has for it; nothing is stored."""
    draft = request.POST.get(request.GET.get("name", "draft"), "")[:LONGEST]
    owner = actor.organisation.id
    page = remarks_page(our_texts(owner), voice_wish(owner), draft)
    return render(request, "insight/voice_remarks.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
@_plainly
def change_voice(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One deed."""
    form, now = request.POST, timezone.now()
    given = form.get("deed", "")
    if given == "settle":
        settle_voice(actor=actor, wish=_wish(form), now=now)
        messages.success(request, gettext("Drafts are held against this from now on."))
    elif given == "add":
        day = _day(form)
        n = add_own_texts(
            actor=actor, given=form.get("texts", ""), channel=form.get("channel", ""), day=day, now=now
        )
        messages.success(request, ngettext("%(n)s text is kept.", "%(n)s texts are kept.", n) % {"n": n})
    elif given == "remove":
        remove_own_texts(actor=actor, now=now)
        messages.success(request, gettext("No texts of yours are kept any longer."))
    else:
        raise BadAddress("deed", given[:40], f"one of {', '.join(DEEDS)} is allowed")
    return redirect("insight:voice", slug=actor.organisation.slug)


def _wish(form: QueryDict) -> VoiceWish:
    forbidden = (one.strip() for one in form.get("forbidden", "")[:2_000].split(","))
    return VoiceWish(
        address=form.get("address", ""),
        longest=_number(form, "longest"),
        exclamations=_number(form, "exclamations"),
        forbidden=tuple(one for one in forbidden if one),
    )


def _number(form: QueryDict, name: str) -> int:
    given = form.get(name, "")
    if not given.isdecimal() or int(given) > MOST_WORDS:
        raise BadAddress(name, given[:20], f"a whole number up to {MOST_WORDS} is allowed")
    return int(given)


def _day(form: QueryDict) -> date:
    given = form.get("day", "")
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadAddress("day", given[:20], "a day such as 2026-03-01 is allowed") from error
