"""Addresses of tablets, below /k/."""

from django.urls import path

from ohlas.feedback.sources.kiosk import views

app_name = "kiosk"
urlpatterns = [
    path("<str:key>/", views.page, name="page"),
    path("<str:key>/manifest.webmanifest", views.manifest, name="manifest"),
    path("<str:key>/sw.js", views.worker, name="worker"),
    path("<str:key>/beat", views.beat, name="beat"),
    path("<str:key>/answers", views.answers, name="answers"),
]
