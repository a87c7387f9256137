"""Version 1: rooms' routers, no others' scripts, and errors that say what to do."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router

from ohlas.api.reference import reference_page
from ohlas.api.refusals import answer_errors
from ohlas.api.text import router as text
from ohlas.customers.api import router as customers
from ohlas.feedback.api import router as feedback
from ohlas.insight.api import router as insight
from ohlas.insight.api.alerts import router as alerts
from ohlas.insight.api.comments import router as comments
from ohlas.insight.api.crosstabs import router as crosstabs
from ohlas.insight.api.goals import router as goals
from ohlas.insight.api.metrics import router as metrics
from ohlas.insight.api.periods import router as periods
from ohlas.outreach.api import router as outreach
from ohlas.surveys.api import router as surveys

ROUTERS: tuple[Router, ...] = (
    feedback,
    metrics,
    insight,
    goals,
    periods,
    alerts,
    comments,
    text,
    surveys,
    customers,
    outreach,
    crosstabs,
)
"""In the order of the reference."""

api = NinjaAPI(
    title="Ohlas",
    version="1",
    description="Record what customers say, and read what it adds up to. Every call carries an API key.",
    docs_url=None,
    urls_namespace="api-v1",
)
answer_errors(api)
for _router in ROUTERS:
    api.add_router("", _router)


@api.get("/docs", include_in_schema=False, url_name="reference", auth=None)
def get_reference(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    return HttpResponse(reference_page(api.get_openapi_schema()))
