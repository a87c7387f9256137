"""Scores everybody may fetch, below /p/."""

from django.urls import path

from ohlas.insight.views import badges

app_name = "score"
urlpatterns = [
    path("score/<str:token>.<slug:kind>", badges.public_score, name="score"),
]
