"""Staff set kiosks up, change them, switch them off; what cannot run without a network is refused with reasons."""

import json
import re

import pytest
from django.urls import reverse

from ohlas.accounts.models import AuditEntry
from ohlas.feedback.models import Kiosk
from ohlas.feedback.rules.kiosks import pin_hash
from ohlas.feedback.sources.form.tests.scene import survey_of
from ohlas.feedback.sources.kiosk.tests.conftest import SHORT
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, choices, questionnaire

ADDRESS = re.compile(r'value="http://testserver(/k/[^"]+)"')


def where(name, **ids):
    return reverse(f"feedback:{name}", kwargs={"slug": "sova", **ids})


@pytest.fixture
def form(world):
    """What is filled in for a kiosk at Prague."""
    survey = survey_of(world.organisation, world.now, SHORT)
    own = {"name": "Door", "survey": str(survey), "unit": "praha", "languages": ["cs", "en"]}
    return {**own, "pin": "2468", "idle_s": "45", "thanks_s": "6"}


def test_a_unit_manager_makes_a_kiosk_and_sees_its_address_once(world, sign_in, form):
    bob = sign_in(world.bob)
    made = bob.post(where("new_kiosk"), form)
    path = ADDRESS.search(made.content.decode())[1]
    assert made.headers["Cache-Control"] == "no-store"
    assert bob.get(path).status_code == 200
    kiosk = Kiosk.objects.get()
    assert path not in bob.get(where("kiosk", kiosk_id=kiosk.id)).content.decode()
    assert (kiosk.unit_id, kiosk.languages) == (world.prague.id, ["cs", "en"])
    assert kiosk.pin_hash == pin_hash("2468", kiosk.pin_salt)
    assert "2468" not in json.dumps(list(Kiosk.objects.values()), default=str)
    assert AuditEntry.objects.filter(deed="make_kiosk", object_id=str(kiosk.id)).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pin": "12"}, "A PIN has 4 to 8 digits."),
        ({"pin": ""}, "A PIN has 4 to 8 digits."),
        ({"pin": "١٢٣٤"}, "A PIN has 4 to 8 digits."),
        ({"name": ""}, "This field is required."),
        ({"unit": "brno"}, "Select a valid choice"),
        ({"idle_s": "3"}, "greater than or equal to 15"),
        ({"survey": "x"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_says_why(world, sign_in, form, change, said):
    refused = sign_in(world.bob).post(where("new_kiosk"), {**form, **change})
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert Kiosk.objects.count() == 0


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (questionnaire(asked("nps"), asked("why", "text", text={"en": "Why {{nps}}?"})), "repeats an earlier"),
        (questionnaire(asked("photo", "file")), "asks for a file"),
        (questionnaire(asked("one", "single", choices=choices("a", "b"), shuffle=True)), "random order"),
        (AFTER_PURCHASE, "takes its choices from an earlier answer"),
    ],
)  # fmt: skip
def test_a_survey_that_needs_the_server_is_refused_with_the_reason(world, sign_in, form, definition, said):
    survey = survey_of(world.organisation, world.now, definition, "Too much")
    refused = sign_in(world.alice).post(where("new_kiosk"), {**form, "survey": str(survey), "languages": []})
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert Kiosk.objects.count() == 0


def test_circumstances_may_stand_in_texts(world, sign_in, form):
    definition = questionnaire(asked("nps", text={"en": "How was {{unit|it}}?"}), languages=["en"])
    survey = survey_of(world.organisation, world.now, definition, "Place")
    made = sign_in(world.alice).post(where("new_kiosk"), {**form, "survey": str(survey), "languages": []})
    page = sign_in(world.alice).get(ADDRESS.search(made.content.decode())[1]).content.decode()
    assert "How was Praha?" in page


def test_a_new_address_takes_the_old_ones_rights_away(world, sign_in, tablet):
    device = tablet()
    bob = sign_in(world.bob)
    renewed = bob.post(where("renew_kiosk", kiosk_id=device.kiosk)).content.decode()
    assert device.open().status_code == 404
    assert bob.get(ADDRESS.search(renewed)[1]).status_code == 200


def test_a_kiosk_is_changed_and_its_pin_kept(world, sign_in, tablet):
    device = tablet()
    before = Kiosk.objects.get().pin_hash
    stamp = device.beat().json()["stamp"]
    own = {"name": "Counter", "languages": ["cs"], "pin": "", "idle_s": "30", "thanks_s": "4"}
    changed = sign_in(world.bob).post(where("kiosk", kiosk_id=device.kiosk), own)
    assert changed.status_code == 302
    kiosk = Kiosk.objects.get()
    assert (kiosk.name, kiosk.languages, kiosk.idle_s, kiosk.pin_hash) == ("Counter", ["cs"], 30, before)
    assert device.beat().json()["stamp"] != stamp
    assert '<template id="in-en">' not in device.open().content.decode()


def test_switching_off_is_said_in_the_list(world, sign_in, tablet):
    device = tablet()
    bob = sign_in(world.bob)
    assert "Door" in bob.get(where("kiosks")).content.decode()
    off = bob.post(where("close_kiosk", kiosk_id=device.kiosk), follow=True).content.decode()
    assert "1 kiosk switched off" in off
    assert device.open().status_code == 404


def test_the_empty_list_says_what_to_do(world, sign_in):
    page = sign_in(world.alice).get(where("kiosks")).content.decode()
    assert "No kiosk yet" in page
    assert page.count(where("new_kiosk")) == 1
    assert "No survey is running" in sign_in(world.alice).get(where("new_kiosk")).content.decode()


def test_who_may_only_look_makes_none(world, sign_in, form):
    assert sign_in(world.carol).post(where("new_kiosk"), form).status_code == 403


def test_the_page_runs_no_inline_script(tablet):
    page = tablet().open()
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    scripts = re.findall(r"<script[^>]*>", page.content.decode())
    assert all('src="/static/' in one or 'type="application/json"' in one for one in scripts)


def test_a_name_with_markup_stays_text(tablet):
    page = tablet(name="<script>alert(1)</script>").open().content.decode()
    assert "<script>alert" not in page


def test_the_box_for_the_pin_speaks_the_kiosks_first_language(tablet):
    page = tablet(languages=("cs", "en")).open().content.decode()
    box = page[page.index('<dialog id="pin"') : page.index('<dialog id="room"')]
    assert all(f">{word}<" in box for word in ("Pro obsluhu", "Otevřít", "Zpět"))
    assert not re.search(r"Nevyřízeno|Open|Back|PIN can", box)
