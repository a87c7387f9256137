"""A person leaves answers out of all figures and takes them back in; record and facts agree all along."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from ohlas.accounts.access import system_actor
from ohlas.accounts.errors import Forbidden
from ohlas.accounts.models import AuditEntry
from ohlas.engine import Filter, Query, rows, run
from ohlas.feedback.actions import erase_response, record_response
from ohlas.feedback.actions.devices import forget_devices, salt_of
from ohlas.feedback.actions.review import leave_out, take_back_in
from ohlas.feedback.events import ResponseChanged
from ohlas.feedback.facts import check_facts, rebuild_facts
from ohlas.feedback.facts.writer import fact_store
from ohlas.feedback.models import DeviceSalt, Response
from ohlas.feedback.rules.devices import device_mark
from ohlas.feedback.tests.test_facts_follow_the_record import _own_facts, _tell  # noqa: F401 - a fixture
from ohlas.outbox.models import Event


@pytest.fixture
def send(submission, world):
    def send(score, **changes):
        from ohlas.lib.ids import new_id

        given = submission(client_id=new_id(), answers={"nps": score, "why": "proto"}, **changes)
        return record_response(given, world.now).id

    return send


@pytest.fixture
def owner(world):
    return system_actor(world.organisation.id)


def _found(world, **query):
    return run(fact_store(), Query(str(world.organisation.id), "nps_0_10", **query))


def _counts(found):
    return {value: cell.n for value, cell in found.total.cells.items()}


def test_an_answer_left_out_leaves_every_figure_and_is_counted_openly(world, send, owner):
    kept, doubted = send(3, unit="praha"), [send(10, unit="brno"), send(10, unit="praha")]
    _tell(world)
    assert leave_out(actor=owner, responses=doubted, now=world.now) == 2
    _tell(world)
    found = _found(world)
    assert _counts(found) == {3: 1}
    assert [str(warning) for warning in found.warnings] == ["2 answers left out by review"]
    assert [row.signal for row in rows(fact_store(), found.query).rows] == [str(kept)]
    praha = _found(world, scope_units=frozenset({str(world.prague.id)}))
    assert [str(warning) for warning in praha.warnings] == ["1 answer left out by review"]
    assert _found(world, since=(world.now + timedelta(days=9)).date()).warnings == ()
    topical = _found(world, where=(Filter("topic", "in", ("queue",)),))
    assert str(topical.warnings[0]).startswith("up to 2 answers left out")
    assert check_facts() == ()


def test_taken_back_in_it_counts_again_exactly_once(world, send, owner):
    doubted = send(10)
    _tell(world)
    before = _counts(_found(world))
    for _ in range(2):
        leave_out(actor=owner, responses=[doubted], now=world.now)
        take_back_in(actor=owner, responses=[doubted], now=world.now)
        for _ in range(2):  # every event comes twice
            _tell(world)
    assert _counts(_found(world)) == before == {10: 1}
    assert _found(world).warnings == ()
    assert check_facts() == ()


def test_doing_it_twice_changes_nothing_and_tells_nothing(world, send, owner):
    doubted = send(10)
    assert leave_out(actor=owner, responses=[doubted], now=world.now) == 1
    assert leave_out(actor=owner, responses=[doubted], now=world.now) == 0
    assert Event.objects.filter(name=ResponseChanged.name).count() == 1
    assert AuditEntry.objects.filter(deed="leave_answer_out", object_id=str(doubted)).count() == 1


def test_left_out_before_it_was_ever_counted_it_is_not_counted(world, send, owner):
    doubted = send(10)
    leave_out(actor=owner, responses=[doubted], now=world.now)
    _tell(world)
    assert _found(world).n == 0
    assert check_facts() == ()


def test_facts_made_anew_leave_out_the_same(world, send, owner):
    doubted, *_ = (send(score) for score in (1, 5, 9))
    leave_out(actor=owner, responses=[doubted], now=world.now)
    _tell(world)
    shutil.rmtree(Path(fact_store().url))
    assert check_facts() != ()
    rebuild_facts()
    found = _found(world)
    assert _counts(found) == {5: 1, 9: 1}
    assert [str(warning) for warning in found.warnings] == ["1 answer left out by review"]
    assert check_facts() == ()


def test_an_erased_answer_is_gone_from_what_was_left_out_too(world, send, owner):
    doubted = send(10)
    leave_out(actor=owner, responses=[doubted], now=world.now)
    _tell(world)
    erase_response(actor=owner, response_id=doubted, now=world.now)
    _tell(world)
    assert _found(world).warnings == ()
    assert check_facts() == ()


def test_another_organisations_answers_are_out_of_reach_and_reading_is_not_enough(world, send):
    from ohlas.accounts.access import actor_for

    doubted = send(10)
    stranger = system_actor(world.elsewhere.id)
    assert leave_out(actor=stranger, responses=[doubted], now=world.now) == 0
    with pytest.raises(Forbidden):
        leave_out(actor=actor_for(world.bob, "sova"), responses=[doubted], now=world.now)
    assert Response.objects.get(id=doubted).left_out_at is None


def test_a_devices_mark_holds_for_a_day_and_an_organisation_and_goes(world, send):
    here, now = world.organisation.id, world.now
    salt = salt_of(now.date())
    mark = device_mark(salt, here, "10.0.0.1", "Browser", "cs")
    assert mark == device_mark(salt_of(now.date()), here, "10.0.0.1", "Browser", "cs")
    others = {
        device_mark(salt, world.elsewhere.id, "10.0.0.1", "Browser", "cs"),
        device_mark(salt, here, "10.0.0.2", "Browser", "cs"),
        device_mark(salt_of(now.date() + timedelta(days=1)), here, "10.0.0.1", "Browser", "cs"),
    }
    assert len({mark, *others}) == 4
    assert device_mark(salt, here, "", "Browser", "cs") == ""
    marked = send(9, device=mark)
    forget_devices(now + timedelta(days=2))
    assert not DeviceSalt.objects.filter(day=now.date()).exists()
    assert Response.objects.get(id=marked).device == mark
    forget_devices(now + timedelta(days=15))
    assert Response.objects.get(id=marked).device == ""
