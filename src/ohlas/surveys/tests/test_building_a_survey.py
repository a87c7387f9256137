"""The builder's pages: every change is a form, its faults are told where they lie, text stays text."""

import pytest
from django.urls import reverse

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import Membership
from ohlas.accounts.rules import Role
from ohlas.surveys.actions import create_survey
from ohlas.surveys.models import Survey, SurveyVersion
from ohlas.surveys.rules.library import library

EVIL = "<script>alert(1)</script>&\"'"
PAGES = ("builder", "choose", "translations", "settings", "check", "preview", "preview_inside", "versions")


def test_every_page_of_the_builder_opens(scene):
    for name in PAGES:
        assert scene.page(name)
    assert "Shown when" in scene.page(open="detractor_fix")


def test_questions_are_added_moved_copied_and_removed_by_plain_forms(scene):
    added = scene.post(
        "add_library overall_csat" if "overall_csat" in library().questions else "add_library csat"
    )
    assert added.status_code == 302
    new = scene.names()[-1]
    assert f"open={new}" in added.url
    scene.post(f"up {new}")
    assert scene.names()[-2] == new
    scene.post("move", question=new, section="", index="0")
    assert scene.names()[0] == new
    scene.post(f"copy {new}")
    assert scene.names()[1] == f"{new}_2"
    scene.post(f"remove {new}_2")
    scene.post("add_blank", kind="single", after=new)
    assert scene.names()[1] == "q1"


def test_an_open_card_is_changed_in_place(scene):
    scene.post("add_blank", kind="single")
    given = {
        "text:questions/q1/text": "Odkud?",
        "text:questions/q1/choices/c1/text": "Z internetu",
        "f:questions/q1/required": "1",
        "f:questions/q1/choices/c2/other": "1",
        "f:questions/q1/touchpoint": "web",
        "new_choice": "Od přátel",
    }
    scene.post("add_choice q1 choices", **given)
    question = scene.document["questions"][-1]
    assert question["text"] == {"cs": "Odkud?"}
    assert question["required"] is True
    assert question["touchpoint"] == "web"
    assert [choice["text"].get("cs") for choice in question["choices"]] == ["Z internetu", None, "Od přátel"]
    assert question["choices"][1]["other"] is True
    scene.post(**{"f:questions/q1/required": ""})
    assert "required" not in scene.document["questions"][-1]


def test_a_condition_is_written_in_a_small_form_and_read_as_a_sentence(scene):
    scene.post("add_blank", kind="text")
    form = scene.page(open="q1", owner="questions/q1", about="nps")
    assert "is at least" in form
    scene.post("add_condition questions/q1", about="nps", op="at_least", value="9")
    assert scene.document["questions"][-1]["show_if"] == {"question": "nps", "op": "at_least", "value": 9}
    assert "is at least 9" in scene.page()
    scene.post("add_skip nps", to="end")
    scene.post("add_condition skips/nps/0", about="nps", op="at_least", value="9")
    assert "Jumps to the end when" in scene.page()
    scene.post("remove_condition questions/q1 0")
    assert scene.document["questions"][-1]["show_if"] is None


def test_groups_and_circumstances_are_built_by_the_same_forms_and_read_as_sentences(scene):
    scene.post("add_quota", limit="20", back="settings")
    for owner in ("questions/score_reason", "quotas/k1"):
        scene.post(f"add_condition {owner}", about="nps", op="at_most", value="6")
        scene.post(f"add_condition {owner} - apart", about="field:unit", op="is", value="brno")
        scene.post(f"add_condition {owner} 1", about="field:channel", op="is", value="kiosk")
        scene.post(f"add_condition {owner} 1", about="field:a_", key="tier", op="contains", value="gold")
        scene.post(f"join {owner} 1", joiner="none")
    inner = [
        {"field": "unit", "op": "is", "value": "brno"},
        {"field": "channel", "op": "is", "value": "kiosk"},
        {"field": "a_tier", "op": "contains", "value": "gold"},
    ]
    reason = next(one for one in scene.document["questions"] if one["id"] == "score_reason")
    low = {"question": "nps", "op": "at_most", "value": 6}
    assert reason["show_if"] == {"all": [low, {"not": {"any": inner}}]}
    assert scene.document["quotas"][0]["when"] == reason["show_if"]
    page = scene.page()
    assert "is at most 6 and (none of these holds: the unit is “" in page
    assert "the channel is “Tablet at the branch”; the contact’s “tier” contains “gold”)" in page
    opened = scene.page(open="score_reason", owner="questions/score_reason", path="1", about="field:language")
    assert "čeština</option>" in opened
    assert "Add it in a group of its own" in opened
    assert scene.client.post(scene.url("publish_draft")).status_code == 302


def test_the_kind_is_changed_after_saying_what_is_lost(scene):
    asked = scene.page(open="nps", kind="text")
    assert "loses:" in asked
    assert "the words at the ends of the scale" in asked
    scene.post("retype nps", kind="csat10")
    assert scene.document["questions"][0]["type"] == "csat10"
    scene.post("undo")
    assert scene.document["questions"][0]["type"] == "nps"


def test_a_question_is_renamed_until_it_is_published(scene):
    assert scene.post("rename nps", to="score").status_code == 302
    assert scene.names()[0] == "score"
    assert "open=score" in scene.post("rename score", to="score2").url
    assert scene.post("rename score2", to="score_reason").status_code == 422
    scene.client.post(scene.url("publish_draft"))
    refused = scene.post("rename score2", to="nps")
    assert refused.status_code == 422
    assert "was published" in refused.content.decode()
    assert "rename score2" not in scene.page(open="score2")
    assert scene.names()[0] == "score2"


@pytest.mark.parametrize(
    "given",
    [
        {"do": "retype nps", "kind": "laser"},
        {"do": "add_condition questions/nps", "about": "field:weather", "op": "is", "value": "rain"},
        {"do": "add_condition questions/nps", "about": "field:a_", "op": "is", "value": "x"},
        {"do": "add_condition questions/nps", "about": "field:unit", "op": "is", "value": ""},
        {"do": "add_condition questions/score_reason 7 apart", "about": "nps", "op": "is", "value": "1"},
        {"do": "remove_condition questions/nps x"},
        {"do": "join questions/nps", "joiner": "maybe"},
        {"do": "fly nps"},
        {"do": "up"},
        {"do": "remove nowhere"},
        {"do": "move", "question": "nps", "index": "x"},
        {"do": "add_blank", "kind": "laser"},
        {"do": "add_library nothing"},
        {"do": "add_condition questions/nps", "about": "nps", "op": "hits", "value": "9"},
        {"do": "add_condition questions/score_reason", "about": "nps", "op": "at_most", "value": "many"},
        {"do": "remove_skip nps first"},
        {"f:questions/nps/id": "x"},
        {"f:survey/languages": "x"},
        {"f:survey/colour": "red;}"},
        {"f:ends/thanks/review_link": "javascript:alert(1)"},
        {"f:questions/nps/touchpoint": EVIL},
        {"text:questions/nps/text": "x" * 2001},
        {"text:questions/nps/text": "a\0b"},
        {"do": "add_language", "language": "<b>"},
        {"f:questions/score_reason/max_length": "1e99"},
    ],
)
def test_what_cannot_be_changed_is_said_on_the_page_and_changes_nothing(scene, given):
    before = scene.document
    answer = scene.post(**{"do": "save", **given})
    assert answer.status_code == 422
    assert "Not saved." in answer.content.decode()
    assert scene.document == before


def test_markup_in_every_text_is_shown_as_text(scene):
    scene.post("add_blank", kind="single")
    scene.post("add_end")
    scene.post("add_section nps", title=EVIL)
    scene.post("add_variant")
    texts = {
        f"text:{path}": EVIL
        for path in (
            "questions/nps/text", "questions/nps/help", "questions/nps/low_label", "questions/nps/high_label",
            "questions/q1/text", "questions/q1/choices/c1/text", "questions/q1/choices/c2/text",
            "ends/e1/title", "ends/e1/text", "variants/a/nps",
        )
    }  # fmt: skip
    scene.post(**texts, **{"f:variants/a/name": EVIL})
    Survey.objects.update(name=EVIL)
    for name in PAGES:
        for asked in (
            {},
            {"open": "q1", "all": "1"},
            {"open": "nps", "owner": "questions/q1", "about": "nps"},
        ):
            assert "<script>alert" not in scene.page(name, **asked)
    assert "&lt;script&gt;alert(1)" in scene.page("preview_inside", all="1")


def test_somebody_elses_change_stops_mine_and_keeps_my_words_in_sight(scene, world, sign_in):
    Membership.objects.filter(user=world.bob).update(role=Role.CX_MANAGER, scope=None)
    stale = "1.0"
    scene.post(client=sign_in(world.bob), **{"text:questions/nps/text": "Bobova otázka"})
    answer = scene.post(revision=stale, **{"text:questions/nps/text": "Alenina otázka"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bob changed this survey" in page
    assert "Alenina otázka" in page
    assert scene.document["questions"][0]["text"]["cs"] == "Bobova otázka"


def test_a_draft_with_faults_is_not_published_and_says_where(scene):
    scene.post("move", question="detractor_fix", section="", index="0")
    check = scene.page("check")
    assert "open=detractor_fix" in check
    refused = scene.client.post(scene.url("publish_draft"))
    assert refused.status_code == 422
    scene.post("undo")
    assert scene.client.post(scene.url("publish_draft")).status_code == 302
    assert Survey.objects.get(id=scene.id).state == "running"


def test_versions_are_compared(scene):
    scene.client.post(scene.url("publish_draft"))
    scene.post(**{"text:questions/nps/text": "Něco docela jiného?"})
    assert "begins anew" in scene.page("check")
    scene.client.post(scene.url("publish_draft"))
    compared = scene.page("versions", old="1", new="2")
    assert "What version 2 changes against version 1" in compared
    assert scene.client.get(scene.url("versions"), {"old": "9" * 40, "new": "x"}).status_code == 200


def test_missing_translations_are_counted_and_filled(scene):
    scene.post(**{"in": "en", "text:questions/score_reason/text": ""})
    page = scene.page("translations")
    assert "1 missing" in page
    scene.post(back="translations", **{"in": "en", "text:questions/score_reason/text": "Why?"})
    assert "1 missing" not in scene.page("translations")
    scene.post("add_language", language="de", back="translations")
    assert scene.document["languages"] == ["cs", "en", "de"]
    assert scene.document["questions"][0]["text"]["de"]
    scene.post("remove_language en", back="translations")
    assert scene.document["languages"] == ["cs", "de"]


def test_the_preview_may_be_framed_by_us_only_and_runs_nothing(scene):
    answer = scene.client.get(scene.url("preview_inside"), {"in": "en", "all": "1"})
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert 'lang="en"' in answer.content.decode()


def test_five_hundred_questions_stay_usable(scene, world):
    questions = [
        {"id": f"n{n}", "type": "single", "text": {"cs": f"Otázka {n}", "en": f"Question {n}"},
         "choices": [{"id": f"c{m}", "text": {"cs": f"Volba {m}", "en": f"Choice {m}"}} for m in range(5)]}
        for n in range(500)
    ]  # fmt: skip
    SurveyVersion.objects.filter(survey_id=scene.id).update(
        definition={"schema": 2, "languages": ["cs", "en"], "default_language": "cs", "questions": questions}
    )
    assert scene.page(open="n250").count("data-question=") == 500
    assert scene.post("up n499").status_code == 302
    assert scene.post("add_blank", kind="text").status_code == 422
    assert scene.page("translations").count("<textarea") == 40


def test_a_file_makes_the_same_survey_again(scene):
    shared = scene.client.get(scene.url("survey_file"))
    assert shared.headers["Content-Disposition"].startswith("attachment")
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = reverse("surveys:upload_survey", kwargs={"slug": "sova"})
    scene.client.post(upload, {"file": SimpleUploadedFile("s.json", shared.content)})
    made = SurveyVersion.objects.exclude(survey_id=scene.id).get()
    assert [one["id"] for one in made.definition["questions"]] == scene.names()
    for bad in (b"", b"{}", b"\xff\xfe", b'{"$schema": 1}'):
        scene.client.post(upload, {"file": SimpleUploadedFile("s.json", bad)})
    assert Survey.objects.count() == 2


def test_another_organisations_survey_is_not_there(scene, world, sign_in):
    theirs = create_survey(
        actor=system_actor(world.elsewhere.id),
        name="Cizí",
        definition={"questions": [{"id": "q", "type": "nps"}]},
        now=world.now,
    )
    for name in (*PAGES, "edit", "publish_draft", "duplicate"):
        for method in (scene.client.get, scene.client.post):
            assert method(scene.url(name, survey_id=theirs)).status_code in {404, 405}
