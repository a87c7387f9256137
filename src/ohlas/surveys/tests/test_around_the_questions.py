"""What stands around the questions is set by plain forms: manner, last pages, quotas with their words, tests."""

import pytest

from ohlas.surveys.models import SurveyVersion
from ohlas.surveys.rules import parse_definition, remarks


def test_settings_ends_quotas_and_variants_are_kept(scene):
    scene.post(
        **{
            "f:survey/layout": "single",
            "f:survey/address": "informal",
            "f:survey/anonymous": "1",
            "f:survey/colour": "#aabbcc",
            "f:survey/closes_at": "2026-12-24T18:00",
            "f:survey/edit_minutes": "15",
        }
    )
    scene.post("add_quota", limit="20")
    scene.post("add_condition quotas/k1", about="nps", op="at_most", value="6")
    scene.post("add_variant")
    document = scene.document
    assert (document["layout"], document["address"], document["anonymous"]) == ("single", "informal", True)
    assert (document["brand"]["colour"], document["closes_at"]) == ("#aabbcc", "2026-12-24T18:00")
    assert document["quotas"][0]["limit"] == 20
    assert len(document["variants"]) == 2
    assert scene.page("settings", reword="b/nps")


def test_a_full_quota_has_words_of_its_own_in_every_language(scene):
    scene.post("add_quota", limit="20", back="settings")
    scene.post(**{"text:quotas/k1/text": "Ochutnávka je plná.", "back": "settings"})
    assert "Ochutnávka je plná." in scene.page("settings")
    (missing,) = remarks(parse_definition(scene.document), {})
    assert (missing.kind, missing.where) == ("missing_translation", "k1")
    assert "When a quota is full" in scene.page("translations", **{"in": "en"})
    scene.post(**{"text:quotas/k1/text": "The tasting is full.", "in": "en", "back": "translations"})
    assert scene.document["quotas"][0]["text"] == {"cs": "Ochutnávka je plná.", "en": "The tasting is full."}
    assert not remarks(parse_definition(scene.document), {})
    for language in ("cs", "en"):
        scene.post(**{"text:quotas/k1/text": "", "in": language})
    assert "text" not in scene.document["quotas"][0]


@pytest.mark.parametrize("entry", ["line", "name", "organization"])
def test_a_text_is_asked_in_one_line_where_the_card_says_so(scene, entry):
    scene.post("add_blank", kind="text")
    name = scene.names()[-1]
    assert "Room for the answer" in scene.page(open=name)
    scene.post(**{f"f:questions/{name}/entry": entry, f"text:questions/{name}/text": "Kdo?"})
    inside = scene.client.get(scene.url("preview_inside"), {"in": "cs", "all": "1"}).content.decode()
    field = inside[inside.index(f'name="q:{name}"') - 40 : inside.index(f'name="q:{name}"') + 120]
    assert "<input" in field
    assert (f'autocomplete="{entry}"' in field) is (entry != "line")
    scene.post(**{f"f:questions/{name}/entry": ""})
    assert f'<textarea id="q-{name}-in"' in (
        scene.client.get(scene.url("preview_inside"), {"in": "cs", "all": "1"}).content.decode()
    )
    scene.post(f"retype {name}", kind="email")
    assert "entry" not in scene.document["questions"][-1]


def test_a_condition_may_ask_for_the_touchpoint(scene):
    scene.post("add_quota", limit="20")
    scene.post("add_condition quotas/k1", about="field:touchpoint", op="is", value="till")
    assert scene.document["quotas"][0]["when"] == {"field": "touchpoint", "op": "is", "value": "till"}
    assert "the touchpoint of the link" in scene.page("settings")
    assert parse_definition(SurveyVersion.objects.order_by("-number").first().definition)
