"""A programme's document is read whole or refused with its place."""

from datetime import date, time

import pytest

from ohlas.customers.rules import EventKind
from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.programmes import Hours, OccasionKind, read_programme, write_programme

DOCUMENT = {
    "occasion": {"kind": "event", "event": "delivery", "delay_hours": 48},
    "steps": [
        {"carrier": "email"},
        {"carrier": "sms", "when": {"field": "a_vip", "op": "is", "value": True}},
    ],
    "sample": 0.5,
    "reminders": {"most": 2, "after_days": 5},
    "hours": {"quiet_from": "21:00", "quiet_to": "08:30", "days": [0, 1, 2, 3, 4]},
}


def test_a_document_reads_back_as_it_was_written() -> None:
    read = read_programme(DOCUMENT)
    assert read.occasion.event is EventKind.DELIVERY
    assert [step.carrier for step in read.steps] == [Carrier.EMAIL, Carrier.SMS]
    assert read_programme(write_programme(read)) == read


def test_an_empty_document_has_defaults() -> None:
    read = read_programme({})
    assert read.occasion.kind is OccasionKind.MANUAL
    assert read.steps[0].carrier is Carrier.EMAIL


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"ocasion": {}}, "ocasion"),
        ({"occasion": {"kind": "event"}}, "occasion.event"),
        ({"occasion": {"kind": "rhythm"}}, "occasion.starts_on"),
        ({"occasion": {"kind": "sometimes"}}, "occasion.kind"),
        ({"steps": [{"carrier": "pigeon"}]}, "steps[0].carrier"),
        ({"sample": 0}, "sample"),
        ({"sample": True}, "sample"),
        ({"reminders": {"most": 50}}, "reminders.most"),
        ({"hours": {"quiet_from": "25:00"}}, "hours.quiet_from"),
        ({"hours": {"days": [7]}}, "hours.days"),
        ({"every_days": 5, "expires_days": 14}, "every_days"),
        ([], "settings"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(document: object, place: str) -> None:
    with pytest.raises(BadProgramme) as refused:
        read_programme(document or [1])
    assert refused.value.place == place


def test_quiet_hours_reach_over_midnight() -> None:
    quiet = [moment for moment in (time(23), time(3), time(9), time(19, 59)) if Hours().is_quiet(moment)]
    assert quiet == [time(23), time(3)]


def test_a_rhythm_names_its_first_day() -> None:
    read = read_programme({"occasion": {"kind": "rhythm", "starts_on": "2026-12-01", "waves": 3}})
    assert read.occasion.starts_on == date(2026, 12, 1)
