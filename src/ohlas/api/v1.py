"""Version 1: rooms' routers, no others' scripts, and errors that say what to do."""

import importlib
import importlib.util

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from ohlas.api.refusals import answer_errors
from ohlas.api.reference import reference_page

ROOMS = ("feedback", "insight", "surveys", "customers", "accounts", "exchange")
"""Rooms whose `api.py`, where there is one, is mounted; in the order of the reference."""

api = NinjaAPI(
    title="Ohlas",
    version="1",
    description="Record what customers say, and read what it adds up to. Every call carries an API key.",
    docs_url=None,
    urls_namespace="api-v1",
)
answer_errors(api)
for _room in ROOMS:
    if importlib.util.find_spec(f"ohlas.{_room}.api") is not None:
        api.add_router("", importlib.import_module(f"ohlas.{_room}.api").router)


@api.get("/docs", include_in_schema=False, url_name="reference", auth=None)
def get_reference(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Ninja's signature
    return HttpResponse(reference_page(api.get_openapi_schema()))
