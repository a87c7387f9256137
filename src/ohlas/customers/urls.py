"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.customers import views

app_name = "customers"
urlpatterns = [
    path("contacts/", views.contacts, name="contacts"),
    path("contacts/<uuid:contact_id>/", views.contact, name="contact"),
    path("contacts/<uuid:contact_id>/edit/", views.edit, name="edit"),
    path("contacts/<uuid:contact_id>/reach/", views.reach, name="reach"),
    path("contacts/<uuid:contact_id>/reach/<uuid:identity_id>/remove/", views.unreach, name="unreach"),
    path("contacts/<uuid:contact_id>/consent/", views.consent, name="consent"),
    path("contacts/<uuid:contact_id>/merge/", views.merge, name="merge"),
    path("contacts/<uuid:contact_id>/merge/<uuid:merge_id>/undo/", views.unmerge, name="unmerge"),
    path("contacts/<uuid:contact_id>/export/", views.export, name="export"),
    path("contacts/name-days/", views.name_days, name="name_days"),
    path("contacts/attributes/", views.attributes, name="attributes"),
    path("contacts/attributes/<uuid:attribute_id>/", views.attribute, name="attribute"),
    path("contacts/attributes/<uuid:attribute_id>/retire/", views.retire_attribute, name="retire_attribute"),
    path("contacts/left-alone/", views.suppressions, name="suppressions"),
    path("contacts/left-alone/<uuid:suppression_id>/lift/", views.lift_suppression, name="lift_suppression"),
    path("segments/", views.segments, name="segments"),
    path("segments/new/", views.new_segment, name="new_segment"),
    path("segments/<uuid:segment_id>/", views.segment, name="segment"),
    path("segments/<uuid:segment_id>/delete/", views.delete_segment, name="delete_segment"),
    path("contacts/<uuid:contact_id>/erase/", views.erase, name="erase"),
]
