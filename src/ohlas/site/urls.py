"""Every address of Ohlas: staff below /o/<slug>/, programs below /api/v1/, people signing in below /accounts/."""

import importlib
import importlib.util

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from ohlas.api import api
from ohlas.site import views

# TEMPORARY while rooms are being built; replaced by plain includes.
ROOMS = ("insight", "accounts", "customers", "surveys", "feedback", "exchange")
staff: list[URLPattern | URLResolver] = [
    path("", include(f"ohlas.{room}.urls"))
    for room in ROOMS
    if importlib.util.find_spec(f"ohlas.{room}.urls") is not None
]
staff.append(path("", include("ohlas.site.staff_urls")))

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
    path("start-mine/", views.start_mine, name="start_mine"),
    path("health/", views.health, name="health"),
    path("o/<slug:slug>/", include(staff)),
]
if importlib.util.find_spec("ohlas.accounts.public_urls") is not None:
    urlpatterns.append(path("", include("ohlas.accounts.public_urls")))
programs: list[URLPattern | URLResolver] = [path("api/v1/", api.urls)]
urlpatterns += programs
