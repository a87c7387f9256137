"""Public scores: the page to try one and switch it on, and what everybody may fetch once it is."""

from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import Permission
from ohlas.insight.actions.badges import badge_for, badges_for, check_subject, make_badge, revoke_badge
from ohlas.insight.errors import BadSchedule
from ohlas.insight.pages.badges import (
    PERIOD_TITLES,
    BadgesPage,
    badge_document,
    badge_line,
    badge_shown,
    language_options,
    measure_options,
    options,
    sales_slide,
)
from ohlas.insight.queries import catalogue_of
from ohlas.insight.queries.badges import BadgeFound, BadgeSubject, badge_found, open_badge, subject_of
from ohlas.insight.rules.badges import KEPT_S, LEAST_ANSWERS, BadgePeriod
from ohlas.insight.views.parts import place
from ohlas.lib.config import config
from ohlas.lib.papers import pictures_of
from ohlas.lib.reports import Format, media_type
from ohlas.lib.reports.slides import one_slide

BADGES = "insight:badges"
PPI = 192
TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "insight" / "badges" / "score.typ"


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_ORGANISATION)
def badges(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Look at a score first; a second press shows it to everybody."""
    given = request.POST if request.method == "POST" else request.GET
    error, found = "", None
    if given.get("measure"):
        try:
            subject = _subject(actor, given)
            check_subject(actor, subject)
            if request.method == "POST":
                make_badge(actor=actor, subject=subject, now=timezone.now())
                messages.success(request, _("Shown to everybody from now on. It can be taken back at once."))
                return redirect(BADGES, actor.organisation.slug)
            found = badge_found(subject, timezone.now())
        except BadSchedule as wrong:
            error = str(wrong)
    page = _page(request, actor, given, found, error)
    return render(request, "insight/badges/list.html", {"page": page}, status=422 if error else 200)


@require_GET
@staff(Permission.EDIT_ORGANISATION)
def badge_preview(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The picture as it would be, for nobody but who tries it."""
    try:
        subject = _subject(actor, request.GET)
        check_subject(actor, subject)
    except BadSchedule as error:
        raise Http404 from error
    return _svg(badge_found(subject, timezone.now()))


@require_POST
@staff(Permission.EDIT_ORGANISATION)
def revoke_badge_view(request: HttpRequest, actor: Actor, badge_id: UUID) -> HttpResponseBase:
    revoke_badge(actor=actor, badge_id=badge_id, now=timezone.now())
    messages.success(request, _("Taken back. Its addresses answer no more."))
    return redirect(BADGES, actor.organisation.slug)


@require_GET
@staff(Permission.EDIT_ORGANISATION)
def badge_slide(
    request: HttpRequest,  # noqa: ARG001 - Django's shape
    actor: Actor,
    badge_id: UUID,
) -> HttpResponseBase:
    """One slide for an offer."""
    now = timezone.now()
    found = badge_found(subject_of(badge_for(actor, badge_id)), now)
    answer = HttpResponse(one_slide(sales_slide(found, now)), content_type=media_type(Format.PPTX))
    name = f"score-{found.today.isoformat()}.pptx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


@require_http_methods(["GET", "HEAD", "OPTIONS"])
def public_score(request: HttpRequest, token: str, kind: str) -> HttpResponseBase:
    """The score for everybody; unknown and revoked ones look alike, and say nothing."""
    badge = open_badge(token)
    if badge is None or kind not in _KINDS:
        raise Http404
    found = badge_found(subject_of(badge), timezone.now())
    version = found.counted.version if found.counted else None
    mark = f'"{badge.id.hex}-{version}-{found.today.isoformat()}-{kind}"'
    if request.headers.get("If-None-Match") == mark:
        answer: HttpResponse = HttpResponse(status=304)
    else:
        answer = _KINDS[kind](found)
    answer["ETag"] = mark
    answer["Cache-Control"] = f"public, max-age={KEPT_S}"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _svg(found: BadgeFound) -> HttpResponse:
    drawn = render_to_string("insight/badges/badge.svg", {"page": badge_shown(found)})
    answer = HttpResponse(drawn, content_type="image/svg+xml")
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer


def _json(found: BadgeFound) -> HttpResponse:
    return JsonResponse(badge_document(found), json_dumps_params={"ensure_ascii": False})


def _png(found: BadgeFound) -> HttpResponse:
    shown = badge_shown(found)
    names = ("name", "measure", "value", "interval", "n", "period", "made", "refusal", "language")
    answer = HttpResponse(
        _picture(tuple((name, getattr(shown, name)) for name in names)), content_type="image/png"
    )
    name = f"score-{found.today.isoformat()}.png"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return answer


@lru_cache(maxsize=64)
def _picture(told: tuple[tuple[str, str], ...]) -> bytes:
    """Drawn once for what it says: anybody may ask for it, as often as they like."""
    return pictures_of(_template(), dict(told), ppi=PPI)[0]


_KINDS = {"svg": _svg, "json": _json, "png": _png}


@cache
def _template() -> str:
    return TEMPLATE.read_text(encoding="utf-8")


def _subject(actor: Actor, given: QueryDict) -> BadgeSubject:
    """Errors: `BadSchedule` for a period or a unit that is none."""

    def one(name: str) -> str:
        return given.get(name) or ""

    measure, _colon, scale = one("measure").partition(":")
    try:
        period = BadgePeriod(one("period") or BadgePeriod.YEAR)
        unit = UUID(one("unit")) if one("unit") else None
    except ValueError as error:
        raise BadSchedule("period", _("Choose a period and a unit from the lists.")) from error
    language = one("language") or (get_language() or "en")
    return BadgeSubject(actor.organisation.id, unit, measure, scale, period, language)


def _page(
    request: HttpRequest, actor: Actor, given: QueryDict, found: BadgeFound | None, error: str
) -> BadgesPage:
    seen = [unit for unit in units_of(actor.organisation.id) if actor.scope is None or unit.id in actor.scope]
    whole = [("", actor.organisation.name)] if actor.scope is None else []
    now = timezone.now()
    where = reverse("score:score", args=["x", "svg"]).removesuffix("x.svg")
    public = f"{config().public_url}{where}" if config().public_url else request.build_absolute_uri(where)
    lines = [
        badge_line(badge, badge_found(subject_of(badge), now), public=public, staff=place(actor, BADGES))
        for badge in badges_for(actor)
    ]
    chosen = {name: given.get(name) or "" for name in ("measure", "unit", "period", "language")}
    return BadgesPage(
        lines=tuple(line for line in lines if not line.is_revoked),
        revoked=tuple(line for line in lines if line.is_revoked),
        measures=measure_options(catalogue_of(actor), chosen["measure"]),
        units=options([*whole, *((str(unit.id), unit.name) for unit in seen)], chosen["unit"]),
        periods=options(
            [(key.value, said) for key, said in PERIOD_TITLES.items()], chosen["period"] or "12m"
        ),
        languages=language_options(chosen["language"] or (get_language() or "en")),
        preview=badge_shown(found) if found else None,
        preview_svg=f"{place(actor, 'insight:badge_preview')}?{urlencode(chosen)}",
        error=error,
        here=place(actor, BADGES),
        least=LEAST_ANSWERS,
    )
