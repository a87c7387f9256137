"""Answers that may not be customers' own are marked for a person, who leaves them out or keeps them, openly."""

from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from tests.world import NOW

from ohlas.accounts.errors import Forbidden
from ohlas.accounts.models import AuditEntry, Employee
from ohlas.feedback.facts.numbering import claim_recorded, claim_replaced
from ohlas.feedback.facts.writer import write_waiting
from ohlas.feedback.models import Response
from ohlas.insight.actions.integrity import decide_finding, watch_integrity
from ohlas.insight.errors import BadVerdict
from ohlas.insight.models import IntegrityFinding, IntegrityMark
from ohlas.insight.queries import ask_for, counted, facts
from ohlas.insight.queries.integrity import LOOKS_BACK, jumps
from ohlas.insight.rules import Window
from ohlas.insight.rules.begging import begs
from ohlas.insight.rules.integrity import (
    History,
    Odd,
    Seen,
    begging,
    bursts,
    by_staff,
    kiosk_runs,
    shared_devices,
)
from ohlas.insight.tests.conftest import Told
from ohlas.lib.ids import new_id
from ohlas.metrics import MEASURES
from ohlas.metrics.bursts import burst_expected, burst_p

SURVEY, UNIT, LINK, JANA = (UUID(int=number) for number in (1, 2, 3, 4))
ZONE = "Europe/Prague"


def seen(number: int, after: timedelta, **changes: object) -> Seen:
    plain = Seen(id=UUID(int=1000 + number), at=NOW + after, survey=SURVEY, channel="web", unit=UNIT)
    return replace(plain, **changes)


def each(step: timedelta, count: int, **changes: object) -> list[Seen]:
    return [seen(number, step * number, **changes) for number in range(count)]


MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def test_three_answers_from_one_device_are_odd_and_two_are_a_family() -> None:
    assert list(shared_devices(each(MINUTE, 2, device="ab"))) == []
    assert list(shared_devices(each(MINUTE, 9))) == [], "no mark, no suspicion"
    (found,) = shared_devices(each(MINUTE, 3, device="ab"))
    assert found.evidence == {"answers": 3, "customers": 0, "minutes": 2.0}


def test_two_customers_of_one_employee_on_one_device_are_odd() -> None:
    pair = [seen(n, MINUTE * n, device="ab", employee=JANA, contact=UUID(int=n)) for n in (1, 2)]
    (found,) = shared_devices(pair)
    assert found.evidence["customers"] == 2
    assert list(shared_devices([replace(one, contact=UUID(int=1)) for one in pair])) == []


def test_answers_from_a_staff_browser_are_told_by_employee() -> None:
    (found,) = by_staff([*each(MINUTE, 2, by_staff=True, employee=JANA), seen(9, MINUTE)])
    assert found.subject == f"employee:{JANA}"
    assert len(found.answers) == 2


def test_a_tablet_answered_faster_than_people_step_up_is_odd() -> None:
    (found,) = kiosk_runs(each(3 * SECOND, 5, channel="kiosk"))
    assert found.evidence == {"answers": 5, "seconds": 3.0, "expected": 4.0}
    assert list(kiosk_runs(each(3 * SECOND, 4, channel="kiosk"))) == []
    assert list(kiosk_runs(each(8 * SECOND, 30, channel="kiosk"))) == []
    assert list(kiosk_runs(each(3 * SECOND, 30))) == [], "only tablets"


@pytest.mark.parametrize(
    ("usual", "is_odd"),
    [
        (History(60, 5040, 28), True),
        (History(3000, 5040, 28), False),
        (History(19, 5040, 28), False),
        (History(60, 540, 3), False),
    ],
)
def test_a_burst_is_odd_against_its_own_history_only(usual: History, is_odd: bool) -> None:  # noqa: FBT001 - a case
    stretch = each(MINUTE, 8, link=LINK)
    found = list(bursts(stretch, lambda subject, at: usual, burst_p, burst_expected))  # noqa: ARG005 - a history's shape
    assert bool(found) is is_odd
    if found:
        assert found[0].subject == f"link:{LINK}"
        assert found[0].evidence["p"] < 1e-4
        assert len(found) == 1, "the unit's burst is the same answers"


def test_what_we_sent_ourselves_is_no_burst() -> None:
    stretch = each(SECOND, 50, link=LINK, channel="email")
    assert list(bursts(stretch, lambda *_: History(60, 5040, 28), burst_p, burst_expected)) == []


ASKED = {
    "en": "The lady asked me to give a 10 in this survey.",
    "de": "Der Verkäufer bat mich, eine Zehn zu geben.",
    "cs": "Paní na pokladně mě poprosila, abych dal desítku.",
    "sk": "Predavač ma poprosil, aby som dal desiatku.",
    "pl": "Pani poprosiła, żeby dać dziesiątkę.",
    "uk": "Продавець попросив поставити десятку.",
    "ru": "Продавец попросил поставить десятку.",
}
PRAISE = (
    "I give you a ten.", "She told me to wait ten minutes.", "You asked me for my name twice.",
    "Dávám desítku, prosím jen tak dál.", "Prosil jsem o pomoc a čekal deset minut.",
    "Ich gebe 10 Punkte, bitte weiter so.",
    "Mam 10 lat kartę i daję 9.", "Поставлю десятку!", "Máme rádi vaše pečivo, dali jsme si deset koblih.", "",
)  # fmt: skip


@pytest.mark.parametrize("language", ASKED)
def test_asking_for_a_score_is_heard_in_seven_languages(language: str) -> None:
    assert begs(ASKED[language]) == language
    (found,) = begging([seen(1, MINUTE, begs=language, employee=JANA)])
    assert found.evidence["patterns"] == language


@pytest.mark.parametrize("text", PRAISE)
def test_praise_is_not_heard_as_asking(text: str) -> None:
    assert begs(text) == ""


@pytest.fixture
def doubted(silent: Told) -> tuple[Told, list[UUID]]:
    """Twenty honest answers in Praha, and four tens from one device; all in the facts."""
    world = silent.world
    answers = [({"nps": 3}, "", MINUTE * number * 20) for number in range(20)]
    answers += [({"nps": 10}, "feed", MINUTE * number) for number in range(4)]
    people = [
        Response(
            id=new_id(),
            client_id=new_id(),
            organisation=world.organisation,
            version=silent.version,
            answers=given,
            answered_at=NOW - timedelta(hours=20) + after,
            received_at=NOW,
            channel="web",
            language="cs",
            unit=world.prague,
            device=device,
        )
        for given, device, after in answers
    ]
    Response.objects.bulk_create(people)
    claim_recorded([person.id for person in people], NOW)
    write_waiting()
    return silent, [person.id for person in people if person.device]


def follow(told: Told, ids: list[UUID]) -> None:
    """What the relay does with the events."""
    claim_replaced([(told.world.organisation.id, one) for one in ids], NOW)
    write_waiting()


def nps(told: Told) -> tuple[int, float | None, tuple[str, ...]]:
    found = counted(facts(), ask_for(told.alice, MEASURES["nps"], "nps_0_10", {}, Window()))
    return found.figure.n, found.figure.value, found.warnings


def test_marks_wait_for_a_person_and_change_no_figure(doubted: tuple[Told, list[UUID]]) -> None:
    told, odd = doubted
    before = nps(told)
    for expected in (4, 0):  # looking again marks nothing twice
        assert watch_integrity(told.world.organisation.id, ZONE, NOW) == expected
    finding = IntegrityFinding.objects.get()
    assert finding.kind == Odd.DEVICE
    assert finding.unit_id == told.world.prague.id
    assert set(finding.marks.values_list("response", flat=True)) == set(odd)
    assert nps(told) == before == (24, pytest.approx(-66.667, abs=0.01), ())


def test_left_out_with_a_reason_counted_openly_and_taken_back(doubted: tuple[Told, list[UUID]]) -> None:
    told, odd = doubted
    before = nps(told)
    watch_integrity(told.world.organisation.id, ZONE, NOW)
    finding = IntegrityFinding.objects.get()

    def decide(verdict: str, chosen: list[UUID]) -> int:
        return decide_finding(
            actor=told.alice,
            finding_id=finding.id,
            verdict=verdict,
            chosen=chosen,
            reason="One tablet",
            now=NOW,
        )

    assert decide("leave_out", odd[:3]) == 3
    follow(told, odd)
    assert nps(told) == (21, pytest.approx(-90.476, abs=0.01), ("3 answers left out by review",))
    assert AuditEntry.objects.filter(deed="decide_finding", object_id=str(finding.id)).count() == 1
    assert decide("leave_out", odd[:3]) == 0
    assert decide("keep", odd) == 3
    follow(told, odd)
    assert nps(told) == before
    finding.refresh_from_db()
    assert (finding.verdict, finding.reason) == ("keep", "One tablet")


def test_a_word_without_a_reason_or_by_the_wrong_person_is_refused(doubted: tuple[Told, list[UUID]]) -> None:
    told, odd = doubted
    watch_integrity(told.world.organisation.id, ZONE, NOW)
    wish = {"finding_id": IntegrityFinding.objects.get().id, "chosen": odd, "now": NOW}
    for wrong in ({"verdict": "leave_out", "reason": "  "}, {"verdict": "burn", "reason": "x"}):
        with pytest.raises(BadVerdict):
            decide_finding(actor=told.alice, **wish, **wrong)
    with pytest.raises(BadVerdict, match="at least one"):
        decide_finding(actor=told.alice, **{**wish, "chosen": []}, verdict="keep", reason="x")
    with pytest.raises(Forbidden):
        decide_finding(actor=told.bob, **wish, verdict="leave_out", reason="x")
    assert not Response.objects.filter(left_out_at__isnull=False).exists()


def test_pages_show_findings_and_take_a_decision(doubted: tuple[Told, list[UUID]]) -> None:
    told, odd = doubted
    empty = told.client.get("/o/sova/integrity/")
    assert "Nothing odd here" in empty.content.decode()
    watch_integrity(told.world.organisation.id, ZONE, NOW)
    finding = IntegrityFinding.objects.get()
    listed = unescape(told.client.get("/o/sova/integrity/").content.decode())
    assert "4 answers from one device within 3" in listed
    place = f"/o/sova/integrity/{finding.id}/"
    assert str(odd[0]) in told.client.get(place).content.decode()
    wrong = told.client.post(
        f"{place}decide/", {"verdict": "leave_out", "answer": [str(odd[0])], "reason": ""}
    )
    assert wrong.status_code == 422
    assert "Say why" in wrong.content.decode()
    right = {"verdict": "leave_out", "answer": [str(one) for one in odd] + ["no id"], "reason": "Test <b>"}
    assert told.client.post(f"{place}decide/", right).status_code == 302
    after = unescape(told.client.get("/o/sova/integrity/?show=decided").content.decode())
    assert "4 answers are left out by review" in after
    assert "Test &lt;b&gt;" in told.client.get(place).content.decode()


def test_a_manager_of_another_unit_sees_no_finding(doubted: tuple[Told, list[UUID]]) -> None:
    told, _ = doubted
    watch_integrity(told.world.organisation.id, ZONE, NOW)
    IntegrityFinding.objects.update(unit=told.world.brno)
    bob = told.world.signed_in(told.world.bob)
    assert bob.get(f"/o/sova/integrity/{IntegrityFinding.objects.get().id}/").status_code == 404


def test_answers_of_anonymous_surveys_are_never_marked(doubted: tuple[Told, list[UUID]]) -> None:
    told, odd = doubted
    Response.objects.filter(id__in=odd).update(release=0)
    assert watch_integrity(told.world.organisation.id, ZONE, NOW) == 0


def test_marks_go_with_the_answers_that_are_erased(doubted: tuple[Told, list[UUID]]) -> None:
    from ohlas.feedback.events import ResponseErased
    from ohlas.insight.actions.integrity import hear_gone
    from ohlas.outbox import Delivered

    told, odd = doubted
    watch_integrity(told.world.organisation.id, ZONE, NOW)
    for one in odd:
        hear_gone([Delivered(ResponseErased(one), new_id(), told.world.organisation.id, NOW)], NOW)
    assert not IntegrityMark.objects.exists()
    assert not IntegrityFinding.objects.exists()


def test_an_employee_whose_scores_jump_is_told_and_a_steady_one_is_not(silent: Told) -> None:
    world = silent.world
    jana, petr = (
        Employee.objects.create(organisation=world.organisation, code=code, name=code)
        for code in ("jana", "petr")
    )

    def answers(employee: Employee, at: datetime, tens: int, others: int) -> list[Response]:
        return [
            Response(
                id=new_id(), client_id=new_id(), organisation=world.organisation, version=silent.version,
                answers={"nps": 10 if number < tens else 6}, answered_at=at, received_at=at, channel="web",
                language="cs", employee=employee, unit=world.prague,
            )
            for number in range(tens + others)
        ]  # fmt: skip

    then, now = NOW - timedelta(days=40), NOW - LOOKS_BACK
    people = [*answers(jana, then, 20, 40), *answers(jana, now, 38, 2)]
    people += [*answers(petr, then, 20, 40), *answers(petr, now, 14, 26)]
    Response.objects.bulk_create(people)
    claim_recorded([person.id for person in people], NOW)
    write_waiting()
    (found,) = jumps(world.organisation.id, ZONE, NOW)
    assert found.subject == f"employee:{jana.id}"
    assert (found.evidence["before"], found.evidence["share"]) == (0.333, 0.95)
    assert len(found.answers) == 38
