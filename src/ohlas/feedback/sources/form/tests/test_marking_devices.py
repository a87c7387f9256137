"""What a form sent over HTTP gives the integrity watch: a mark of the device for the day, and whether staff sent it."""

from datetime import timedelta

import pytest
from django.test import Client

from ohlas.feedback.models import Response
from ohlas.feedback.sources.form.tests.scene import Person
from ohlas.surveys.tests.questionnaire import asked, questionnaire

PHONE = {"REMOTE_ADDR": "10.1.2.3", "HTTP_USER_AGENT": "Phone", "HTTP_ACCEPT_LANGUAGE": "cs"}
ONE = questionnaire(asked("nps", required=True), languages=["en"])
SECRET = questionnaire(asked("nps", required=True), languages=["en"], anonymous=True)


def answered(path: str, clock, client: Client) -> Response:
    """The response that came of one form, opened and sent as a person does."""
    before = set(Response.objects.values_list("id", flat=True))
    person = Person(path, client=client)
    person.open()
    clock(seconds=10)
    person.send(nps="9")
    assert person.status == 200
    return Response.objects.exclude(id__in=before).get()


def test_one_device_has_one_mark_a_day_and_another_has_another(visitor, clock):
    path = visitor(ONE).path
    first, again = (answered(path, clock, Client(**PHONE)) for _ in range(2))
    assert len(first.device) == 16
    assert again.device == first.device
    for changed in (
        {"REMOTE_ADDR": "10.1.2.4"},
        {"HTTP_USER_AGENT": "Tablet"},
        {"HTTP_ACCEPT_LANGUAGE": "de"},
    ):
        assert answered(path, clock, Client(**PHONE | changed)).device not in {"", first.device}
    clock(days=1)
    assert answered(path, clock, Client(**PHONE)).device not in {"", first.device}


def test_neither_address_nor_browser_is_kept(visitor, clock):
    found = answered(visitor(ONE).path, clock, Client(**PHONE))
    kept = " ".join(str(value) for value in vars(found).values())
    assert not any(told in kept for told in PHONE.values() if told != "cs")


def test_a_form_sent_by_staff_says_so_without_saying_who(visitor, clock, world):
    path = visitor(ONE).path
    assert not answered(path, clock, Client(**PHONE)).by_staff
    at_work = world.signed_in(world.bob)
    found = answered(path, clock, at_work)
    assert found.by_staff
    assert str(world.bob.pk) not in " ".join(str(value) for value in vars(found).values())


def test_staff_of_another_organisation_is_nobodys_staff_here(visitor, clock, world):
    assert not answered(visitor(ONE).path, clock, world.signed_in(world.mallory)).by_staff


@pytest.mark.parametrize("who", ["a visitor", "staff"])
def test_of_an_anonymous_survey_neither_is_taken(visitor, clock, world, who):
    client = Client(**PHONE) if who == "a visitor" else world.signed_in(world.alice)
    found = answered(visitor(SECRET).path, clock, client)
    assert (found.device, found.by_staff) == ("", False)


def test_the_mark_survives_a_day_in_the_record_and_no_fortnight(visitor, clock):
    from ohlas.feedback.actions.devices import forget_devices

    found = answered(visitor(ONE).path, clock, Client(**PHONE))
    forget_devices(found.received_at + timedelta(days=2))
    assert Response.objects.get(id=found.id).device == found.device
    forget_devices(found.received_at + timedelta(days=15))
    assert Response.objects.get(id=found.id).device == ""
