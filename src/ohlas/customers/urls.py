"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.customers import views

app_name = "customers"
urlpatterns = [
    path("contacts/", views.contacts, name="contacts"),
    path("contacts/<uuid:contact_id>/", views.contact, name="contact"),
    path("contacts/<uuid:contact_id>/edit/", views.edit, name="edit"),
    path("segments/", views.segments, name="segments"),
    path("segments/new/", views.new_segment, name="new_segment"),
    path("segments/<uuid:segment_id>/", views.segment, name="segment"),
    path("segments/<uuid:segment_id>/delete/", views.delete_segment, name="delete_segment"),
    path("contacts/<uuid:contact_id>/erase/", views.erase, name="erase"),
]
