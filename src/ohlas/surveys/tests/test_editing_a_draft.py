"""Drafts are changed in small steps: undone, redone, and never over somebody else's work."""

from functools import partial

import pytest

from ohlas.accounts.access import actor_for
from ohlas.accounts.models import Membership
from ohlas.accounts.rules import Role
from ohlas.surveys.actions import (
    create_survey,
    edit_draft,
    publish_version,
    redo_edit,
    save_version,
    undo_edit,
)
from ohlas.surveys.actions.editing import MOST_EDITS
from ohlas.surveys.errors import BadDefinition, NotAllowed, StaleRevision
from ohlas.surveys.forms.editing import NAMES, NUMBERS, WHOLES, read_field
from ohlas.surveys.models import DraftEdit, SurveyVersion
from ohlas.surveys.queries import surveys_of
from ohlas.surveys.rules.editing import (
    add_choice,
    add_condition,
    add_question,
    blank_question,
    remove_question,
    set_text,
    set_texts,
    step_question,
)

TWO = {
    "schema": 2,
    "languages": ["cs", "en"],
    "default_language": "cs",
    "questions": [
        {"id": "nps", "type": "nps", "text": {"cs": "Doporučíte nás?", "en": "Would you recommend us?"}},
        {"id": "why", "type": "text", "text": {"cs": "Proč?", "en": "Why?"}},
    ],
}


@pytest.fixture
def scene(world):
    alice = actor_for(world.alice, "sova")
    Membership.objects.filter(user=world.bob).update(role=Role.CX_MANAGER, scope=None)
    survey = create_survey(actor=alice, name="Po nákupu", definition=TWO, now=world.now)

    def edit(operation, revision="1.0", actor=alice):
        return edit_draft(
            actor=actor, survey_id=survey, revision=revision, operation=operation, now=world.now
        )

    edit.alice, edit.bob, edit.survey, edit.now = alice, actor_for(world.bob, "sova"), survey, world.now
    return edit


def newest():
    return SurveyVersion.objects.order_by("-number").first().definition


def word(text):
    return partial(set_text, path="questions/why/text", language="en", text=text)


def test_changes_are_undone_and_done_again(scene):
    first = scene(word("Why so?"))
    second = scene(word("And why?"), first.revision)
    assert (first.revision, second.revision) == ("1.1", "1.2")
    turn = {"actor": scene.alice, "survey_id": scene.survey, "now": scene.now}
    assert undo_edit(revision="1.2", **turn).revision == "1.3"
    assert newest()["questions"][1]["text"]["en"] == "Why so?"
    undo_edit(revision="1.3", **turn)
    assert newest()["questions"][1]["text"]["en"] == "Why?"
    with pytest.raises(NotAllowed, match="nothing left to undo"):
        undo_edit(revision="1.4", **turn)
    redo_edit(revision="1.4", **turn)
    assert newest()["questions"][1]["text"]["en"] == "Why so?"
    scene(word("Because?"), "1.5")
    with pytest.raises(NotAllowed, match="do again"):
        redo_edit(revision="1.6", **turn)


def test_a_change_of_somebody_else_stops_mine_and_says_who(scene):
    scene(word("Bob was here"), actor=scene.bob)
    with pytest.raises(StaleRevision) as refused:
        scene(word("Alice was here"))
    assert refused.value.by == scene.bob.user_id
    assert newest()["questions"][1]["text"]["en"] == "Bob was here"


def test_my_own_quick_changes_follow_each_other_from_one_page(scene):
    for n in range(3):
        scene(word(f"Why {n}?"), "1.0")
    assert newest()["questions"][1]["text"]["en"] == "Why 2?"


def test_a_published_version_is_followed_by_a_draft_and_never_changes(scene):
    publish_version(actor=scene.alice, survey_id=scene.survey, now=scene.now)
    began = scene(word("A new why"), "1.0")
    assert began.revision == "2.1"
    assert scene(word("A newer why"), "1.0").revision == "2.2"
    assert SurveyVersion.objects.get(number=1).definition["questions"][1]["text"]["en"] == "Why?"
    publish_version(actor=scene.alice, survey_id=scene.survey, now=scene.now)
    assert not DraftEdit.objects.exists()
    with pytest.raises(StaleRevision):
        scene(word("From an old page"), "1.0")


def test_a_version_sent_by_a_program_is_not_overwritten_by_an_old_page(scene):
    save_version(actor=scene.alice, survey_id=scene.survey, definition=TWO, now=scene.now)
    with pytest.raises(StaleRevision):
        scene(word("From an old page"), "1.0")


def test_only_the_last_hundred_changes_are_kept(scene):
    for n in range(MOST_EDITS + 3):
        scene(word(f"Why {n}?"), f"1.{n}")
    assert DraftEdit.objects.count() == MOST_EDITS


def test_a_draft_may_hold_a_fault_that_publishing_refuses(scene):
    comparison = {"question": "nps", "op": "at_most", "value": 6}
    scene(partial(add_condition, owner="questions/why", comparison=comparison))
    scene(lambda document: step_question(document, "why", -1))
    assert [row.questions for row in surveys_of(scene.alice.organisation.id)] == [2]
    with pytest.raises(BadDefinition, match="not asked earlier"):
        publish_version(actor=scene.alice, survey_id=scene.survey, now=scene.now)


@pytest.mark.parametrize(
    ("operation", "error"),
    [
        (partial(remove_question, name="gone"), NotAllowed),
        (partial(set_texts, texts={"questions/why/colour": "x"}, language="en"), NotAllowed),
        (partial(set_text, path="questions/why/text", language="en", text="\0"), BadDefinition),
        (partial(set_text, path="questions/why/text", language="en", text="x" * 2001), BadDefinition),
        (partial(set_text, path="questions/why/text", language="<b>", text="x"), BadDefinition),
        (partial(add_choice, name="why", kind="choices", text={"en": "no"}), BadDefinition),
        (partial(add_condition, owner="skips/why/7", comparison={}), NotAllowed),
    ],
)
def test_what_no_draft_may_hold_changes_nothing(scene, operation, error):
    before = newest()
    with pytest.raises(error):
        scene(operation)
    assert newest() == before


def test_a_new_question_gets_a_name_of_its_own(scene):
    added = scene(lambda document: add_question(document, blank_question("single"), "nps")[0])
    assert added.added == ("q1",)
    assert [one["id"] for one in newest()["questions"]] == ["nps", "q1", "why"]
    again = scene(lambda document: add_question(document, {**blank_question("nps"), "id": "nps"})[0], "1.1")
    assert again.added == ("nps_2",)


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("min", "abc", "The lowest: “abc” is no number. Write one such as 5."),
        ("limit", "1.5", "The limit of a quota: “1.5” is no whole number. Write one such as 5."),
    ],
)
def test_what_is_no_number_is_told_with_the_name_of_its_field(field, given, said):
    with pytest.raises(NotAllowed) as refused:
        read_field(field, given)
    assert str(refused.value) == said


def test_every_field_of_numbers_has_a_name():
    assert set(NAMES) == NUMBERS | WHOLES
