"""A table of contacts goes in once, says what it left out, and comes out again."""

from typing import Any

import pytest
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.customers.models import Contact, ContactEvent, ContactIdentity
from ohlas.customers.rules import EventKind
from ohlas.exchange.actions import people
from ohlas.exchange.actions.people import run
from ohlas.exchange.errors import BadMapping, WrongState
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules.people import Meaning, PeopleKind, PeopleRole, meaning_from
from ohlas.exchange.rules.states import ImportState
from ohlas.feedback.models import Response
from ohlas.lib.ids import new_id
from ohlas.surveys.models import Survey, SurveyVersion

CONTACTS = (
    "Jméno;Příjmení;E-mail;Mobil;Číslo zákazníka;Jazyk;Firma;Souhlas newsletter;Tier\n"
    "Jana;Nováková;Jana@Example.com;601 123 456;7;cs;Sova;ano;gold\n"
    ";;jana@example.com ;+420601123456;;;;;\n"
    "Petr;Dvořák;petr@;602 12;8;čeština;;ne;silver\n"
    "Nikdo;;;;;;;;\n"
)
EVENTS = (
    "order id;customer id;type;date;value\n"
    "1;7;purchase;1.11.2026 10:00;120\n"
    "1;7;purchase;1.11.2026 10:00;120\n"
    "2;8;doručení;2.11.2026 10:00;80\n"
    "3;8;dance;2.11.2026 10:00;\n"
    "4;;purchase;2.11.2026 10:00;\n"
)


def received(
    world: World, text: str = CONTACTS, kind: str = "contacts", letters: str = "cp1250"
) -> ImportView:
    actor = system_actor(world.organisation.id)
    view = people.receive_people(
        actor=actor, kind=PeopleKind(kind), name="x.csv", pieces=[text.encode(letters)], now=world.now
    )
    meaning = meaning_from(view.meaning)
    return people.save_meaning(actor=actor, import_id=view.id, meaning=meaning, now=world.now)


def imported(world: World, *args: str) -> ImportView:
    view = received(world, *args)
    people.begin_people(actor=system_actor(world.organisation.id), import_id=view.id, now=world.now)
    return people.finish_people_now(import_id=view.id, now=world.now, tell=lambda _: None)


def numbers(view: ImportView) -> tuple[int, ...]:
    return view.rows_read, view.rows_stored, view.rows_merged, view.rows_known, view.rows_lost


@pytest.mark.parametrize("letters", ["cp1250", "utf-8", "utf-16"])
def test_columns_are_guessed_in_any_letters(world: World, letters: str) -> None:
    meaning = meaning_from(received(world, CONTACTS, "contacts", letters).meaning)
    assert [column.role.value for column in meaning.columns] == [
        "given", "family", "email", "phone", "key", "language", "company", "consent", "attribute",
    ]  # fmt: skip
    assert meaning.of(PeopleRole.CONSENT)[0].purpose == "newsletter"


def test_every_row_is_new_merged_known_or_lost(world: World) -> None:
    view = imported(world)
    assert view.state is ImportState.DONE
    assert numbers(view) == (4, 2, 0, 1, 1)
    jana = Contact.objects.get(email="jana@example.com")
    assert (jana.name, jana.phone, jana.attributes) == ("Jana Nováková", "+420601123456", {"tier": "gold"})
    assert (jana.gender, jana.vocative, jana.is_guess) == ("f", "Nováková", True)
    assert Contact.objects.get(name="Petr Dvořák").language == "cs"


def test_malformed_addresses_stand_in_the_loss_report(world: World) -> None:
    lines = imported(world).losses_path.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[:3] for line in lines] == [
        ["3", "E-mail", "petr@"],
        ["3", "Mobil", "602 12"],
        ["4", "", ""],
    ]


def test_a_trial_writes_nothing_and_counts_like_the_import(world: World) -> None:
    view = received(world)
    trial = people.try_people(actor=system_actor(world.organisation.id), import_id=view.id, now=world.now)
    assert (trial.rows, trial.new, trial.merged, trial.known, trial.rows_lost) == (4, 2, 0, 1, 1)
    assert trial.cells_lost == 2
    assert not Contact.objects.exists()


def test_the_same_file_again_changes_nothing(world: World) -> None:
    imported(world)
    before = list(Contact.objects.order_by("id").values())
    assert numbers(imported(world)) == (4, 0, 0, 3, 1)
    assert list(Contact.objects.order_by("id").values()) == before


def test_an_import_goes_on_where_it_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PORTION", 1)
    view = received(world)
    people.begin_people(actor=system_actor(world.organisation.id), import_id=view.id, now=world.now)
    whole, calls = run.lay, []

    def breaks_at_the_third_portion(*args: Any) -> object:
        calls.append(args)
        if len(calls) == 3:
            raise RuntimeError("the power went out")
        return whole(*args)

    monkeypatch.setattr(run, "lay", breaks_at_the_third_portion)
    with pytest.raises(RuntimeError):
        people.finish_people_now(import_id=view.id, now=world.now, tell=lambda _: None)
    assert Contact.objects.count() == 1
    done = people.finish_people_now(import_id=view.id, now=world.now, tell=lambda _: None)
    assert numbers(done) == (4, 2, 0, 1, 1)


def test_undo_takes_everything_back_once(world: World) -> None:
    view = imported(world)
    actor = system_actor(world.organisation.id)
    people.undo_people(actor=actor, import_id=view.id, now=world.now)
    assert not people.take_back(view.id, now=world.now, seconds=60)
    assert not Contact.objects.exists()
    assert not ContactIdentity.objects.exists()
    with pytest.raises(WrongState):
        people.undo_people(actor=actor, import_id=view.id, now=world.now)


def test_a_file_that_names_nobody_is_refused(world: World) -> None:
    with pytest.raises(BadMapping, match="Nothing says who"):
        received(world, "a;b\n1;x\n2;y\n")


def test_events_come_once_with_their_details(world: World) -> None:
    imported(world)
    view = imported(world, EVENTS, "events")
    assert numbers(view) == (5, 2, 0, 1, 2)
    event = ContactEvent.objects.get(kind=EventKind.PURCHASE)
    assert (event.contact.email, event.details, event.client_id) == (
        "jana@example.com",
        {"value": "120"},
        "1",
    )
    assert event.at.isoformat() == "2026-11-01T09:00:00+00:00"
    again = imported(world, EVENTS, "events")
    assert numbers(again) == (5, 0, 0, 3, 2)


def test_one_kind_can_hold_for_the_whole_file(world: World) -> None:
    actor = system_actor(world.organisation.id)
    view = people.receive_people(
        actor=actor,
        kind=PeopleKind.EVENTS,
        name="visits.csv",
        pieces=[b"email;visited\neva@example.com;2026-11-01 10:00\njan@example.com;2026-11-02 10:00\n"],
        now=world.now,
    )
    guess = meaning_from(view.meaning)
    meaning = Meaning(guess.kind, guess.columns, event=EventKind.VISIT)
    people.save_meaning(actor=actor, import_id=view.id, meaning=meaning, now=world.now)
    people.begin_people(actor=actor, import_id=view.id, now=world.now)
    assert numbers(people.finish_people_now(import_id=view.id, now=world.now, tell=lambda _: None))[1] == 2
    assert set(ContactEvent.objects.values_list("kind", flat=True)) == {"visit"}


def test_who_has_answered_since_stays_when_the_import_is_taken_back(world: World) -> None:
    view = imported(world)
    survey = Survey.objects.create(organisation=world.organisation, name="S", created_at=world.now)
    version = SurveyVersion.objects.create(
        organisation=world.organisation, survey=survey, number=1, definition={}, published_at=world.now
    )
    jana = Contact.objects.get(email="jana@example.com")
    response = Response.objects.create(
        organisation=world.organisation,
        client_id=new_id(),
        version=version,
        answers={},
        answered_at=world.now,
        received_at=world.now,
        channel="api",
        language="cs",
        contact=jana,
    )
    people.undo_people(actor=system_actor(world.organisation.id), import_id=view.id, now=world.now)
    assert not people.take_back(view.id, now=world.now, seconds=60)
    assert [contact.id for contact in Contact.objects.all()] == [jana.id]
    response.refresh_from_db()
    assert response.contact_id == jana.id


@pytest.mark.parametrize(
    ("table", "role"),
    [
        ("Jméno;E-mail\nJana Nováková;jana@example.com\nPetr Dvořák;petr@example.com\n", "name"),
        ("Jméno;E-mail\nJana;jana@example.com\nAnna Marie;anna@example.com\nPetr;p@example.com\n", "given"),
        ("Jméno;Příjmení;E-mail\nJana Marie;Nováková;j@example.com\nAnna Eva;Malá;a@example.com\n", "given"),
    ],
)
def test_a_heading_of_names_means_whole_ones_where_they_stand_under_it(
    world: World, table: str, role: str
) -> None:
    assert meaning_from(received(world, table).meaning).columns[0].role.value == role
