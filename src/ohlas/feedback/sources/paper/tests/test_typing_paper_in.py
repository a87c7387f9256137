"""Forms on paper are printed, typed in by numbers, corrected and taken back."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import AuditEntry
from ohlas.feedback.models import Batch, PaperStack, Response
from ohlas.feedback.rules.paper import NotTyped, answer_typed, next_sheet, typed_for
from ohlas.feedback.sources.form.tests.scene import survey_of
from ohlas.surveys.actions import close_survey
from ohlas.surveys.rules import parse_definition
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire

FORM = questionnaire(
    asked("nps", required=True),
    asked("sorry", "text", show_if={"question": "nps", "op": "at_most", "value": 6}),
    asked("one", "single", choices=choices("tea", "coffee"), not_applicable=True),
    asked("many", "multiple", choices=choices("a", "b", "c")),
    asked("rank", "ranking", choices=choices("x", "y", "z")),
    asked("day", "date"),
    asked("agree", "consent"),
    asked("size", "number", min=0, max=50),
    languages=["en", "cs"],
    default_language="en",
)


def where(name, **ids):
    return reverse(f"feedback:{name}", kwargs={"slug": "sova", **ids})


@pytest.fixture
def desk(world, sign_in):
    """Alice at a stack from Prague; `type_in(sheet, nps="9")` presses Enter."""
    with time_machine.travel(world.now, tick=False):
        client = sign_in(world.alice)
        survey = survey_of(world.organisation, world.now, FORM)
        form = {"survey": str(survey), "unit": "praha", "language": "cs", "day": "2026-11-18"}
        made = client.post(where("paper"), form)
        stack = PaperStack.objects.get()

        def type_in(sheet, *, follow=True, **typed):
            go = {name: typed.pop(name) for name in ("go", "corrects") if name in typed}
            fields = {f"q:{name}": value for name, value in typed.items()}
            return client.post(made["Location"], {"sheet": sheet, **fields, **go}, follow=follow)

        yield SimpleNamespace(
            client=client, survey=survey, stack=stack, path=made["Location"], type_in=type_in
        )


def test_a_sheet_is_stored_with_its_place_day_and_number(desk, world):
    page = desk.type_in(
        "7", nps="3", sorry="late", one="2", many="13", rank="2 1", day="18.11.2026", agree="1", size="4,5"
    ).content.decode()
    stored = Response.objects.get()
    assert stored.answers == {
        "nps": 3, "sorry": "late", "one": "coffee", "many": ["a", "c"], "rank": ["y", "x"],
        "day": "2026-11-18", "agree": True, "size": 4.5,
    }  # fmt: skip
    assert (stored.channel, stored.language, stored.unit_id) == ("paper", "cs", world.prague.id)
    assert (stored.attributes, stored.batch_id) == ({"sheet": "7"}, desk.stack.batch_id)
    assert stored.answered_at.isoformat() == "2026-11-18T11:00:00+00:00"
    assert "Sheet 7 is stored." in page
    assert 'name="sheet" value="8"' in page
    assert "1 sheet in this stack" in page


def test_a_sheet_number_typed_twice_is_told_and_stored_once(desk):
    desk.type_in("7", nps="9")
    for score in ("9", "2"):
        again = desk.type_in("7", nps=score)
        assert again.status_code == 409
        assert "Sheet 7 was typed in before" in again.content.decode()
    assert Response.objects.get().answers == {"nps": 9}


def test_a_sheet_is_corrected_in_place(desk):
    desk.type_in("7", nps="9", one="1")
    sheet = Response.objects.get()
    page = desk.client.get(f"{desk.path}?correct={sheet.id}").content.decode()
    assert re.search(r'name="q:nps" value="9"', page)
    desk.type_in("7", nps="2", sorry="slow", corrects="yes")
    stored = Response.objects.get()
    assert (stored.id, stored.answers) == (sheet.id, {"nps": 2, "sorry": "slow"})
    assert AuditEntry.objects.filter(deed="correct_sheet").count() == 1


def test_the_double_entry_tells_what_differs_and_changes_nothing(desk):
    desk.type_in("7", nps="9", one="1")
    assert "Typed twice, the same" in desk.type_in("7", nps="9", one="1", go="compare").content.decode()
    page = desk.type_in("7", nps="8", one="1", go="compare").content.decode()
    assert "About nps?: 9 → 8" in page
    assert Response.objects.get().answers == {"nps": 9, "one": "tea"}
    assert desk.type_in("8", nps="8", go="compare").status_code == 409


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"nps": "11"}, "One of the answers offered, please."),
        ({"nps": "nine"}, "One of the answers offered, please."),
        ({"nps": "9", "one": "3"}, "One of the answers offered, please."),
        ({"nps": "9", "day": "31.2.2026"}, "This is not a date."),
        ({"nps": "9", "rank": "1 1"}, "Each place can be given once."),
        ({"nps": "9", "size": "51"}, "A number from 0 to 50, please."),
        ({}, "There is no answer in it."),
    ],
)
def test_what_stands_for_no_answer_is_said_beside_it(desk, typed, said):
    refused = desk.type_in("7", **typed)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert Response.objects.count() == 0


@pytest.mark.parametrize("sheet", ["", "x" * 21, "7 8", "<b>"])
def test_a_sheet_needs_a_number(desk, sheet):
    refused = desk.type_in(sheet, nps="9")
    assert refused.status_code == 422
    assert "A sheet number has up to 20" in refused.content.decode()


def test_a_sheet_without_a_required_answer_is_partial(desk):
    page = desk.type_in("7", one="1").content.decode()
    assert "counts as partial" in page
    assert Response.objects.get().is_complete is False


def test_an_answer_nobody_should_have_given_is_left_out_and_told(desk):
    page = desk.type_in("7", nps="10", sorry="anyway").content.decode()
    assert "were not to be asked" in page
    assert Response.objects.get().answers == {"nps": 10}


def test_does_not_apply_is_typed_as_a_dash(desk):
    desk.type_in("7", nps="10", one="-")
    assert Response.objects.get().answers["one"] == "not_applicable"


def test_a_sheet_and_a_stack_are_taken_back(desk):
    for sheet in ("1", "2", "3"):
        desk.type_in(sheet, nps="9")
    first = Response.objects.order_by("id").first()
    desk.client.post(where("undo_sheet", sheet_id=first.id))
    assert Response.objects.count() == 2
    desk.type_in("1", nps="8")
    desk.client.post(where("undo_stack", stack_id=desk.stack.batch_id))
    assert Response.objects.count() == 0
    assert Batch.objects.get().undone_at is not None
    assert desk.type_in("4", nps="9").status_code == 422
    assert "taken back" in desk.client.get(desk.path).content.decode()


def test_a_closed_survey_and_a_full_quota_are_told(desk, world):
    close_survey(actor=system_actor(world.organisation.id), survey_id=desk.survey, now=world.now)
    refused = desk.type_in("7", nps="9")
    assert refused.status_code == 409
    assert "The survey is closed" in refused.content.decode()
    assert 'value="9"' in refused.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("day", "2026-11-21", "lies in the future"),
        ("day", "1999-01-01", "more than five years back"),
        ("unit", "nowhere", "Select a valid choice"),
        ("language", "de", "Select a valid choice"),
        ("survey", "x", "Select a valid choice"),
    ],
)  # fmt: skip
def test_a_stack_that_cannot_be_says_why(desk, field, value, said):
    form = {"survey": str(desk.survey), "unit": "praha", "language": "en", "day": "2026-11-18", field: value}
    refused = desk.client.post(where("paper"), form)
    assert (refused.status_code, PaperStack.objects.count()) == (422, 1)
    assert said in refused.content.decode()


def test_the_print_shows_the_numbers_that_are_typed(desk):
    page = desk.client.get(
        where("print_paper", survey_id=desk.survey), {"language": "cs", "first": "041", "copies": "3"}
    ).content.decode()
    assert [f"<b>{n}</b>" in page for n in ("041", "042", "043", "044")] == [True, True, True, False]
    assert "Číslo listu" in page
    assert re.search(r'<span class="box">2</span> Coffee', page)
    assert page.count('class="sheet"') == 3


def test_numbers_mean_the_same_there_and_back():
    items = parse_definition(FORM).item_by_id
    for name, answer in {
        "nps": 10, "one": "coffee", "many": ["a", "c"], "rank": ["z", "x"], "day": "2026-01-31", "agree": True,
        "size": 4.5, "sorry": "words",
    }.items():  # fmt: skip
        assert answer_typed(items[name], typed_for(items[name], answer)) == answer
    with pytest.raises(NotTyped):
        answer_typed(items["many"], "14")


@pytest.mark.parametrize(("now", "then"), [("7", "8"), ("099", "100"), ("A-09", "A-10"), ("x", "")])
def test_the_next_number_is_as_wide(now, then):
    assert next_sheet(now) == then


def test_who_may_not_record_types_nothing(desk, world, sign_in):
    assert sign_in(world.carol).get(where("paper")).status_code == 403
    assert sign_in(world.mallory).get(desk.path).status_code == 404


def test_the_day_is_the_organisations(desk):
    assert desk.stack.day == date(2026, 11, 18)


def test_a_unit_manager_types_in_the_paper_of_the_own_unit_only(desk, world, sign_in):
    bob = sign_in(world.bob)
    form = {"survey": str(desk.survey), "language": "cs", "day": "2026-11-18"}
    for unit in ("brno", ""):
        assert bob.post(where("paper"), {**form, "unit": unit}).status_code == 422
        assert desk.client.post(where("paper"), {**form, "unit": unit}).status_code == 302
    made = bob.post(where("paper"), {**form, "unit": "praha"})
    assert bob.post(made["Location"], {"sheet": "1", "q:nps": "9"}).status_code == 302
    assert Response.objects.get().unit_id == world.prague.id
    shown = bob.get(where("paper")).content.decode()
    for stack in PaperStack.objects.all():
        path = where("stack", stack_id=stack.batch_id)
        is_own = stack.unit_id == world.prague.id
        assert (path in shown) is is_own
        assert bob.get(path).status_code == (200 if is_own else 404)
