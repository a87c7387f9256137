"""Every address of Ohlas: staff below /o/<slug>/, programs below /api/v1/, people signing in below /accounts/."""

from django.urls import URLPattern, URLResolver, include, path

from ohlas.api import api
from ohlas.site import views

staff: list[URLPattern | URLResolver] = [
    path("", include("ohlas.insight.urls")),
    path("", include("ohlas.accounts.urls")),
    path("", include("ohlas.customers.urls")),
    path("", include("ohlas.surveys.urls")),
    path("", include("ohlas.outreach.urls")),
    path("", include("ohlas.feedback.urls")),
    path("", include("ohlas.exchange.urls")),
    path("", include("ohlas.site.staff_urls")),
]
programs: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("hooks/sms/", include("ohlas.outreach.channels.sms.urls")),
    path("hooks/ivr/", include("ohlas.feedback.sources.phone.urls")),
    path("hooks/mail/", include("ohlas.outreach.channels.email.urls")),
]
# First what is asked for most: a posted answer is looked up among few patterns.
respondents: list[URLPattern | URLResolver] = [
    path("s/", include("ohlas.feedback.sources.form.urls")),
    path("s/", include("ohlas.surveys.public_urls")),
    path("", include("ohlas.feedback.sources.email.urls")),
    path("p/", include("ohlas.insight.public_urls")),
    path("p/", include("ohlas.feedback.sources.spontaneous.urls")),
    path("k/", include("ohlas.feedback.sources.kiosk.urls")),
    path("w/", include("ohlas.outreach.channels.widget.urls")),
    path("w/", include("ohlas.feedback.sources.widget.urls")),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("ohlas.accounts.public_urls")),
    path("accounts/", include("allauth.urls")),
    path("language/", views.choose_language, name="set_language"),
    path("help/", views.handbook_contents, name="help"),
    path("help/<path:page>/", views.handbook_page, name="help_page"),
    path("help/<path:name>", views.handbook_file, name="help_picture"),
    path("organisations/", views.organisations, name="organisations"),
    path("start-mine/", views.start_mine, name="start_mine"),
    path("health/", views.health, name="health"),
    path("o/<slug:slug>/", include(staff)),
    *programs,
    *respondents,
]
