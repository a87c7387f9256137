"""A file goes in once, whole, and comes out again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.accounts.errors import NotHere
from ohlas.accounts.queries import units_of
from ohlas.exchange import actions
from ohlas.exchange.access import import_for
from ohlas.exchange.actions import run
from ohlas.exchange.actions.run import begin_import
from ohlas.exchange.errors import BadMapping, WrongState
from ohlas.exchange.models import Import
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules import ColumnMapping, ColumnRole, LossReason, Mapping
from ohlas.exchange.rules.states import ImportState
from ohlas.feedback.models import Response

QUESTION = ColumnMapping(
    "score", ColumnRole.QUESTION, question="nps", type="nps", scale="nps_0_10", title="Recommend?"
)
WORDS = ColumnMapping("why", ColumnRole.QUESTION, question="why", type="text", title="Why?")
UNIT = ColumnMapping("shop", ColumnRole.UNIT)
DAY = date(2026, 11, 1)
MAPPING = Mapping("After a visit", (QUESTION, WORDS, UNIT), day=DAY, language="cs")
LINES = "score;why;shop\n9;výborné;praha\n3;pomalé;Brno\n9;výborné;praha\n6.5;ne;praha\n;;brno\n7;;nowhere\n"


def received(
    world: World, text: str = LINES, mapping: Mapping = MAPPING, name: str = "visits.csv"
) -> ImportView:
    actor = system_actor(world.organisation.id)
    view = actions.receive_file(actor=actor, name=name, pieces=[text.encode("cp1250")], now=world.now)
    return actions.save_mapping(actor=actor, import_id=view.id, mapping=mapping, now=world.now)


def imported(world: World, text: str = LINES, mapping: Mapping = MAPPING) -> ImportView:
    view = received(world, text, mapping)
    begin_import(actor=system_actor(world.organisation.id), import_id=view.id, now=world.now)
    return actions.finish_now(import_id=view.id, now=world.now, tell=lambda _: None)


def test_every_row_is_stored_known_or_lost(world: World) -> None:
    view = imported(world)
    assert view.state is ImportState.DONE
    assert (view.rows_read, view.rows_stored, view.rows_known, view.rows_lost) == (6, 4, 0, 2)
    stored = Response.objects.order_by("id").values_list("answers", "unit__code")
    assert list(stored) == [
        ({"nps": 9.0, "why": "výborné"}, "praha"),
        ({"nps": 3.0, "why": "pomalé"}, "brno"),
        ({"nps": 9.0, "why": "výborné"}, "praha"),
        ({"why": "ne"}, "praha"),
    ]


def test_the_loss_report_says_row_column_and_reason(world: World) -> None:
    lines = imported(world).losses_path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1:] == [
        "4,score,6.5,off the scale,this answer",
        "5,,,no usable answer in the row,the whole row",
        "6,shop,nowhere,no unit with this code or name,the whole row",
    ]


def test_the_same_file_again_changes_nothing(world: World) -> None:
    imported(world)
    before = set(Response.objects.values_list("id", flat=True))
    again = imported(world)
    assert (again.rows_stored, again.rows_known) == (0, 4)
    assert set(Response.objects.values_list("id", flat=True)) == before


def test_the_same_answers_on_another_day_are_other_answers(world: World) -> None:
    imported(world)
    other = Mapping("After a visit", (QUESTION, WORDS, UNIT), day=date(2026, 11, 2), language="cs")
    assert imported(world, mapping=other).rows_stored == 4


def test_an_import_goes_on_where_it_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PORTION", 2)
    view = received(world)
    begin_import(actor=system_actor(world.organisation.id), import_id=view.id, now=world.now)
    whole, calls = run.record_many, []

    def breaks_at_the_second_portion(**given: Any) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the power went out")
        return whole(**given)

    monkeypatch.setattr(run, "record_many", breaks_at_the_second_portion)
    with pytest.raises(RuntimeError):
        actions.finish_now(import_id=view.id, now=world.now, tell=lambda _: None)
    assert Response.objects.count() == 2
    done = actions.finish_now(import_id=view.id, now=world.now, tell=lambda _: None)
    assert (done.rows_read, done.rows_stored, done.rows_lost) == (6, 4, 2)
    assert len(done.losses_path.read_text(encoding="utf-8-sig").splitlines()) == 4


def test_undo_takes_back_what_this_import_brought_and_nothing_else(world: World) -> None:
    first = imported(world, "score;why;shop\n10;dřív;praha\n")
    second = imported(world)
    actor = system_actor(world.organisation.id)
    actions.undo_import(actor=actor, import_id=second.id, now=world.now)
    assert [row.batch_id for row in Response.objects.all()] == [first.batch_id]
    with pytest.raises(WrongState):
        actions.undo_import(actor=actor, import_id=second.id, now=world.now)


def test_after_an_undo_the_file_can_come_in_anew(world: World) -> None:
    first = imported(world)
    actions.undo_import(actor=system_actor(world.organisation.id), import_id=first.id, now=world.now)
    assert imported(world).rows_stored == 4


def test_a_trial_writes_nothing_and_counts_like_the_import(world: World) -> None:
    view = received(world)
    trial = actions.try_import(actor=system_actor(world.organisation.id), import_id=view.id, now=world.now)
    assert (trial.rows, trial.usable, trial.rows_lost, trial.cells_lost) == (6, 4, 2, 1)
    assert not Response.objects.exists()


def test_unlike_scales_of_one_question_are_refused_naming_both(world: World) -> None:
    imported(world)
    other = ColumnMapping("score", ColumnRole.QUESTION, question="nps", type="csat", scale="csat_1_5")
    with pytest.raises(BadMapping, match=r"nps_0_10.*csat_1_5"):
        received(world, mapping=Mapping("After a visit", (other,), day=DAY))


def test_codes_for_no_answer_are_no_loss(world: World) -> None:
    question = replace(QUESTION, missing=("11",))
    view = imported(world, "score;x\n9;a\n11;b\n12;c\n", Mapping("Coded", (question,), day=DAY))
    lines = view.losses_path.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[:3] for line in lines] == [["2", "", ""], ["3", "score", "12"], ["3", "", ""]]


def test_broken_letters_are_mended_and_the_original_is_kept(world: World) -> None:
    words = Mapping("Broken", (WORDS,), day=DAY)
    text = "score;why\n9;PÅ™Ã­jemnÃ¡ obsluha\n"
    actor = system_actor(world.organisation.id)
    view = actions.receive_file(actor=actor, name="b.csv", pieces=[text.encode()], now=world.now)
    actions.save_mapping(actor=actor, import_id=view.id, mapping=words, now=world.now)
    begin_import(actor=actor, import_id=view.id, now=world.now)
    actions.finish_now(import_id=view.id, now=world.now, tell=lambda _: None)
    response = Response.objects.get()
    assert response.answers["why"] == "Příjemná obsluha"
    assert response.originals["why"] == "PÅ™Ã­jemnÃ¡ obsluha"


def test_another_organisations_import_is_not_here(world: World) -> None:
    view = received(world)
    with pytest.raises(NotHere):
        import_for(system_actor(world.elsewhere.id), view.id)
    assert import_for(system_actor(world.organisation.id), view.id).id == view.id


def test_another_organisations_unit_is_unknown_here(world: World) -> None:
    view = imported(world, "score;shop\n9;krakow\n8;praha\n", Mapping("U", (QUESTION, UNIT), day=DAY))
    assert (view.rows_stored, view.rows_lost) == (1, 1)


def test_unknown_units_are_opened_when_wished(world: World) -> None:
    mapping = replace(MAPPING, opens_units=True)
    view = received(world, mapping=mapping)
    actor = system_actor(world.organisation.id)
    trial = actions.try_import(actor=actor, import_id=view.id, now=world.now)
    assert (trial.usable, trial.rows_lost) == (5, 1)
    assert not [unit for unit in units_of(world.organisation.id) if unit.name == "nowhere"]
    assert imported(world, mapping=mapping).rows_stored == 5
    assert [unit.code for unit in units_of(world.organisation.id) if unit.name == "nowhere"] == ["nowhere"]


def test_a_time_column_in_the_organisations_zone(world: World) -> None:
    when = ColumnMapping("when", ColumnRole.TIME, format="d.m.Y")
    text = "score;when\n9;1.7.2026 08:30\n8;31.2.2026 08:30\n7;1.7.2027 08:30\n"
    view = imported(world, text, Mapping("T", (QUESTION, when)))
    assert (view.rows_stored, view.rows_lost) == (1, 2)
    assert Response.objects.get().answered_at.isoformat() == "2026-07-01T06:30:00+00:00"


def test_dates_in_several_ways_are_read_cell_by_cell_and_the_doubtful_are_said_before(world: World) -> None:
    text = "score;when\n9;2026-03-31\n8;31.3.2026\n7;3/30/2026\n6;03/04/2026\n"
    actor = system_actor(world.organisation.id)
    view = actions.receive_file(actor=actor, name="d.csv", pieces=[text.encode()], now=world.now)
    assert view.mapping.columns[1] == ColumnMapping("when", ColumnRole.TIME, format="mixed")
    actions.save_mapping(
        actor=actor,
        import_id=view.id,
        mapping=Mapping("T", (QUESTION, view.mapping.columns[1])),
        now=world.now,
    )
    trial = actions.try_import(actor=actor, import_id=view.id, now=world.now)
    assert (trial.usable, dict(trial.reasons)) == (3, {("when", LossReason.AMBIGUOUS_TIME): 1})
    assert not Response.objects.exists()


def test_a_started_import_cannot_be_mapped_anew(world: World) -> None:
    view = imported(world)
    with pytest.raises(WrongState):
        actions.save_mapping(
            actor=system_actor(world.organisation.id), import_id=view.id, mapping=MAPPING, now=world.now
        )
    assert Import.objects.get().state == ImportState.DONE


BROKEN = (
    "pobočka;hodnocení 0-10;komentář\npraha;9;Výborná káva, děkuji.\npraha;3;Čekal jsem věčnost, hrůza.\n"
)


@pytest.mark.parametrize("mistaken", ["latin-1", "cp1250"])
def test_headings_and_examples_of_a_file_whose_letters_were_broken_are_made_whole(
    world: World, mistaken: str
) -> None:
    text = BROKEN.encode().decode(mistaken)
    actor = system_actor(world.organisation.id)
    view = actions.receive_file(actor=actor, name="broken.csv", pieces=[text.encode()], now=world.now)
    assert [column.column for column in view.mapping.columns] == ["pobočka", "hodnocení 0-10", "komentář"]
    roles = [column.role for column in view.mapping.columns]
    assert roles == [ColumnRole.UNIT, ColumnRole.QUESTION, ColumnRole.QUESTION]
    assert view.mapping.language == "cs"
    meant = replace(view.mapping, day=DAY)
    actions.save_mapping(actor=actor, import_id=view.id, mapping=meant, now=world.now)
    trial = actions.try_import(actor=actor, import_id=view.id, now=world.now)
    assert "Čekal jsem věčnost, hrůza." in trial.examples[1].answers.values()
    begin_import(actor=actor, import_id=view.id, now=world.now)
    actions.finish_now(import_id=view.id, now=world.now, tell=lambda _: None)
    assert {row.unit.code for row in Response.objects.all() if row.unit} == {"praha"}


def test_without_comments_the_organisations_first_language_is_proposed(world: World) -> None:
    actor = system_actor(world.organisation.id)
    view = actions.receive_file(actor=actor, name="n.csv", pieces=[b"score\n9\n8\n"], now=world.now)
    assert view.mapping.language == actor.organisation.languages[0]
