"""Addresses that stand in messages: below /s/ for scores, below /u/ for leaving."""

from django.urls import path

from ohlas.feedback.sources.email import leaving, views

app_name = "mail"
urlpatterns = [
    path("s/<str:key>/a/<int:score>", views.choose, name="choose"),
    path("s/<str:key>/t", views.trap, name="trap"),
    path("s/<str:key>/seen", views.seen, name="seen"),
    path("u/<str:key>", leaving.leave, name="leave"),
]
