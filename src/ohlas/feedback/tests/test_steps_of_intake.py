"""Each step of intake lets what fits pass and refuses, with its own reason, what differs in one thing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import Employee, Unit
from ohlas.customers.models import Contact
from ohlas.feedback.actions import STEPS, record_response, step_counts, take_in
from ohlas.feedback.models import Response
from ohlas.feedback.rules import CustomerRef, Refusal, RefusalReason
from ohlas.lib.ids import new_id
from ohlas.surveys.actions import close_survey


@pytest.fixture
def full(world, submission):
    Employee.objects.create(organisation=world.organisation, code="E7", name="Jana", unit=world.prague)
    return submission(
        answers={"nps": 9, "why": "dobré"},
        unit="praha",
        employee="E7",
        customer=CustomerRef("till", "K-1"),
        attributes={"table": "7"},
    )


CHANGES = {
    "find_version": ({"survey": "nothing"}, RefusalReason.UNKNOWN_SURVEY),
    "find_unit": ({"unit": "nowhere"}, RefusalReason.UNKNOWN_UNIT),
    "find_employee": ({"employee": "nobody"}, RefusalReason.UNKNOWN_EMPLOYEE),
    "find_customer": ({"customer": CustomerRef("till", " ")}, RefusalReason.BAD_CUSTOMER),
    "validate_answers": ({"answers": {"nps": 11}}, RefusalReason.BAD_ANSWERS),
}


def test_a_fitting_submission_passes_every_step(world, full):
    taken = take_in(full, world.now)
    assert not isinstance(taken, Refusal)
    assert (taken.unit_id, taken.answers["nps"]) == (world.prague.id, 9)
    assert {name for name, _ in STEPS} <= set(step_counts())


@pytest.mark.parametrize("step", CHANGES)
def test_a_step_refuses_with_its_reason_and_leaves_nothing_behind(world, full, step):
    change, reason = CHANGES[step]
    before = step_counts()[step].refused if step in step_counts() else 0
    refusal = record_response(replace(full, **change), world.now)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is reason
    assert refusal.detail
    assert step_counts()[step].refused == before + 1
    assert Response.objects.count() == Contact.objects.count() == 0
    assert not isinstance(record_response(full, world.now), Refusal)


def test_a_closed_survey_is_refused_after_the_version_is_found(world, full, survey):
    assert not isinstance(take_in(full, world.now), Refusal)
    close_survey(actor=system_actor(world.organisation.id), survey_id=survey, now=world.now)
    refusal = take_in(full, world.now)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.SURVEY_CLOSED


def test_texts_too_long_together_are_refused(world, full, monkeypatch):
    from ohlas.feedback.actions import intake

    monkeypatch.setattr(intake, "MAX_ALL_TEXTS", 5)
    assert not isinstance(take_in(full, world.now), Refusal)
    refusal = take_in(replace(full, answers={"nps": 9, "why": "dobrá"[:5] + "!"}), world.now)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.TOO_LARGE


def test_a_unit_is_found_by_code_in_any_case_and_by_id(world, full):
    for name in ("praha", "PRAHA", str(world.prague.id), str(world.prague.id).upper()):
        taken = take_in(replace(full, unit=name), world.now)
        assert not isinstance(taken, Refusal)
        assert taken.unit_id == world.prague.id
    foreign = Unit.objects.get(organisation=world.elsewhere)
    assert isinstance(take_in(replace(full, unit=str(foreign.id)), world.now), Refusal)


def test_a_unit_opened_a_moment_ago_is_found(world, full):
    assert isinstance(take_in(replace(full, unit="new"), world.now), Refusal)
    opened = Unit.objects.create(organisation=world.organisation, code="new", name="New")
    taken = take_in(replace(full, unit="new"), world.now)
    assert not isinstance(taken, Refusal)
    assert taken.unit_id == opened.id


def test_a_unit_that_is_gone_is_forgotten_and_looked_for_again(world, full, monkeypatch):
    """What was remembered may be gone from the record: the second look refuses, the first must not be an error."""
    from ohlas.feedback.actions import record

    gone = Unit.objects.create(organisation=world.organisation, code="gone", name="Gone")
    given = replace(full, unit="gone")
    assert not isinstance(take_in(given, world.now), Refusal)
    gone.delete()

    def refuse(intake):
        raise IntegrityError("FOREIGN KEY constraint failed")

    monkeypatch.setattr(record, "_store", refuse)
    refusal = record_response(given, world.now + timedelta(seconds=1))
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.UNKNOWN_UNIT


def test_a_refusal_of_the_record_that_nobody_can_explain_is_an_error(world, full, monkeypatch):
    from ohlas.feedback.actions import record

    def refuse(intake):
        raise IntegrityError("something else")

    monkeypatch.setattr(record, "_store", refuse)
    with pytest.raises(IntegrityError, match="twice"):
        record_response(replace(full, client_id=new_id()), world.now)
