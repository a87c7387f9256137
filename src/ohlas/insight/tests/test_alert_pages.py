"""The pages and calls of rules, alerts and notices: empty, filled, and with what cannot be."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.world import NOW

from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.models import AuditEntry, User
from ohlas.accounts.rules import Permission
from ohlas.insight.actions.watching import look
from ohlas.insight.models import Alert, AlertRule, Notice, NoticeWish
from ohlas.insight.tests.conftest import Told
from ohlas.insight.tests.test_watch_with_rules import fallen
from ohlas.outbox.models import Delivery

pytestmark = pytest.mark.django_db
RULE = {
    "kind": "change",
    "name": "Falls",
    "measure": "nps",
    "step": "quarter",
    "per": "units",
    "direction": "worse",
}


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(f"/o/sova/{address}")
    assert answer.status_code == status, answer.content[:800]
    return answer.content.decode()


def posted(client: Client, address: str, status: int, **fields: object) -> str:
    answer = client.post(f"/o/sova/{address}", fields)
    assert answer.status_code == status, answer.content[:800]
    return answer.content.decode()


def watched(told: Told) -> Alert:
    fallen(told)
    posted(told.client, "alerts/rules/new/", 302, **RULE, audience=["unit_manager"])
    look(AlertRule.objects.get().id, NOW)
    return Alert.objects.get()


def test_empty_pages_say_why_and_offer_one_thing_to_do(silent: Told) -> None:
    assert "No rule looks yet" in page(silent.client, "alerts/")
    assert "Make the usual rules" in page(silent.client, "alerts/rules/")
    assert "You were told nothing yet" in page(silent.client, "notices/")
    assert "No brief yet" in page(silent.client, "briefs/")


def test_four_usual_rules_are_made_by_one_click_and_only_once(silent: Told) -> None:
    for _ in range(2):
        posted(silent.client, "alerts/rules/begin/", 302)
    assert sorted(AlertRule.objects.values_list("kind", flat=True)) == [
        "broken",
        "change",
        "severe",
        "silence",
    ]
    assert AuditEntry.objects.filter(deed="alert_rule.made").count() == 4
    assert Delivery.objects.filter(listener__endswith="look_with").count() == 4
    assert "The rules look, and found nothing" in page(silent.client, "alerts/")
    for kind in ("change", "severe", "silence", "broken"):
        rule = AlertRule.objects.get(kind=kind)
        assert "Make the rule" in page(silent.client, f"alerts/rules/new/?kind={kind}")
        assert "Save" in page(silent.client, f"alerts/rules/{rule.id}/")


def test_what_was_found_is_on_the_page_under_the_bell_and_taken_up(silent: Told) -> None:
    alert = watched(silent)
    assert "1 not read" in page(silent.client, "boards/")
    assert "Praha: Net Promoter Score fell" in page(silent.client, "alerts/")
    assert "Praha: Net Promoter Score fell" in page(silent.client, "notices/")
    shown = page(silent.client, f"alerts/{alert.id}/")
    assert "between" in shown
    assert "60 answers" in shown
    assert "Alice, Bob" in shown
    assert "1 not read" not in page(silent.client, "boards/")
    posted(silent.client, f"alerts/{alert.id}/", 302, note="I call them.")
    assert "“I call them.”" in page(silent.client, f"alerts/{alert.id}/")
    assert "Nothing is open" in page(silent.client, "alerts/")
    assert "Taken up by Alice" in page(silent.client, "alerts/?show=all")
    bob = silent.world.signed_in(silent.world.bob)
    assert "Alice has taken this up already" in posted(bob, f"alerts/{alert.id}/", 422, note="Mine")


def test_a_manager_of_another_branch_finds_no_such_alert(silent: Told) -> None:
    alert = watched(silent)
    silent.world.bob.memberships.update(scope=silent.world.brno)
    bob = silent.world.signed_in(silent.world.bob)
    page(bob, f"alerts/{alert.id}/", 404)
    assert "Praha" not in page(bob, "alerts/?show=all")
    assert "You were told nothing yet" in page(bob, "notices/")


def test_what_cannot_be_a_rule_is_said_beside_its_field(silent: Told) -> None:
    wrong = posted(silent.client, "alerts/rules/new/", 422, **{**RULE, "least": "5"})
    assert "a number from 30 to 10000 is allowed" in wrong
    severe = {"kind": "severe", "name": "Bad", "scale": "csat_1_5", "score": "9"}
    assert "a number from 1 to 5 is allowed" in posted(silent.client, "alerts/rules/new/", 422, **severe)
    hook = {**RULE, "hook": "javascript:alert(1)"}
    assert "an address such as https" in posted(silent.client, "alerts/rules/new/", 422, **hook)
    assert "is needed" in posted(silent.client, "alerts/rules/new/", 422, **{**RULE, "unit": "x"})
    nobody = {**RULE, "name": "<b>" * 60}
    assert "&lt;b&gt;" in posted(silent.client, "alerts/rules/new/", 422, **nobody)
    assert AlertRule.objects.count() == 0
    page(silent.client, "alerts/?show=some", 400)
    page(silent.client, "alerts/?from=-1", 400)
    posted(silent.client, "alerts/rules/new/", 302, **RULE)
    rule = AlertRule.objects.get()
    posted(silent.client, f"alerts/rules/{rule.id}/change/", 400, deed="sing")
    posted(silent.client, f"alerts/rules/{rule.id}/change/", 400, deed="renew")  # it sends nothing


def test_a_secret_is_shown_once(silent: Told) -> None:
    posted(silent.client, "alerts/rules/new/", 302, **RULE, hook="https://example.com/ohlas")
    rule, client = AlertRule.objects.get(), silent.client
    answer = client.post(f"/o/sova/alerts/rules/{rule.id}/change/", {"deed": "renew"}, follow=True)
    assert b"whsec_" in answer.content
    assert "whsec_" not in page(client, f"alerts/rules/{rule.id}/")
    assert "whsec_" not in rule.sealed


def test_rules_are_switched_off_left_and_removed(silent: Told) -> None:
    watched(silent)
    rule, change = AlertRule.objects.get(), f"alerts/rules/{AlertRule.objects.get().id}/change/"
    posted(silent.client, change, 302, deed="off")
    assert "Switch on" in page(silent.client, "alerts/rules/")
    posted(silent.client, change, 302, deed="spare")
    assert "Tell me" in page(silent.client, f"alerts/rules/{rule.id}/")
    posted(silent.world.signed_in(silent.world.bob), change, 403, deed="remove")
    posted(silent.client, change, 302, deed="remove")
    assert (AlertRule.objects.count(), Alert.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_notices_are_read_put_off_and_read_all_at_once(silent: Told) -> None:
    watched(silent)
    notice = Notice.objects.get(user=silent.world.alice)
    posted(silent.client, f"notices/{notice.id}/", 302, deed="week")
    assert "comes back" in page(silent.client, "notices/")
    posted(silent.client, f"notices/{notice.id}/", 302, deed="unread")
    posted(silent.client, "notices/read/", 302)
    notice.refresh_from_db()
    assert notice.read_at is not None
    posted(silent.client, f"notices/{notice.id}/", 400, deed="sing")
    others = Notice.objects.get(user=silent.world.bob)
    posted(silent.client, f"notices/{others.id}/", 404, deed="read")


def test_how_one_is_told_is_settled_on_a_page(silent: Told) -> None:
    assert "Europe/Prague" in page(silent.client, "notices/settings/")
    wish = {"rhythm": "weekly", "zone": "Europe/Kyiv", "quiet_from": "22:00", "quiet_to": "06:30"}
    posted(silent.client, "notices/settings/", 302, **wish, digest_at="09:00", language="cs")
    row = NoticeWish.objects.get(user=silent.world.alice)
    assert (row.rhythm, row.zone, row.brief_by_mail) == ("weekly", "Europe/Kyiv", False)
    assert User.objects.get(id=silent.world.alice.id).language == "cs"
    assert "time zone" in posted(silent.client, "notices/settings/", 422, **{**wish, "zone": "Mars"})
    assert "allowed" in posted(silent.client, "notices/settings/", 422, **wish, language="tlh")


def test_the_language_chosen_in_the_menu_is_that_of_letters_too(silent: Told) -> None:
    assert silent.client.post("/language/", {"language": "pl", "next": "/"}).status_code == 302
    assert User.objects.get(id=silent.world.alice.id).language == "pl"
    silent.client.post("/language/", {"language": "tlh", "next": "/"})
    assert User.objects.get(id=silent.world.alice.id).language == "pl"


def secret_of(told: Told, *scopes: Permission) -> dict[str, str]:
    key = issue_api_key(actor=told.alice, name="x", scopes=set(scopes), now=timezone.now())
    return {"authorization": f"Bearer {key.secret}"}


def test_a_program_makes_changes_and_removes_rules_and_reads_alerts(silent: Told) -> None:
    fallen(silent)
    keys = secret_of(silent, Permission.SEE_FIGURES, Permission.EDIT_SURVEYS)
    client = Client(headers=keys)
    rule = {"name": "Falls", "kind": "change", "watch": {"step": "quarter"}, "audience": ["owner"]}

    def sent(method: str, path: str, body: object) -> tuple[int, dict]:
        answer = client.generic(method, f"/api/v1{path}", json.dumps(body), "application/json")
        return answer.status_code, json.loads(answer.content or b"{}")

    status, made = sent("POST", "/alert-rules", {**rule, "hook": "https://example.com/x"})
    assert (status, made["on"], made["secret"][:6]) == (200, True, "whsec_")
    assert client.get(f"/api/v1/alert-rules/{made['id']}").json()["secret"] == ""
    look(AlertRule.objects.get().id, NOW)
    (alert,) = client.get("/api/v1/alerts?open=true").json()
    assert alert["evidence"]["change"]["difference"] < alert["evidence"]["change"]["high"] < 0
    assert sent("POST", f"/alerts/{alert['id']}/take-up", {"note": "seen"})[1]["note"] == "seen"
    assert client.get("/api/v1/alerts?open=true").json() == []
    status, changed = sent("PUT", f"/alert-rules/{made['id']}", {**rule, "on": False})
    assert (status, changed["on"]) == (200, False)
    assert sent("POST", "/alert-rules", {**rule, "watch": {"least": 1}})[0] == 422
    assert sent("POST", "/alert-rules", {**rule, "kind": "weather"})[0] == 422
    assert sent("POST", "/alert-rules", {**rule, "audience": []})[1]["detail"].startswith("“audience”")
    two = {"measure": "mean", "questions": ["nps", "csat"]}
    assert "nps_0_10" in sent("POST", "/alert-rules", {**rule, "watch": two})[1]["detail"]
    assert client.delete(f"/api/v1/alert-rules/{made['id']}").status_code == 204
    assert client.get("/api/v1/briefs").json() == []


def test_a_rule_that_cannot_look_any_more_says_why(silent: Told) -> None:
    watched(silent)
    rule = AlertRule.objects.get()
    rule.document = {**rule.document, "questions": ["csat"]}
    rule.save()
    look(rule.id, NOW + timedelta(hours=2))
    assert "This rule cannot look" in page(silent.client, f"alerts/rules/{rule.id}/")
