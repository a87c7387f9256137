"""Staff pages of this room, below /o/<slug>/."""

from django.urls import URLPattern

app_name = "outreach"
urlpatterns: list[URLPattern] = []
