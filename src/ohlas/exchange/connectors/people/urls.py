"""Addresses of importing people, below /o/<slug>/contacts/imports/."""

from django.urls import path

from ohlas.exchange.connectors.people import views

urlpatterns = [
    path("", views.people_imports, name="people_imports"),
    path("<uuid:file_id>/", views.people_import, name="people_import"),
    path("<uuid:file_id>/columns/", views.people_columns, name="people_columns"),
    path("<uuid:file_id>/reread/", views.people_reread, name="people_reread"),
    path("<uuid:file_id>/start/", views.people_start, name="people_start"),
    path("<uuid:file_id>/progress/", views.people_progress, name="people_progress"),
    path("<uuid:file_id>/undo/", views.people_undo, name="people_undo"),
    path("<uuid:file_id>/forget/", views.people_forget, name="people_forget"),
    path("<uuid:file_id>/losses.csv", views.people_losses, name="people_losses"),
]
