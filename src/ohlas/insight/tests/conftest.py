"""A survey with known answers: Praha and Brno, two quarters, one question of each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.world import NOW, World

from ohlas.accounts.access import Actor, actor_for, system_actor
from ohlas.accounts.models import Organisation, Unit
from ohlas.engine import AnswerRow, FactStore, answers_table
from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.facts import write_waiting
from ohlas.feedback.facts.numbering import claim_read
from ohlas.feedback.models import Attribute, Response
from ohlas.insight.actions.goals import set_goals
from ohlas.insight.queries import facts
from ohlas.insight.rules import Step
from ohlas.insight.rules.goals import GoalWish, Period
from ohlas.lib.ids import new_id
from ohlas.outreach.models import Invitation
from ohlas.outreach.tests.scene import a_contact, an_invitation
from ohlas.surveys.models import Survey, SurveyVersion

QUESTIONS = [
    {"id": "nps", "type": "nps", "scale": "nps_0_10", "text": {"en": "Would you recommend us?"}},
    {"id": "csat", "type": "csat", "scale": "csat_1_5", "text": {"en": "Satisfied?"}},
    {"id": "coffee", "type": "rating", "scale": "rating_1_5", "text": {"en": "Coffee"}},
    {"id": "cakes", "type": "rating", "scale": "rating_1_5", "text": {"en": "Cakes"}},
    {"id": "why", "type": "text", "text": {"en": "Why?"}},
]
SCALES = {str(question["id"]): str(question.get("scale")) for question in QUESTIONS}
LATE = "Doručení trvalo strašně dlouho, paní Nováková z dopravy přišla pozdě."
SPRING, SUMMER = datetime(2026, 5, 12, 9, 0, tzinfo=UTC), datetime(2026, 8, 12, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """The world after its customers spoke."""

    world: World
    store: FactStore
    survey: Survey
    version: SurveyVersion

    @property
    def alice(self) -> Actor:
        return actor_for(self.world.alice, "sova")

    @property
    def bob(self) -> Actor:
        return actor_for(self.world.bob, "sova")

    @property
    def client(self) -> Client:
        return self.world.signed_in(self.world.alice)

    def tell(
        self,
        n: int,
        answers: Mapping[str, object],
        *,
        unit: Unit | None = None,
        at: datetime = SUMMER,
        weight: float | None = None,
        product: str = "Filter",
        channel: str = "web",
    ) -> None:
        """`n` people give these answers."""
        people = [
            Response(
                id=new_id(),
                client_id=new_id(),
                organisation=self.world.organisation,
                version=self.version,
                answers=dict(answers),
                answered_at=at - timedelta(minutes=place),
                received_at=at,
                channel=channel,
                language="cs",
                unit=unit,
                weight=weight,
                attributes={"product": product},
            )
            for place in range(n)
        ]
        Response.objects.bulk_create(people)
        append(self.store, [row for person in people for row in rows_of(person, self.survey)])


def rows_of(person: Response, survey: Survey) -> list[AnswerRow]:
    return [
        AnswerRow(
            signal=str(person.id),
            organisation=str(person.organisation_id),
            survey=str(survey.id),
            version=1,
            question=question,
            scale=SCALES[question],
            value=float(value),
            at=person.answered_at,
            zone="Europe/Prague",
            channel=person.channel,
            language=person.language,
            unit=str(person.unit_id) if person.unit_id else None,
            weight=person.weight,
            attributes=person.attributes,
        )
        for question, value in person.answers.items()
        if SCALES[question] != "None"
    ]


def append(store: FactStore, rows: list[AnswerRow]) -> None:
    """The next free batch number; tests running beside each other share one folder of facts."""
    table = answers_table(rows)
    while not store.append("answers", (store.last_batch("answers") or 0) + 1, table):
        pass


def survey_of(organisation: Organisation) -> tuple[Survey, SurveyVersion]:
    survey = Survey.objects.create(
        organisation=organisation, name="After a visit", state="running", created_at=SPRING
    )
    definition = {"questions": QUESTIONS, "languages": ["en"], "default_language": "en"}
    version = SurveyVersion.objects.create(
        organisation=organisation, survey=survey, number=1, definition=definition, published_at=SPRING
    )
    return survey, version


@pytest.fixture
def silent(world: World) -> Told:
    """A survey nobody answered yet."""
    survey, version = survey_of(world.organisation)
    Attribute.objects.create(
        organisation=world.organisation, key="product", title="Product", created_at=SPRING
    )
    return Told(world, facts(), survey, version)


@pytest.fixture
def told(silent: Told) -> Told:
    """Summer: Praha 40 promoters, 10 passives, 10 detractors; Brno 15, 10, 25. Spring: Praha the same."""
    praha, brno = silent.world.prague, silent.world.brno
    for at, unit, classes in (
        (SUMMER, praha, (40, 10, 10)),
        (SUMMER, brno, (15, 10, 25)),
        (SPRING, praha, (40, 10, 10)),
    ):
        for score, n in zip((9, 8, 3), classes, strict=True):
            silent.tell(n, {"nps": score, "csat": 5 if score > 5 else 2, "coffee": 4}, unit=unit, at=at)
    silent.tell(5, {"cakes": 2, "why": '=HYPERLINK("http://bad")'}, unit=praha)
    return silent


@pytest.fixture
def wrote(silent: Told) -> Told:
    """Spring: 60 glad comments and 5 on late delivery. Summer: 60 glad ones, 40 on late delivery, all in Brno."""
    for at, late in ((SPRING, 5), (SUMMER, 40)):
        silent.tell(60, {"nps": 10, "why": "Skvělá káva a milá obsluha."}, unit=silent.world.prague, at=at)
        silent.tell(late, {"nps": 2, "why": LATE}, unit=silent.world.brno, at=at)
    read_responses(list(Response.objects.all()), NOW)
    claim_read(silent.world.organisation.id, NOW)
    write_waiting()
    return silent


@pytest.fixture
def opened(told: Told) -> Callable[[str], str]:
    """The text of a page of Alice's."""

    def page(address: str) -> str:
        answer = told.client.get(f"/o/sova/{address}")
        assert answer.status_code == 200, answer.content[:500]
        return answer.content.decode()

    return page


@pytest.fixture
def spoken(told: Told) -> Told:
    """Something for every kind of tile: comments read, a goal with a forecast, a driver, and people asked."""
    for week in range(7):
        at = datetime(2026, 10, 2, 9, tzinfo=UTC) + timedelta(days=7 * week)
        for coffee in range(1, 6):
            answers = {"nps": 2 * coffee, "coffee": coffee, "cakes": 1 + (3 * coffee + week) % 5}
            told.tell(4, answers, unit=told.world.prague, at=at)
        told.tell(12, {"nps": 10, "coffee": 5, "cakes": 4}, unit=told.world.brno, at=at)
    told.tell(3, {"nps": 2, "why": LATE}, unit=told.world.brno, at=datetime(2026, 11, 12, 9, tzinfo=UTC))
    wrote = [one for one in Response.objects.all() if one.answers.get("why") == LATE]
    read_responses(wrote, NOW)
    quarter = Period(Step.QUARTER, date(2026, 10, 1))
    wishes = [GoalWish("nps", quarter, 40.0), GoalWish("nps", quarter, 12.5, told.world.prague.id)]
    set_goals(actor=told.alice, wishes=wishes, now=NOW)
    _ask(told, {"complete": 3, "delivered": 7})
    return told


def _ask(told: Told, states: Mapping[str, int]) -> None:
    """So many people were asked, with what became of it."""
    actor = system_actor(told.world.organisation.id)
    contact = a_contact(actor)
    for state, n in states.items():
        for _ in range(n):
            row = an_invitation(actor, contact, told.survey.id)
            at = NOW - timedelta(days=3)
            answered = at + timedelta(hours=1) if state == "complete" else None
            Invitation.objects.filter(id=row.id).update(state=state, sent_at=at, answered_at=answered)
