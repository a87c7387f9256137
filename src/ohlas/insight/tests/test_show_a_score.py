"""A score for everybody: whole or not at all, switched on by hand, taken back at once, words never markup."""

import json
from io import BytesIO

import pytest
from django.test import Client
from lxml import etree
from PIL import Image
from pptx import Presentation
from tests.world import NOW

from ohlas.accounts.models import AuditEntry, Organisation
from ohlas.insight.actions.badges import make_badge, revoke_badge
from ohlas.insight.errors import BadSchedule
from ohlas.insight.models import Badge
from ohlas.insight.queries.badges import BadgeSubject
from ohlas.insight.rules.badges import BadgePeriod
from ohlas.insight.tests.conftest import SPRING
from ohlas.insight.tests.papers import texts_in
from ohlas.insight.views import badges


@pytest.fixture
def in_november(monkeypatch):
    monkeypatch.setattr(badges.timezone, "now", lambda: NOW)


def subject(told, *, unit=None, measure="nps", scale="nps_0_10", period=BadgePeriod.YEAR, language="en"):
    organisation = told.world.organisation.id
    return BadgeSubject(organisation, unit.id if unit else None, measure, scale, period, language)


def shown(told, **more):
    made = make_badge(actor=told.alice, subject=subject(told, **more), now=NOW)
    return Badge.objects.get(id=made)


def fetched(badge, kind, client=None, **headers):
    return (client or Client()).get(f"/p/score/{badge.token}.{kind}", headers=headers)


def test_everybody_sees_the_whole_score_with_n_and_period(told, in_november):
    badge = shown(told)
    answer = fetched(badge, "json")
    document = json.loads(answer.content)
    assert (document["value"], document["n"]) == (pytest.approx(29.41, abs=0.01), 170)
    assert (document["since"], document["until"]) == ("2025-11-01", "2026-10-31")
    assert document["structuredData"] is None
    assert answer["Access-Control-Allow-Origin"] == "*"
    drawn = fetched(badge, "svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    said = "".join(etree.fromstring(drawn.content).itertext())
    for words in ("29.4", "170 answers", "between 16.1 and 41.7", "1 Nov 2025 – 31 Oct 2026", "20 Nov 2026"):
        assert words in said
    picture = Image.open(BytesIO(fetched(badge, "png").content))
    assert picture.size[0] > 800


def test_a_mean_of_stars_is_a_rating_for_search_engines_and_a_share_is_not(told, in_november):
    rating = json.loads(fetched(shown(told, measure="csat_mean", scale="csat_1_5"), "json").content)
    assert rating["structuredData"]["@type"] == "AggregateRating"
    assert rating["structuredData"]["ratingCount"] == rating["n"] == 170
    assert (rating["structuredData"]["worstRating"], rating["structuredData"]["bestRating"]) == (1, 5)
    share = json.loads(fetched(shown(told, measure="csat", scale="csat_1_5"), "json").content)
    assert share["structuredData"] is None


def test_a_period_is_said_whole_even_where_it_is_everything(told, in_november):
    document = json.loads(fetched(shown(told, period=BadgePeriod.ALL), "json").content)
    assert (document["since"], document["until"]) == ("2026-05-01", "2026-10-31")
    assert document["n"] == 170


def test_a_unit_is_counted_whole_with_all_below_it(told, in_november):
    praha = json.loads(fetched(shown(told, unit=told.world.prague), "json").content)
    region = json.loads(fetched(shown(told, unit=told.world.region), "json").content)
    assert (praha["n"], region["n"]) == (120, 170)


def test_too_few_answers_are_refused_and_a_badge_that_loses_them_says_so(told, in_november, monkeypatch):
    with pytest.raises(BadSchedule, match="Only 0 of the 30 answers"):
        shown(told, measure="stars_mean", scale="stars_1_5")
    badge = shown(told)
    monkeypatch.setattr(badges.timezone, "now", lambda: NOW.replace(year=2028))
    document = json.loads(fetched(badge, "json").content)
    assert (document["value"], document["n"]) == (None, None)
    assert "fewer than 30" in document["refusal"]
    assert "fewer than 30" in fetched(badge, "svg").content.decode()
    assert fetched(badge, "png").status_code == 200


def test_unknown_and_revoked_ones_look_alike(told, in_november):
    badge = shown(told)
    revoke_badge(actor=told.alice, badge_id=badge.id, now=NOW)
    gone, never = fetched(badge, "svg"), Client().get("/p/score/nothing-here.svg")
    assert gone.status_code == never.status_code == 404
    assert Client().get(f"/p/score/{badge.token}.exe").status_code == 404
    deeds = list(
        AuditEntry.objects.filter(object_kind="badge").order_by("at", "id").values_list("deed", flat=True)
    )
    assert sorted(deeds) == ["badge.revoked", "badge.shown"]


def test_it_may_be_kept_for_an_hour_and_asked_again_for_free(told, in_november):
    badge = shown(told)
    first = fetched(badge, "svg")
    assert first["Cache-Control"] == "public, max-age=3600"
    again = fetched(badge, "svg", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    told.tell(40, {"nps": 0}, unit=told.world.prague, at=SPRING)
    assert fetched(badge, "svg", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_hostile_name_is_words_everywhere(told, in_november):
    name = '</text><script>alert(1)</script>"#panic()'
    Organisation.objects.filter(id=told.world.organisation.id).update(name=name)
    badge = shown(told, measure="csat_mean", scale="csat_1_5")
    tree = etree.fromstring(fetched(badge, "svg").content)
    assert not [one for one in tree.iter() if str(one.tag).endswith("script")]
    assert name[:30] in "".join(tree.itertext())
    assert fetched(badge, "png").status_code == 200
    page = told.client.get("/o/sova/badges/").content.decode()
    assert "<script>alert" not in page
    assert "\\u003cscript" in page


def test_one_looks_first_and_then_shows_it(told, in_november):
    asked = {"measure": "nps:nps_0_10", "unit": "", "period": "12m", "language": "cs"}
    page = told.client.get("/o/sova/badges/", asked).content.decode()
    assert "Show it to everybody" in page
    preview = told.client.get("/o/sova/badges/preview.svg", asked)
    assert "29,4" in preview.content.decode()
    assert "170 odpovědí" in preview.content.decode()
    assert not Badge.objects.exists()
    assert told.client.post("/o/sova/badges/", asked).status_code == 302
    badge = Badge.objects.get()
    page = told.client.get("/o/sova/badges/").content.decode()
    assert f"/p/score/{badge.token}.svg" in page
    slide = told.client.get(f"/o/sova/badges/{badge.id}/slide.pptx")
    deck = Presentation(BytesIO(slide.content))
    assert len(deck.slides) == 1
    for words in ("29,4", "170 odpovědí", "1. 11. 2025 – 31. 10. 2026"):
        assert words in texts_in(slide.content)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"measure": "mean:number"}, "a measure your customers"),
        ({"measure": "nps:csat_1_5"}, "a measure your customers"),
        ({"measure": "stars_mean:stars_1_5"}, "Only 0 of the 30"),
        ({"period": "yesterday"}, "period and a unit from the lists"),
        ({"unit": "x"}, "period and a unit from the lists"),
        ({"unit": "0190f000-0000-7000-8000-000000000009"}, "one of its units"),
        ({"language": "tlh"}, "one of the languages"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(told, in_november, wrong, said):
    asked = {"measure": "nps:nps_0_10", "unit": "", "period": "12m", "language": "en", **wrong}
    answer = told.client.post("/o/sova/badges/", asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Badge.objects.exists()
