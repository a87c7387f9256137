"""Whatever happens to answers shows in the facts once, however often its event comes. R24."""

import os
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from ohlas.customers.actions import erase_contact
from ohlas.engine import Query, attributes, run
from ohlas.feedback.actions import (
    declare_attribute,
    erase_response,
    forget_signals,
    open_batch,
    record_many,
    record_response,
    undo_batch,
)
from ohlas.feedback.events import ResponseChanged
from ohlas.feedback.facts import (
    check_facts,
    facts_waiting,
    hear_facts,
    rebuild_facts,
    write_waiting,
    writer_lease,
)
from ohlas.feedback.facts.writer import fact_store
from ohlas.feedback.models import FactBatch, FactTable, Response
from ohlas.feedback.rules import CustomerRef, ImportedRow
from ohlas.lib.ids import new_id
from ohlas.outbox import Delivered, emit
from ohlas.outbox.events import decode
from ohlas.outbox.models import Event
from ohlas.surveys.queries import standing


@pytest.fixture(autouse=True)
def _own_facts(tmp_path, settings, monkeypatch):
    """A folder of facts per test."""
    from ohlas.feedback.facts import writer

    config = replace(writer.config(), facts_url=str(tmp_path / "facts"))
    monkeypatch.setattr(writer, "config", lambda: config)


@pytest.fixture
def send(submission, world):
    def send(score, **changes):
        given = submission(client_id=new_id(), answers={"nps": score, "why": "proto"}, **changes)
        return record_response(given, world.now).id

    return send


def _tell(world, *, kind=None):
    """What the relay does: every event to the facts, class by class, in order."""
    from ohlas.feedback.facts.listening import _HEAR

    classes = {event_class.name: event_class for event_class in _HEAR}
    for row in Event.objects.filter(name__in=classes).order_by("id"):
        if kind is None or row.name == kind.name:
            event = decode(classes[row.name], row.body)
            hear_facts([Delivered(event, row.id, row.organisation_id, row.emitted_at)], world.now)


def _scores(world, **query):
    found = run(fact_store(), Query(str(world.organisation.id), "nps_0_10", **query))
    return {int(value): cell.n for value, cell in found.total.cells.items()}


def _import(world, survey, scores, batch=None):
    version = standing(world.organisation.id, str(survey), world.now).version
    batch = batch or open_batch(
        organisation_id=world.organisation.id, kind="file", name="old.csv", now=world.now
    )
    rows = [
        ImportedRow(
            client_id=new_id(),
            version_id=version.id,
            answers={"nps": score},
            answered_at=world.now - timedelta(days=n),
            channel="import",
            language="cs",
            unit_id=world.brno.id,
            attributes={"wave": "1"},
        )
        for n, score in enumerate(scores)
    ]
    record_many(organisation_id=world.organisation.id, batch_id=batch, rows=rows, now=world.now)
    return batch


def test_answers_and_imports_become_facts(world, survey, send):
    send(9, unit="praha")
    send(0)
    _import(world, survey, [10, 10, 3])
    assert facts_waiting() == 5
    _tell(world)
    assert facts_waiting() == 0
    assert _scores(world) == {0: 1, 3: 1, 9: 1, 10: 2}
    assert _scores(world, scope_units=frozenset({str(world.prague.id)})) == {9: 1}
    assert check_facts() == ()


def test_events_that_come_again_change_nothing(world, survey, send):
    send(9)
    _import(world, survey, [10, 3])
    for _ in range(3):
        _tell(world)
    assert _scores(world) == {3: 1, 9: 1, 10: 1}
    assert check_facts() == ()


def test_facts_deleted_and_rebuilt_with_events_repeated_are_equal(world, survey, send, program):
    for score in (0, 6, 7, 9, 10):
        send(score, unit="praha", weight=score / 3)
    erase_response(actor=program.actor, response_id=send(5), now=world.now)
    _import(world, survey, [10, 3, 3])
    _tell(world)
    before = _scores(world)
    shutil.rmtree(Path(fact_store().url))
    assert _scores(world) == {}
    assert check_facts() != ()
    assert rebuild_facts() == 8
    _tell(world)
    assert _scores(world) == before
    assert check_facts() == ()
    send(1)
    _tell(world)
    assert _scores(world) == {**before, 1: 1}


def test_answers_that_come_during_a_rebuild_follow_it(world, survey, send):
    send(9)
    _tell(world)
    late = []

    def come_late(done, total):
        late.append(send(2))
        _tell(world)

    rebuild_facts(progress=come_late)
    assert len(late) == 1
    assert _scores(world) == {2: 1, 9: 1}
    assert check_facts() == ()


def test_an_erased_response_leaves_the_facts(world, survey, send, program):
    kept, gone = send(9), send(2)
    _tell(world)
    erase_response(actor=program.actor, response_id=gone, now=world.now)
    _tell(world)
    assert _scores(world) == {9: 1}
    assert list(Response.objects.values_list("id", flat=True)) == [kept]
    assert check_facts() == ()


def test_a_response_erased_before_its_facts_were_written_never_gets_there(world, survey, send, program):
    gone = send(2)
    erase_response(actor=program.actor, response_id=gone, now=world.now)
    _tell(world)
    assert _scores(world) == {}


def test_an_erased_customer_leaves_record_and_facts(world, survey, send, program):
    send(9)
    contact = Response.objects.get(id=send(2, customer=CustomerRef("till", "K-1"))).contact_id
    _tell(world)
    erase_contact(actor=program.actor, contact_id=contact, now=world.now)
    _tell(world)
    assert _scores(world) == {9: 1}
    assert Response.objects.count() == 1


def test_a_changed_response_replaces_its_facts(world, survey, send):
    changed = send(2)
    send(9)
    _tell(world)
    Response.objects.filter(id=changed).update(answers={"nps": 7})
    emit(ResponseChanged(changed), organisation_id=world.organisation.id)
    assert len(check_facts()) == 1
    _tell(world)
    assert _scores(world) == {7: 1, 9: 1}
    assert check_facts() == ()


def test_a_change_heard_before_the_recording_is_not_counted_twice(world, survey, send):
    changed = send(2)
    emit(ResponseChanged(changed), organisation_id=world.organisation.id)
    _tell(world, kind=ResponseChanged)
    _tell(world)
    assert _scores(world) == {2: 1}


def test_an_undone_import_leaves_the_facts(world, survey, send, program):
    send(9)
    batch, other = _import(world, survey, [10, 3]), _import(world, survey, [4])
    _tell(world)
    assert undo_batch(actor=program.actor, batch_id=batch, now=world.now) == 2
    assert undo_batch(actor=program.actor, batch_id=batch, now=world.now) == 0
    _tell(world)
    assert _scores(world) == {4: 1, 9: 1}
    assert other
    assert check_facts() == ()


def test_an_organisation_that_starts_anew_leaves_the_facts(world, survey, send):
    send(9)
    _import(world, survey, [10])
    _tell(world)
    assert forget_signals(organisation_id=world.organisation.id, now=world.now) == 2
    _tell(world)
    assert _scores(world) == {}


def test_a_declared_attribute_is_a_column_for_answers_before_and_after(world, survey, send, program):
    send(9, attributes={"wave": "1", "mood": "good"})
    _tell(world)
    assert attributes(fact_store(), str(world.organisation.id)) == ()
    declare_attribute(actor=program.actor, key="wave", title="Wave", now=world.now)
    send(3, attributes={"wave": "2"})
    _tell(world)
    found = run(fact_store(), Query(str(world.organisation.id), "nps_0_10", group_by=("a_wave",)))
    assert {group.key["a_wave"]: group.counts.n for group in found.rows} == {"1": 1, "2": 1}
    assert attributes(fact_store(), str(world.organisation.id)) == ("a_wave",)
    assert check_facts() == ()


def test_portions_are_numbered_without_gaps_and_written_in_order(world, survey, send):
    for score in (9, 8):
        send(score)
        _tell(world)
    assert list(FactBatch.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert fact_store().last_batch("answers") == 2


def test_while_one_writes_another_leaves_its_portion_to_be_found(world, survey, send):
    send(9)
    with writer_lease() as lease:
        assert lease is not None
        _tell(world)
        assert _scores(world) == {}
        assert facts_waiting() == 1
    assert write_waiting() == 1
    assert _scores(world) == {9: 1}


@pytest.mark.machine_clock  # the lease ends by the clock of the database
def test_a_killed_writer_on_this_machine_is_not_waited_for(world, survey, send):
    """Elsewhere than with SQLite two machines may share a name, so there the lease has to run out."""
    send(9)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for holder, taken in ((gone.pid, connection.vendor == "sqlite"), (os.getpid(), False)):
        FactTable.objects.update_or_create(
            name="answers",
            defaults={
                "leased_by": f"{socket.gethostname()[:40]}:{holder}:0",
                "lease_until": datetime.now(tz=UTC) + timedelta(seconds=20),
            },
        )
        with writer_lease() as lease:
            assert (lease is not None) == taken


def test_a_portion_written_but_not_marked_is_not_written_twice(world, survey, send):
    send(9)
    _tell(world)
    FactBatch.objects.update(written_at=None)
    assert write_waiting() == 1
    assert _scores(world) == {9: 1}
    assert check_facts() == ()


def test_the_facts_know_the_local_day_and_no_text(world, survey, submission):
    late = world.now.replace(hour=23, minute=30)
    record_response(submission(answers={"nps": 9, "why": "tajné jméno"}, answered_at=late), world.now)
    _tell(world)
    found = run(fact_store(), Query(str(world.organisation.id), "nps_0_10", bucket="day"))
    assert [group.bucket.isoformat() for group in found.rows] == ["2026-11-21"]
    files = b"".join(path.read_bytes() for path in Path(fact_store().url).rglob("*.parquet"))
    assert b"tajn" not in files
