"""Whoever keeps a customer's key has said how to export and erase it."""

from django.apps import apps
from django.db.models import ForeignKey

from ohlas.customers.models import Contact
from ohlas.customers.rules import privacy_parts


def _holds_a_customer(model):
    fields = model._meta.get_fields()
    return any(
        (isinstance(field, ForeignKey) and field.related_model is Contact) or field.name == "contact_id"
        for field in fields
    )


def test_every_table_with_a_customer_key_has_a_privacy_part():
    answered = {label for part in privacy_parts() for label in part.models}
    holding = {model._meta.label for model in apps.get_models() if _holds_a_customer(model)}
    assert {"customers.ContactKey", "feedback.Response"} <= holding
    assert holding - answered == set()


def test_every_part_answers_for_tables_that_exist():
    labels = {model._meta.label for model in apps.get_models()}
    assert all(part.models <= labels for part in privacy_parts())


def test_what_hangs_on_a_contact_goes_before_the_contact():
    assert [part.room for part in privacy_parts()][-1] == "customers"
