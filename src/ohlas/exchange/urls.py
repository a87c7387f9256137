"""Addresses of moving in, below /o/<slug>/imports/."""

from django.urls import include, path

from ohlas.exchange import views

app_name = "exchange"
urlpatterns = [
    path("contacts/imports/", include("ohlas.exchange.connectors.people.urls")),
    path("imports/", views.imports, name="imports"),
    path("imports/upload/", views.upload, name="upload"),
    path("imports/<uuid:import_id>/", views.one_import, name="import"),
    path("imports/<uuid:import_id>/columns/", views.columns, name="columns"),
    path("imports/<uuid:import_id>/reread/", views.reread, name="reread"),
    path("imports/<uuid:import_id>/start/", views.start, name="start"),
    path("imports/<uuid:import_id>/progress/", views.progress, name="progress"),
    path("imports/<uuid:import_id>/undo/", views.undo, name="undo"),
    path("imports/<uuid:import_id>/forget/", views.forget, name="forget"),
    path("imports/<uuid:import_id>/losses.csv", views.losses, name="losses"),
]
