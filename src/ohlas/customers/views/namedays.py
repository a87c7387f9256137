"""The door to name days: who celebrates within a week."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.customers.pages import name_days_page
from ohlas.customers.queries.namedays import name_day_week
from ohlas.customers.rules import country_of_zone
from ohlas.customers.rules.namedays import day_of


@require_GET
@staff(Permission.SEE_CONTACTS)
def name_days(request: HttpRequest, actor: Actor) -> HttpResponse:
    today = timezone.now().astimezone(ZoneInfo(actor.organisation.zone)).date()
    asked = request.GET.get("since", "")
    since = day_of(asked) if asked else today
    fault = (
        ""
        if since
        else _("“%(given)s” is no day; one such as 2026-03-01 is allowed.") % {"given": asked[:40]}
    )
    week = name_day_week(actor.organisation.id, since or today, country_of_zone(actor.organisation.zone))
    page = name_days_page(week, today, fault)
    return TemplateResponse(request, "customers/name_days.html", {"page": page}, status=400 if fault else 200)
