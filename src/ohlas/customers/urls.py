"""Staff pages of this room, below /o/<slug>/."""

from django.urls import path

from ohlas.customers import views

app_name = "customers"
urlpatterns = [
    path("contacts/", views.contacts, name="contacts"),
    path("contacts/<uuid:contact_id>/", views.contact, name="contact"),
    path("contacts/<uuid:contact_id>/erase/", views.erase, name="erase"),
]
