"""Rules find real changes, severe answers, silence and what is broken; one cause is one alert."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.world import NOW

from ohlas.accounts.access import Actor, actor_for
from ohlas.accounts.errors import Forbidden, NotHere
from ohlas.accounts.models import AuditEntry, Unit
from ohlas.accounts.rules import Role
from ohlas.feedback.events import ResponseRecorded
from ohlas.feedback.models import Kiosk, Response
from ohlas.insight.actions.alerts import RuleWish, make_rule, say_wish, switch_rule, take_up
from ohlas.insight.actions.watching import hear, hear_recorded, look
from ohlas.insight.errors import BadRule, TakenAlready
from ohlas.insight.models import Alert, AlertRule, Notice
from ohlas.insight.rules import Step
from ohlas.insight.rules.alerts import (
    AlertKind,
    BrokenRule,
    ChangeRule,
    Direction,
    Per,
    SevereRule,
    SilenceRule,
    Watch,
    read_watch,
)
from ohlas.insight.tests.conftest import SPRING, SUMMER, Told
from ohlas.lib.ids import new_id
from ohlas.metrics import UnlikeScales
from ohlas.outbox import Delivered
from ohlas.outbox.models import Delivery
from ohlas.surveys.models import SurveyVersion

pytestmark = pytest.mark.django_db
QUARTERLY = ChangeRule(step=Step.QUARTER)
BOTH = (Role.OWNER, Role.UNIT_MANAGER)


def rule_of(  # noqa: PLR0917 - a rule, as short as tests want it
    actor: Actor,
    kind: AlertKind,
    watch: Watch,
    unit: Unit | None = None,
    audience: tuple[Role, ...] = BOTH,
    hook: str = "",
) -> AlertRule:
    wish = RuleWish("Watch", kind, watch, unit.id if unit else None, audience, hook)
    return AlertRule.objects.get(id=make_rule(actor=actor, wish=wish, now=NOW)[0])


def fallen(told: Told) -> Told:
    """Praha falls from 60 promoters to 60 detractors; Brno stays; both are large enough to be tested."""
    for at, score in ((SPRING, 9), (SUMMER, 3)):
        told.tell(60, {"nps": score}, unit=told.world.prague, at=at)
        told.tell(60, {"nps": 9}, unit=told.world.brno, at=at)
    return told


def notices() -> list[str]:
    return sorted(Notice.objects.values_list("user__email", flat=True))


def test_a_real_change_is_told_once_to_those_who_see_the_branch(silent: Told) -> None:
    told = fallen(silent)
    rule = rule_of(told.alice, AlertKind.CHANGE, QUARTERLY)
    assert look(rule.id, NOW) == 1
    alert = Alert.objects.get()
    assert alert.unit_id == told.world.prague.id
    assert alert.evidence["since"] == "2026-07-01"
    assert alert.evidence["change"]["difference"] < -100
    assert notices() == ["alice@example.com", "bob@example.com"]
    assert look(rule.id, NOW + timedelta(hours=2)) == 0
    assert Alert.objects.count() == 1


def test_a_manager_is_told_of_own_branches_only(silent: Told) -> None:
    told = silent
    for at, score in ((SPRING, 9), (SUMMER, 3)):
        told.tell(60, {"nps": score}, unit=told.world.brno, at=at)
    look(rule_of(told.alice, AlertKind.CHANGE, QUARTERLY).id, NOW)
    assert Alert.objects.get().unit_id == told.world.brno.id
    assert notices() == ["alice@example.com"]


def test_a_raw_difference_within_chance_or_under_the_least_number_is_no_alert(silent: Told) -> None:
    told = silent
    for at, low in ((SPRING, 8), (SUMMER, 12)):
        told.tell(60 - low, {"nps": 9}, unit=told.world.prague, at=at)
        told.tell(low, {"nps": 3}, unit=told.world.prague, at=at)
        told.tell(29, {"nps": 9 if at is SPRING else 0}, unit=told.world.brno, at=at)
    rule = rule_of(told.alice, AlertKind.CHANGE, QUARTERLY)
    assert look(rule.id, NOW) == 0


def test_more_answers_may_be_asked_for_than_thirty(silent: Told) -> None:
    told = fallen(silent)
    strict = rule_of(told.alice, AlertKind.CHANGE, ChangeRule(step=Step.QUARTER, least=61))
    assert look(strict.id, NOW) == 0


def test_only_the_direction_asked_for_is_told(silent: Told) -> None:
    told = fallen(silent)
    better = ChangeRule(step=Step.QUARTER, direction=Direction.BETTER)
    assert look(rule_of(told.alice, AlertKind.CHANGE, better).id, NOW) == 0
    either = ChangeRule(step=Step.QUARTER, direction=Direction.BOTH, per=Per.WHOLE)
    assert look(rule_of(told.alice, AlertKind.CHANGE, either).id, NOW) == 1
    assert Alert.objects.get().unit_id is None
    assert notices() == ["alice@example.com"]


def test_a_unit_that_closed_is_watched_no_more(silent: Told) -> None:
    told = fallen(silent)
    Unit.objects.filter(id=told.world.prague.id).update(valid_to=SUMMER.date())
    assert look(rule_of(told.alice, AlertKind.CHANGE, QUARTERLY).id, NOW) == 0


def test_a_new_rule_looks_back_and_tells_nobody_of_the_past(silent: Told) -> None:
    told = fallen(silent)
    later = datetime(2027, 2, 3, 9, tzinfo=UTC)
    rule = rule_of(told.alice, AlertKind.CHANGE, QUARTERLY)
    assert look(rule.id, later) == 1
    assert Alert.objects.get().evidence["looked_back"] is True
    assert notices() == []


def test_own_word_comes_before_the_audience(silent: Told) -> None:
    told = fallen(silent)
    rule = rule_of(told.alice, AlertKind.CHANGE, QUARTERLY)
    say_wish(actor=told.bob, rule_id=rule.id, wants=False, now=NOW)
    look(rule.id, NOW)
    assert notices() == ["alice@example.com"]


def test_a_rule_switched_off_does_not_look(silent: Told) -> None:
    told = fallen(silent)
    rule = rule_of(told.alice, AlertKind.CHANGE, QUARTERLY)
    switch_rule(actor=told.alice, rule_id=rule.id, on=False, now=NOW)
    assert look(rule.id, NOW) == 0


def answered(told: Told, score: int, unit: Unit, **more: object) -> Response:
    return Response.objects.create(
        client_id=new_id(),
        organisation=told.world.organisation,
        version=told.version,
        answers={"nps": score},
        answered_at=NOW,
        received_at=NOW,
        channel="web",
        language="cs",
        unit=unit,
        **more,
    )


def test_one_severe_answer_is_told_at_once_and_once(silent: Told) -> None:
    rule_of(silent.alice, AlertKind.SEVERE, SevereRule(score=2))
    bad, good = answered(silent, 2, silent.world.prague), answered(silent, 3, silent.world.prague)
    owner = silent.world.organisation.id
    events = [Delivered(ResponseRecorded(one.id), new_id(), owner, NOW) for one in (bad, good, bad)]
    hear_recorded(events, NOW)
    hear_recorded(events, NOW)
    assert [one.response_id for one in Alert.objects.all()] == [bad.id]
    assert notices() == ["alice@example.com", "bob@example.com"]
    bad.delete()
    assert Alert.objects.count() == 0


def test_imports_and_anonymous_answers_set_no_rule_off(silent: Told) -> None:
    rule_of(silent.alice, AlertKind.SEVERE, SevereRule(score=2))
    hidden = answered(silent, 0, silent.world.prague, release=0)
    assert hear([hidden.id], silent.world.organisation.id, NOW) == 0
    assert hear([new_id()], silent.world.organisation.id, NOW) == 0


def test_a_rule_on_single_answers_of_an_anonymous_survey_is_refused(silent: Told) -> None:
    definition = {**silent.version.definition, "anonymous": True}
    SurveyVersion.objects.create(
        organisation=silent.world.organisation,
        survey=silent.survey,
        number=2,
        definition=definition,
        published_at=NOW,
    )
    with pytest.raises(BadRule, match="anonymous"):
        rule_of(silent.alice, AlertKind.SEVERE, SevereRule(score=2, surveys=(str(silent.survey.id),)))


def test_words_that_ask_to_act_are_told(wrote: Told) -> None:
    rule_of(wrote.alice, AlertKind.SEVERE, SevereRule(signals=("legal",)))
    person = answered(wrote, 2, wrote.world.brno)
    person.answers = {"nps": 2, "why": "Podám na vás žalobu, můj právník vás bude kontaktovat."}
    person.save()
    from ohlas.feedback.actions.enrich import read_responses
    from ohlas.outbox.models import Event

    read_responses([person], NOW)
    told = Event.objects.filter(name="feedback.urgent_said")
    assert [one.body["response_id"] for one in told] == [str(person.id)]
    assert hear([person.id], wrote.world.organisation.id, NOW) == 1
    assert "legal" in Alert.objects.get().evidence["signals"]
    assert notices() == ["alice@example.com"]


def spoken(told: Told, unit: Unit, until: datetime, per_day: int, days: int = 90) -> None:
    Response.objects.bulk_create(
        Response(
            id=new_id(),
            client_id=new_id(),
            organisation=told.world.organisation,
            version=told.version,
            answers={"nps": 9},
            answered_at=until - timedelta(days=back, minutes=place),
            received_at=until,
            channel="web",
            language="cs",
            unit=unit,
        )
        for back in range(days)
        for place in range(per_day)
    )


def test_silence_where_answers_are_expected_is_told_and_ends_when_they_come(silent: Told) -> None:
    spoken(silent, silent.world.prague, NOW - timedelta(days=5), 3)
    spoken(silent, silent.world.brno, NOW, 3)
    rule = rule_of(silent.alice, AlertKind.SILENCE, SilenceRule())
    assert look(rule.id, NOW) == 1
    alert = Alert.objects.get()
    assert (alert.unit_id, alert.evidence["days"]) == (silent.world.prague.id, 4)
    assert 10 < alert.evidence["expected"] <= 12
    assert look(rule.id, NOW + timedelta(days=1)) == 0
    answered(silent, 9, silent.world.prague)
    assert look(rule.id, NOW + timedelta(hours=1)) == 0
    assert Alert.objects.get().ended_at is not None


def test_a_small_unit_does_not_cry(silent: Told) -> None:
    spoken(silent, silent.world.prague, NOW - timedelta(days=5), 1)
    assert look(rule_of(silent.alice, AlertKind.SILENCE, SilenceRule()).id, NOW) == 0


def test_a_closed_unit_is_not_silent_but_gone(silent: Told) -> None:
    spoken(silent, silent.world.prague, NOW - timedelta(days=5), 3)
    Unit.objects.filter(id=silent.world.prague.id).update(valid_to=(NOW - timedelta(days=4)).date())
    assert look(rule_of(silent.alice, AlertKind.SILENCE, SilenceRule()).id, NOW) == 0


def test_what_is_broken_is_told_until_it_works_and_again_when_it_breaks_again(silent: Told) -> None:
    dead = Delivery.objects.create(
        organisation_id=silent.world.organisation.id,
        listener="x",
        available_at=NOW,
        created_at=NOW,
        dead_at=NOW,
    )
    rule = rule_of(silent.alice, AlertKind.BROKEN, BrokenRule())
    assert (look(rule.id, NOW), look(rule.id, NOW)) == (1, 0)
    Delivery.objects.filter(id=dead.id).update(done_at=NOW)
    assert look(rule.id, NOW) == 0
    assert Alert.objects.get().ended_at == NOW
    Delivery.objects.filter(id=dead.id).update(done_at=None)
    assert look(rule.id, NOW) == 1


def test_a_kiosk_that_was_not_seen_is_missed_by_its_branch(silent: Told) -> None:
    Kiosk.objects.create(
        organisation=silent.world.organisation,
        survey=silent.survey,
        unit=silent.world.prague,
        name="Door",
        idle_s=60,
        thanks_s=5,
        pin_salt="x",
        pin_hash="x",
        key_hash="k",
        created_at=SPRING,
        seen_at=NOW - timedelta(hours=30),
    )
    look(rule_of(silent.alice, AlertKind.BROKEN, BrokenRule(kiosk_hours=24)).id, NOW)
    assert Alert.objects.get().evidence["name"] == "Door"
    assert notices() == ["alice@example.com", "bob@example.com"]


def test_an_alert_is_taken_up_once_with_a_name_and_a_note(silent: Told) -> None:
    look(rule_of(silent.alice, AlertKind.CHANGE, QUARTERLY).id, NOW) or fallen(silent)
    rule = AlertRule.objects.get()
    AlertRule.objects.update(looked_at=None)
    look(rule.id, NOW)
    alert = Alert.objects.get()
    take_up(actor=silent.bob, alert_id=alert.id, note="I call the kitchen.", now=NOW)
    alert.refresh_from_db()
    assert (alert.taken_by_id, alert.note) == (silent.world.bob.id, "I call the kitchen.")
    assert set(Notice.objects.values_list("mail", flat=True)) == {"none"}
    with pytest.raises(TakenAlready, match="Bob"):
        take_up(actor=silent.alice, alert_id=alert.id, note="Me too.", now=NOW)
    assert AuditEntry.objects.filter(deed="alert.taken_up").count() == 1


def test_what_cannot_be_a_rule_is_refused_with_the_place(silent: Told) -> None:
    alice = silent.alice
    with pytest.raises(UnlikeScales):
        rule_of(alice, AlertKind.CHANGE, ChangeRule(measure="mean", questions=("nps", "csat")))
    with pytest.raises(UnlikeScales):
        rule_of(alice, AlertKind.SEVERE, SevereRule(score=2, questions=("nps", "csat")))
    with pytest.raises(BadRule, match="score"):
        read_watch(AlertKind.SEVERE, {"scale": "csat_1_5", "score": 9})
    with pytest.raises(BadRule, match="score"):
        read_watch(AlertKind.SEVERE, {"scale": "nps_0_10", "score": 2.5})
    with pytest.raises(BadRule, match="least"):
        read_watch(AlertKind.CHANGE, {"least": 5})
    with pytest.raises(BadRule, match="surveys"):
        rule_of(alice, AlertKind.CHANGE, ChangeRule(surveys=(str(new_id()),)))
    with pytest.raises(BadRule, match="hook"):
        rule_of(alice, AlertKind.CHANGE, QUARTERLY, hook="ftp://example.com")


def test_a_rule_that_tells_nobody_is_refused(silent: Told) -> None:
    from ohlas.accounts.access import system_actor

    with pytest.raises(BadRule, match="nobody"):
        rule_of(
            system_actor(silent.world.organisation.id),
            AlertKind.SEVERE,
            SevereRule(score=1),
            audience=(Role.AGENT,),
        )


def test_a_manager_watches_own_branches_for_oneself_only(silent: Told) -> None:
    with pytest.raises(Forbidden):
        rule_of(silent.bob, AlertKind.CHANGE, QUARTERLY, silent.world.prague)
    with pytest.raises(BadRule, match="unit"):
        rule_of(silent.bob, AlertKind.CHANGE, QUARTERLY, audience=())
    with pytest.raises(NotHere):
        rule_of(silent.bob, AlertKind.CHANGE, QUARTERLY, silent.world.brno, audience=())
    rule = rule_of(silent.bob, AlertKind.CHANGE, QUARTERLY, silent.world.prague, audience=())
    look(rule.id, NOW)
    fallen(silent)
    AlertRule.objects.update(looked_at=None)
    look(rule.id, NOW)
    assert notices() == ["bob@example.com"]


def test_a_viewer_is_never_told_of_single_answers(silent: Told) -> None:
    carol = actor_for(silent.world.carol, "sova")
    with pytest.raises(Forbidden):
        rule_of(carol, AlertKind.SEVERE, SevereRule(score=1), audience=())
