"""Public pages of links, below /s/."""

from django.urls import path

from ohlas.feedback.sources.form import views

app_name = "respond"
urlpatterns = [
    path("<str:key>/save", views.save, name="save"),
    path("<str:key>", views.answer, name="answer"),
]
