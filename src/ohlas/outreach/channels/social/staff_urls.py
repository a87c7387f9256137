"""The staff's pages about polls of networks, of the room's own addresses."""

from django.urls import path

from ohlas.outreach.channels.social import staff_views as views

urlpatterns = [
    path("polls/", views.polls, name="polls"),
    path("polls/new/", views.new_poll, name="new_poll"),
    path("polls/<uuid:poll_id>/", views.poll, name="poll"),
    path("polls/<uuid:poll_id>/remove/", views.remove, name="remove_poll"),
]
