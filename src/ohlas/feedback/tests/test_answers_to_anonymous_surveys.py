"""What is promised anonymous is seen as released groups only, from whatever side one looks."""

from datetime import timedelta

import pytest

from ohlas.accounts.access import system_actor
from ohlas.accounts.errors import NotHere
from ohlas.engine import Filter, NotShown, Query, rows, run
from ohlas.feedback.access import answers_of, response_for, responses_for
from ohlas.feedback.actions import open_batch, record_many, record_response, undo_batch
from ohlas.feedback.facts import check_facts, rebuild_facts
from ohlas.feedback.facts.releases import close_due
from ohlas.feedback.facts.writer import fact_store, release_waiting
from ohlas.feedback.models import Release, Response
from ohlas.feedback.queries.anonymity import anonymous_texts
from ohlas.feedback.rules import CustomerRef, ImportedRow
from ohlas.feedback.tests.scene import DEFINITION
from ohlas.feedback.tests.test_facts_follow_the_record import _own_facts, _tell  # noqa: F401 - a fixture
from ohlas.lib.ids import new_id
from ohlas.surveys.actions import create_survey
from ohlas.surveys.queries import standing


@pytest.fixture(autouse=True)
def _the_writers_clock(world, monkeypatch):
    from ohlas.feedback.facts import writer

    monkeypatch.setattr(writer, "database_now", lambda: world.now)


@pytest.fixture
def pulse(world):
    actor = system_actor(world.organisation.id)
    definition = {**DEFINITION, "anonymous": True}
    return create_survey(actor=actor, name="Pulse", definition=definition, now=world.now, publish=True)


@pytest.fixture
def send(submission, world, pulse):
    def send(score, **changes):
        given = submission(
            client_id=new_id(), survey=str(pulse), answers={"nps": score, "why": "proto"}, **changes
        )
        return record_response(given, world.now).id

    return send


def _asked(world, **query):
    return run(fact_store(), Query(str(world.organisation.id), "nps_0_10", **query))


def _later(world):
    """A day has passed."""
    close_due(fact_store(), world.now + timedelta(days=1))


def test_nothing_is_seen_before_enough_people_have_answered(world, send):
    for score in range(24):
        send(score % 11)
    _tell(world)
    assert _asked(world).n == 0
    send(5)
    _tell(world)
    assert _asked(world).n == 25
    assert check_facts() == ()


def test_five_people_are_released_after_a_day_and_four_are_not(world, send):
    for score in (1, 2, 3, 4):
        send(score)
    _tell(world)
    _later(world)
    assert _asked(world).n == 0
    send(5)
    _tell(world)
    assert _asked(world).n == 0
    _later(world)
    assert _asked(world).n == 5


def test_the_same_customer_again_is_no_further_person_and_is_not_kept(world, send):
    customer = CustomerRef("shop", "C-1", None)
    for score in (1, 2, 3, 4, 5):
        send(score, customer=customer)
    _tell(world)
    _later(world)
    assert _asked(world).n == 0
    assert set(Response.objects.values_list("contact_id", flat=True)) == {None}
    assert len(set(Response.objects.values_list("person", flat=True)) - {""}) == 1


def test_no_single_answer_is_anybodys_to_see(world, send):
    ids = [send(score % 11) for score in range(30)]
    _tell(world)
    actor = system_actor(world.organisation.id)
    assert not responses_for(actor).exists()
    assert answers_of(actor, ids) == ()
    with pytest.raises(NotHere):
        response_for(actor, ids[0])
    with pytest.raises(NotShown, match="never listed"):
        rows(fact_store(), Query(str(world.organisation.id), "nps_0_10"))
    assert run(fact_store(), Query(str(world.organisation.id), table="comments")).n == 0


def test_the_program_that_sent_an_answer_cannot_read_it_back(world, program, send):
    assert program.get(f"/responses/{send(9)}").status_code == 404


def test_a_unit_is_seen_with_its_people_and_a_filter_that_pins_down_is_refused(world, send):
    for score in range(30):
        send(score % 11, unit="praha" if score % 2 else "brno")
    _tell(world)
    groups = {row.key["unit"]: row.counts.n for row in _asked(world, group_by=("unit",)).rows}
    assert groups == {str(world.prague.id): 15, str(world.brno.id): 15}
    assert _asked(world, scope_units=frozenset({str(world.brno.id)})).n == 15
    for name in ("employee", "signal", "at", "value", "has_text", "local_hour"):
        with pytest.raises(NotShown):
            _asked(world, where=(Filter(name, "is null"),))


def test_identified_answers_are_seen_at_once_beside_hidden_ones(world, submission, survey, send):
    for score in range(25):
        send(score % 11)
    record_response(submission(client_id=new_id(), answers={"nps": 9}), world.now)
    _tell(world)
    assert _asked(world).n == 26
    assert _asked(world, surveys=(str(survey),)).n == 1
    mixed = _asked(world, where=(Filter("has_text", "in", (False,)),))
    assert mixed.n == 1
    assert "To keep people anonymous" in str(mixed.warnings[-1])
    assert rows(fact_store(), Query(str(world.organisation.id), "nps_0_10")).total == 1


def test_a_rebuild_gives_the_same_releases(world, send):
    for score in range(60):
        send(score % 11, unit="praha" if score % 3 else "brno")
        if score % 20 == 0:
            _tell(world)
    _tell(world)
    before = _asked(world, group_by=("unit",)).rows
    stamps = set(Response.objects.values_list("id", "release"))
    rebuild_facts()
    assert _asked(world, group_by=("unit",)).rows == before
    assert set(Response.objects.values_list("id", "release")) == stamps


def test_a_sealed_release_does_not_tell_who_left(world, send):
    ids = [send(score % 11) for score in range(25)]
    _tell(world)
    before = _asked(world).total
    Response.objects.filter(id=ids[0]).delete()
    rebuild_facts()
    assert _asked(world).total == before


def test_an_undone_import_takes_its_releases_along(world, pulse, send):
    version = standing(world.organisation.id, str(pulse), world.now).version
    batch = open_batch(organisation_id=world.organisation.id, kind="file", name="old.csv", now=world.now)
    row = ImportedRow(
        client_id=new_id(),
        version_id=version.id,
        answers={"nps": 1},
        answered_at=world.now,
        channel="import",
        language="cs",
    )
    many = [row._replace(client_id=new_id(), answers={"nps": score % 11}) for score in range(40)]
    record_many(organisation_id=world.organisation.id, batch_id=batch, rows=many, now=world.now)
    for score in range(25):
        send(score % 11)
    _tell(world)
    assert _asked(world).n == 65
    assert Release.objects.filter(batch_id=batch).count() == 1
    undo_batch(actor=system_actor(world.organisation.id), batch_id=batch, now=world.now)
    _tell(world)
    assert _asked(world).n == 25


def test_a_broken_off_answer_is_never_released(world, send):
    for score in range(30):
        send(score % 11, is_complete=False)
    _tell(world)
    _later(world)
    assert release_waiting() == 0
    assert Release.objects.count() == 0


def test_weights_would_tell_people_apart_and_are_left_out(world, send):
    for score in range(25):
        send(score % 11, weight=1.0 + score)
    _tell(world)
    total = _asked(world).total
    assert all(cell.n == cell.w == cell.w2 for cell in total.cells.values())


def test_texts_are_shown_from_ten_people_on_without_their_circumstances(world, pulse, submission):
    def write(number):
        answers = {"nps": number % 11, "why": f"slovo {number}"}
        record_response(submission(client_id=new_id(), survey=str(pulse), answers=answers), world.now)

    for number in range(9):
        write(number)
    _tell(world)
    _later(world)
    assert anonymous_texts(world.organisation.id, pulse) == ()
    for number in range(9, 34):
        write(number)
    _tell(world)
    shown = [one.text for one in anonymous_texts(world.organisation.id, pulse)]
    assert sorted(shown) == sorted(f"slovo {number}" for number in range(34))
    assert shown != [f"slovo {number}" for number in range(34)]


def test_the_page_says_what_is_hidden_why_and_how_many_are_missing(world, sign_in, send, pulse):
    send(3)
    send(4)
    page = sign_in(world.alice).get(f"/o/{world.organisation.slug}/feedback/").content.decode()
    assert "3 more answers until the next figures" in page
    assert "proto" not in page
    texts = sign_in(world.alice).get(f"/o/{world.organisation.slug}/feedback/anonymous/{pulse}/")
    assert texts.status_code == 200
    assert "at least 10 people" in texts.content.decode()
