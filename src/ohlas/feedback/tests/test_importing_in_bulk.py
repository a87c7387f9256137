"""History in bulk: stored once per client id, told by chunks, undone whole."""

from datetime import timedelta
from uuid import uuid5

import pytest
from django.db import IntegrityError, transaction

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import AuditEntry
from ohlas.customers.actions import contact_for, contacts_for
from ohlas.customers.models import Contact
from ohlas.customers.rules import ContactDetails
from ohlas.feedback.actions import open_batch, record_many, record_response, undo_batch
from ohlas.feedback.errors import BatchGone
from ohlas.feedback.models import Response
from ohlas.feedback.rules import CustomerRef, ImportedRow
from ohlas.outbox.models import Event
from ohlas.surveys.queries import standing


@pytest.fixture
def version(world, survey):
    return standing(world.organisation.id, str(survey), world.now).version.id


@pytest.fixture
def batch(world):
    return _open(world)


def _open(world):
    return open_batch(organisation_id=world.organisation.id, kind="file", name="2017.csv", now=world.now)


def _rows(world, version, count, start=0, **more):
    return [
        ImportedRow(
            client_id=uuid5(world.organisation.id, f"2017.csv:{n}"),
            version_id=version,
            answers={"nps": n % 11},
            answered_at=world.now - timedelta(hours=n),
            channel="import",
            language="cs",
            **more,
        )
        for n in range(start, start + count)
    ]


def _store(world, batch, rows):
    return record_many(organisation_id=world.organisation.id, batch_id=batch, rows=rows, now=world.now)


def test_rows_are_stored_with_one_event_per_thousand(world, version, batch):
    stored = _store(world, batch, _rows(world, version, 2_500))
    assert (stored.stored, stored.known) == (2_500, 0)
    events = Event.objects.filter(name="feedback.batch_imported").order_by("id")
    assert [event.body["count"] for event in events] == [1_000, 1_000, 500]
    covered = sum(
        Response.objects.filter(
            batch_id=batch, id__gte=event.body["first_id"], id__lte=event.body["last_id"]
        ).count()
        for event in events
    )
    assert covered == 2_500
    assert not Event.objects.filter(name="feedback.response_recorded").exists()


def test_the_same_rows_again_change_nothing(world, version, batch):
    _store(world, batch, _rows(world, version, 30))
    before = Event.objects.count()
    again = _store(world, _open(world), _rows(world, version, 30))
    assert (again.stored, again.known) == (0, 30)
    some = _store(world, batch, _rows(world, version, 30, start=20))
    assert (some.stored, some.known) == (20, 10)
    assert Response.objects.count() == 50
    assert Event.objects.count() == before + 1


def test_a_row_twice_in_one_file_is_one_response(world, version, batch):
    stored = _store(world, batch, _rows(world, version, 3) * 2)
    assert (stored.stored, stored.known) == (3, 3)


def test_only_known_rows_are_left_out_and_not_those_that_break_another_rule(world, version, batch):
    _store(world, batch, _rows(world, version, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        _store(world, batch, [*_rows(world, version, 3), *_rows(world, version, 1, start=3, weight=-1.0)])
    assert Response.objects.count() == 2


def test_undoing_removes_the_rows_and_is_told_once(world, version, batch):
    actor = system_actor(world.organisation.id)
    other = _open(world)
    _store(world, batch, _rows(world, version, 5))
    _store(world, other, _rows(world, version, 2, start=5))
    assert undo_batch(actor=actor, batch_id=batch, now=world.now) == 5
    assert undo_batch(actor=actor, batch_id=batch, now=world.now) == 0
    assert Response.objects.count() == 2
    told = Event.objects.get(name="feedback.batch_undone")
    assert told.body == {"batch_id": str(batch), "count": 5}
    assert AuditEntry.objects.get(deed="undo_batch").details == {"rows": 5}


def test_after_the_undo_the_rows_may_come_anew_but_not_into_the_undone_batch(world, version, batch):
    _store(world, batch, _rows(world, version, 2))
    undo_batch(actor=system_actor(world.organisation.id), batch_id=batch, now=world.now)
    with pytest.raises(BatchGone, match="undone"):
        _store(world, batch, _rows(world, version, 2))
    assert _store(world, _open(world), _rows(world, version, 2)).stored == 2


def test_another_organisations_batch_is_not_there(world, version, batch):
    foreigner = system_actor(world.elsewhere.id)
    with pytest.raises(BatchGone):
        undo_batch(actor=foreigner, batch_id=batch, now=world.now)
    with pytest.raises(BatchGone):
        record_many(
            organisation_id=world.elsewhere.id, batch_id=batch, rows=_rows(world, version, 1), now=world.now
        )


def test_undoing_forgets_contacts_that_only_this_import_brought(world, version, batch, submission):
    home = {"organisation_id": world.organisation.id, "now": world.now}
    contact_for(**home, source="till", key="known")
    keys = {key: ContactDetails() for key in ("known", "came back", "only here")}
    met = contacts_for(**home, source="till", details=keys, batch_id=batch)
    for key, contact in met.items():
        rows = _rows(world, version, 1, start=len(key), contact_id=contact)
        _store(world, batch, rows)
    record_response(submission(customer=CustomerRef("till", "came back")), world.now)
    undo_batch(actor=system_actor(world.organisation.id), batch_id=batch, now=world.now)
    assert set(Contact.objects.values_list("keys__key", flat=True)) == {"known", "came back"}
