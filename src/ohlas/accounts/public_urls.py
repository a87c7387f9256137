"""Pages of this room for people who are not signed in yet."""

from django.urls import path

from ohlas.accounts.views.start import start

urlpatterns = [path("start/<str:token>", start, name="start_link")]
