"""Staff pages of this room, below /o/<slug>/."""

from django.urls import URLPattern

from ohlas.outreach.channels.widget.staff_urls import urlpatterns as widget_pages

app_name = "outreach"
urlpatterns: list[URLPattern] = [
    *widget_pages,
]
