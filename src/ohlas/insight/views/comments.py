"""Doors to what customers wrote: the explorer, the contrast of two groups, and corrections."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import comments_at
from ohlas.feedback.actions.correct import add_topic_to, correct_sentiment, take_topic_off, undo_correction
from ohlas.feedback.queries.texts import ReadingView, imported_unread, relabelling_of, topic_tree
from ohlas.insight.actions import settle_changes
from ohlas.insight.pages.comments import CommentPart, anchor_of, comment_card
from ohlas.insight.pages.contrast import contrast_page
from ohlas.insight.pages.explorer import ExplorerPlaces, explorer_page, share_spec
from ohlas.insight.queries import attribute_fields, catalogue_of, facts, titles_of
from ohlas.insight.queries.comments import (
    Asked,
    CommentsFound,
    asked,
    comparisons_of,
    covered,
    read_everything,
    today_of,
)
from ohlas.insight.queries.contrast import contrast_between
from ohlas.insight.rules import Preset, Window, preset_window
from ohlas.insight.rules.explored import Explored, compared, parse_explored
from ohlas.insight.views.parts import asked_for, place, speaks_plainly
from ohlas.lib.charts import THEMES, to_svg

PICTURE_WIDTH = 640
_plainly = speaks_plainly("insight:comments")


@require_GET
@staff(Permission.SEE_ANSWERS)
@_plainly
def comments(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Topics, trend, places and the comments themselves."""
    now = timezone.now()
    found = _found(request, actor, now)
    page = explorer_page(
        found,
        _marks(actor, found, now),
        titles_of(actor, catalogue_of(actor)),
        _places(actor),
        above=topic_tree(actor.organisation.id).above,
        today=today_of(actor, now),
        zone=actor.organisation.zone,
        may_correct=actor.may(Permission.RECORD_ANSWERS),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        response_href=lambda signal: place(actor, "feedback:response", signal),
        relabelling=relabelling_of(actor.organisation.id),
        unread=imported_unread(actor.organisation.id),
    )
    return render(request, "insight/comments.html", {"page": page})


@require_GET
@staff(Permission.SEE_ANSWERS)
@_plainly
@cache_control(private=True, max_age=60)
def comments_picture(request: HttpRequest, actor: Actor, theme: str) -> HttpResponseBase:
    """The trend as SVG, before scripts run and where none do."""
    if theme not in THEMES:
        raise Http404
    found = _found(request, actor, timezone.now())
    svg = to_svg(share_spec(found.trend, found), THEMES[theme], PICTURE_WIDTH)
    return HttpResponse(svg, content_type="image/svg+xml")


@require_GET
@vary_on_headers("HX-Request")
@staff(Permission.SEE_ANSWERS)
@_plainly
def contrast(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What detractors say that promoters do not."""
    explored = _explored(request, actor)
    now = timezone.now()
    ask = _question(actor, explored, now).chosen
    if explored.changed:
        later, _ = compared(explored.changed, ask.ask.window, today_of(actor, now))
        ask = ask.over(later)
    found = contrast_between(facts(), actor, ask)
    page = contrast_page(
        found, explored, titles_of(actor, catalogue_of(actor)), explorer=place(actor, "insight:comments")
    )
    is_part = bool(request.headers.get("HX-Request"))
    return render(
        request, "insight/contrast_part.html" if is_part else "insight/contrast.html", {"page": page}
    )


@require_POST
@staff(Permission.RECORD_ANSWERS)
@_plainly
def correct_sentiment_view(
    request: HttpRequest, actor: Actor, response_id: UUID, question: str
) -> HttpResponseBase:
    label = request.POST.get("sentiment", "")
    return _corrected(
        request,
        actor,
        lambda now: correct_sentiment(
            actor=actor, comment=(str(response_id), question), label=label, now=now
        ),
    )


@require_POST
@staff(Permission.RECORD_ANSWERS)
@_plainly
def add_topic_view(request: HttpRequest, actor: Actor, response_id: UUID, question: str) -> HttpResponseBase:
    topic, sentiment = request.POST.get("topic", ""), request.POST.get("sentiment") or None
    return _corrected(
        request,
        actor,
        lambda now: add_topic_to(
            actor=actor, comment=(str(response_id), question), topic=topic, sentiment=sentiment, now=now
        ),
    )


@require_POST
@staff(Permission.RECORD_ANSWERS)
@_plainly
def take_topic_off_view(
    request: HttpRequest, actor: Actor, response_id: UUID, question: str
) -> HttpResponseBase:
    topic = request.POST.get("topic", "")
    return _corrected(
        request,
        actor,
        lambda now: take_topic_off(actor=actor, comment=(str(response_id), question), topic=topic, now=now),
    )


@require_POST
@staff(Permission.RECORD_ANSWERS)
@_plainly
def undo_correction_view(
    request: HttpRequest, actor: Actor, response_id: UUID, question: str
) -> HttpResponseBase:
    return _corrected(
        request,
        actor,
        lambda now: undo_correction(actor=actor, comment=(str(response_id), question), now=now),
    )


def _corrected(
    request: HttpRequest, actor: Actor, deed: Callable[[datetime], ReadingView]
) -> HttpResponseBase:
    """The comment as it counts now: alone for htmx, else the page one came from."""
    reading = deed(timezone.now())
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = place(actor, "insight:comments")
    if not request.headers.get("HX-Request"):
        return redirect(f"{back}#{anchor_of(reading)}")
    (found,) = comments_at(actor, [(str(reading.response_id), reading.question)])
    titles = titles_of(actor, catalogue_of(actor))
    here = place(actor, "insight:comments")
    card = comment_card(
        found,
        titles,
        href=place(actor, "feedback:response", str(reading.response_id)),
        topic_address={
            topic: here + Explored().narrowed("topic", topic).address for topic in titles.words["topic"]
        },
    )
    part = CommentPart(card, may_correct=True, zone=actor.organisation.zone, here=back)
    return render(request, "insight/comment_part.html", {"page": part})


def _found(request: HttpRequest, actor: Actor, now: datetime) -> CommentsFound:
    explored = _explored(request, actor)
    question = _question(actor, explored, now)
    return read_everything(facts(), actor, question, explored, today_of(actor, now))


def _explored(request: HttpRequest, actor: Actor) -> Explored:
    return parse_explored(asked_for(request), list(attribute_fields(actor)))


def _question(actor: Actor, explored: Explored, now: datetime) -> Asked:
    selection, today = explored.selection, today_of(actor, now)
    if selection.preset is Preset.DATES:
        return asked(actor, explored, selection.chosen_window)
    question = asked(actor, explored, Window())
    window = preset_window(selection.preset or _usual(question, explored, today), today)
    return replace(question, chosen=question.chosen.over(window))


def _usual(question: Asked, explored: Explored, today: date) -> Preset:
    """The last 12 months, unless all comments, or the day compared from, are older."""
    year = preset_window(Preset.MONTHS_12, today)
    months = covered(facts(), question.everything)
    is_old = bool(months and year.since and months[1] < year.since.replace(day=1))
    is_early = bool(explored.changed and year.since and explored.changed <= year.since)
    return Preset.ALL if is_old or is_early else Preset.MONTHS_12


def _marks(actor: Actor, found: CommentsFound, now: datetime) -> dict[str, bool]:
    """The stored verdicts on this page's topics, one family per pair of periods."""
    if found.later is None or found.earlier is None or not found.topics:
        return {}
    explored = found.explored
    filters = sorted(
        (name, *values) for name, values in explored.selection.filters.items() if name != "topic"
    )
    scope = sorted(str(unit) for unit in actor.scope) if actor.scope is not None else "all"
    return settle_changes(
        organisation_id=actor.organisation.id,
        comparisons=comparisons_of(found.topics),
        page=f"comments {filters} {explored.words} {explored.by_meaning} {scope} {found.earlier.since}"
        f"{' then' if explored.selection.as_then else ''}",
        period=f"{found.later.since}/{found.later.until or ''}",
        facts_version=found.version,
        now=now,
    )


def _places(actor: Actor) -> ExplorerPlaces:
    return ExplorerPlaces(
        explorer=place(actor, "insight:comments"),
        contrast=place(actor, "insight:contrast"),
        topics=place(actor, "insight:topics"),
        urgent=place(actor, "insight:urgent"),
        picture=place(actor, "insight:comments_picture", "THEME"),
        meaning=place(actor, "insight:change_meaning"),
        imports=place(actor, "exchange:imports") if actor.may(Permission.IMPORT) else "",
        sample=place(actor, "site:sample") if actor.may(Permission.EDIT_ORGANISATION) else "",
    )
