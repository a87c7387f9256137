"""An attacker with a key writes every document: an anonymous survey answers as the page does, or not at all."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, product

import pytest
from django.test import Client
from tests.world import NOW

from ohlas.engine import BadQuery
from ohlas.feedback.facts.releases import close_due
from ohlas.feedback.facts.units import write_units
from ohlas.feedback.models import Response
from ohlas.insight.queries import ask_for, counted, facts
from ohlas.insight.rules import Window
from ohlas.insight.tests.conftest import QUESTIONS, Told
from ohlas.insight.tests.test_ask_by_document import Asking
from ohlas.lib.ids import new_id
from ohlas.metrics import MEASURES
from ohlas.surveys.models import Survey, SurveyVersion

LEAST = 5
PEOPLE_A_DAY = 27
DAYS = 3
VALUES = {
    "channel": ("web", "kiosk"),
    "language": ("cs", "de"),
    "a_product": ("Filter", "Espresso", "Rare"),
    "unit": ("praha", "brno"),
}


@pytest.fixture
def pulse(silent: Told) -> Told:
    """Three days of an anonymous survey, 27 people a day; few had the rare product."""
    world = silent.world
    survey = Survey.objects.create(
        organisation=world.organisation, name="Pulse", state="running", created_at=NOW
    )
    definition = {"questions": QUESTIONS, "languages": ["cs"], "default_language": "cs", "anonymous": True}
    version = SurveyVersion.objects.create(
        organisation=world.organisation, survey=survey, number=1, definition=definition, published_at=NOW
    )
    write_units(silent.store, world.organisation.id)
    for day in range(DAYS):
        at = NOW + timedelta(days=day)
        Response.objects.bulk_create(
            Response(
                id=new_id(),
                client_id=new_id(),
                organisation=world.organisation,
                version=version,
                answers={"nps": (3 * number + day) % 11},
                answered_at=at,
                received_at=at,
                channel=VALUES["channel"][number % 3 == 0],
                language=VALUES["language"][number % 4 == 0],
                unit=(world.prague, world.brno)[number % 5 == 0],
                attributes={"product": VALUES["a_product"][2 if number in {1, 2} else number % 2]},
                release=0,
            )
            for number in range(PEOPLE_A_DAY)
        )
        close_due(silent.store, at)
    return silent


def filters(told: Told) -> Iterator[dict[str, str]]:
    """Nothing, every value, and every pair of values of two fields."""
    yield {}
    units = {"praha": str(told.world.prague.id), "brno": str(told.world.brno.id)}
    for one, value in ((name, value) for name in VALUES for value in VALUES[name]):
        yield {one: units.get(value, value)}
    for one, other in combinations(VALUES, 2):
        for first, second in product(VALUES[one], VALUES[other]):
            yield {one: units.get(first, first), other: units.get(second, second)}


def windows() -> Iterator[tuple[str | None, str | None]]:
    yield None, None
    days = [(NOW + timedelta(days=day)).date().isoformat() for day in range(DAYS)]
    yield from ((since, until) for since in days for until in days if since <= until)


def test_no_pair_of_documents_leaves_fewer_than_five_people(pulse: Told) -> None:
    ask = Asking(pulse)
    seen: dict[tuple[frozenset[tuple[str, str]], tuple[str | None, str | None]], int] = {}
    for chosen, window in product(filters(pulse), windows()):
        where = [{"field": name, "op": "in", "values": [value]} for name, value in chosen.items()]
        document = {"measures": ["nps"], "where": where}
        document |= {name: day for name, day in zip(("since", "until"), window, strict=True) if day}
        status, answer = ask.status(document)
        assert status in {200, 422}, answer
        if status == 200:
            seen[frozenset(chosen.items()), window] = answer["total"]["n"]
            assert answer["total"]["n"] == 0 or answer["total"]["n"] >= LEAST
    assert seen[frozenset(), (None, None)] == DAYS * PEOPLE_A_DAY
    assert any(window[0] and n for (_, window), n in seen.items()), "some windows are answered"
    for (chosen, window), n in seen.items():
        for left_out in chosen:
            wider = seen.get((chosen - {left_out}, window))
            assert wider is None or n in {0, wider} or wider - n >= LEAST, (chosen, left_out, window)


def test_fields_of_single_people_are_refused_whoever_asks(pulse: Told) -> None:
    from ohlas.accounts.rules import Permission

    ask = Asking(pulse, Permission.SEE_FIGURES, Permission.SEE_ANSWERS, Permission.SEE_CONTACTS)
    for name in (
        "signal",
        "at",
        "customer",
        "employee",
        "value",
        "local_hour",
        "local_date",
        "batch",
        "version",
    ):
        status, answer = ask.status({"measures": ["nps"], "group_by": [name]})
        assert status == 422, (name, answer)
        assert "anonymous" in answer["detail"]
    assert ask.status({"measures": ["nps"], "group_by": ["unit", "channel"]})[0] == 422


def test_a_document_differs_from_the_page_nowhere(pulse: Told) -> None:
    ask, nps = Asking(pulse), MEASURES["nps"]
    compared = 0
    for chosen in filters(pulse):
        where = [{"field": name, "op": "in", "values": [value]} for name, value in chosen.items()]
        status, answer = ask.status({"measures": ["nps"], "where": where})
        given = {name: (value,) for name, value in chosen.items()}
        try:
            page = counted(facts(), ask_for(pulse.alice, nps, "nps_0_10", given, Window()))
        except BadQuery:
            assert status == 422
            continue
        assert status == 200
        cells = {cell["value"]: cell["n"] for cell in answer["total"]["tally"]}
        assert cells == {value: cell.n for value, cell in page.counts.cells.items()}
        compared += 1
    assert compared > 5
    figure = Client().get("/api/v1/metrics/nps", headers=ask.headers).json()
    assert figure["n"] == DAYS * PEOPLE_A_DAY
