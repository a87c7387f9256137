"""Comparing versions: what changed in words, and which trends may go on."""

# ruff: noqa: ARG005 - every edit takes the document and its questions by id
import copy

import pytest

from ohlas.surveys.rules import Trend, compare, parse_definition
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, choices, questionnaire

OLD = parse_definition(AFTER_PURCHASE)


def changed(edit):
    document = copy.deepcopy(AFTER_PURCHASE)
    by_id = {question["id"]: question for question in document["questions"]}
    edit(document, by_id)
    return compare(OLD, parse_definition(document))


def test_nothing_changed_says_nothing():
    changes = compare(OLD, OLD)
    assert changes.changes == ()
    assert set(changes.trends.values()) == {Trend.COMPARABLE}
    assert changes.breaks == ()


EDITS = [
    (lambda d, q: q["nps"].update(type="enps"), "nps", Trend.BROKEN, "the type was “nps” and is “enps”"),
    (
        lambda d, q: q["keep"].update(scale="rating_1_7"),
        "keep.shoes",
        Trend.BROKEN,
        "the scale was “rating_1_5”",
    ),
    (
        lambda d, q: q["nps"]["text"].update(cs="Jak jste se dnes měli?"),
        "nps",
        Trend.BROKEN,
        "wording in cs is another",
    ),
    (
        lambda d, q: q["nps"]["text"].update(cs="Doporučítte nás?"),
        "nps",
        Trend.CAREFUL,
        "wording in cs was corrected",
    ),
    (lambda d, q: q["nps"]["text"].update(cs="  doporučíte nás ?"), "nps", Trend.COMPARABLE, "wording in cs"),
    (lambda d, q: q["nps"]["text"].update(de="Empfehlen Sie uns?"), "nps", Trend.COMPARABLE, None),
    (lambda d, q: q["nps"].update(required=False), "nps", Trend.CAREFUL, "no longer required"),
    (lambda d, q: q["nps"].update(low_label={"cs": "nikdy"}), "nps", Trend.CAREFUL, "ends of the scale"),
    (lambda d, q: q["budget"].update(max=50), "budget", Trend.BROKEN, "bounded differently"),
    (
        lambda d, q: q["csi"]["rows"][0]["text"].update(cs="úplně jiná věc"),
        "csi.staff.importance",
        Trend.BROKEN,
        "row “obsluha”",
    ),
    (
        lambda d, q: q["csi"]["rows"][0]["text"].update(cs="úplně jiná věc"),
        "csi.clean.importance",
        Trend.COMPARABLE,
        None,
    ),
    (
        lambda d, q: q["csi"]["rows"].append({"id": "new"}),
        "csi.staff.importance",
        Trend.COMPARABLE,
        "“new” is new",
    ),
    (lambda d, q: q["bought"]["choices"].insert(0, {"id": "hat"}), "bought", Trend.CAREFUL, "“hat” is new"),
    (
        lambda d, q: d["sections"][0].update(questions=["why", "nps", "sorry"]) or q["why"].update(text={}),
        "nps",
        Trend.CAREFUL,
        "after other questions",
    ),
    (
        lambda d, q: q["sorry"].update(show_if={"question": "nps", "op": "at_most", "value": 5}),
        "sorry",
        Trend.BROKEN,
        "asked of other people",
    ),
    (lambda d, q: q["nps"].update(skip_to=[]), "why", Trend.BROKEN, "asked of other people"),
    (lambda d, q: q["nps"].update(skip_to=[]), "speed", Trend.COMPARABLE, None),
    (lambda d, q: d["sections"][2].update(show_if=None), "mail", Trend.BROKEN, "asked of other people"),
    (
        lambda d, q: d.update(layout="single"),
        "nps",
        Trend.CAREFUL,
        "The layout was “sections” and is “single”",
    ),
    (lambda d, q: d.update(anonymous=True), "nps", Trend.CAREFUL, "anonymous now"),
    (lambda d, q: d.update(closes_at=None), "nps", Trend.COMPARABLE, "closing time changed"),
]


@pytest.mark.parametrize(("edit", "name", "trend", "said"), EDITS)
def test_each_change_is_told_and_weighed(edit, name, trend, said):
    changes = changed(edit)
    assert changes.trends[name] is trend, changes.changes
    sentences = " ".join(str(change.sentence) for change in changes.changes)
    assert said is None or said in sentences


def test_questions_come_and_go():
    old = parse_definition(questionnaire(asked("a"), asked("b")))
    new = parse_definition(questionnaire(asked("a"), asked("c")))
    changes = compare(old, new)
    assert [str(change.sentence) for change in changes.changes] == [
        "“About b?” is no longer asked; its trend ends.",
        "“About c?” is new; its trend begins.",
    ]
    assert changes.trends == {"a": Trend.COMPARABLE}


def test_a_new_choice_takes_its_share_from_the_others():
    old = parse_definition(questionnaire(asked("a", "single", choices=choices("x", "y"))))
    new = parse_definition(questionnaire(asked("a", "single", choices=choices("x", "y", "z"))))
    assert compare(old, new).breaks == ("a",)
    assert compare(new, old).breaks == ("a",)
