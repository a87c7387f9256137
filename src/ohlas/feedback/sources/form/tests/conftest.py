"""Fixtures of the form's tests: a clock that can be moved, surveys and people at their links."""

from datetime import timedelta

import pytest
import time_machine

from ohlas.feedback.queries.links import forget_links
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.sources.form.limits import forget_addresses
from ohlas.feedback.sources.form.tests.scene import Person, link_to, survey_of
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire

SHORT = questionnaire(
    asked("nps", required=True),
    asked("why", "text"),
    asked("drink", "single", choices=choices("tea", "coffee")),
    languages=["en", "cs"],
)


@pytest.fixture
def clock(world):
    """Time stands still unless a test moves it; pages are answered after ten seconds."""
    with time_machine.travel(world.now, tick=False) as moved:
        forget_links()
        forget_addresses()
        yield lambda **by: moved.shift(timedelta(**by))


@pytest.fixture
def visitor(world, clock):
    """`visitor(definition, kind="open")` makes a survey with a link and a person at it."""

    def arrive(definition=SHORT, kind=LinkKind.OPEN, *, works=True, **wish):
        survey = survey_of(world.organisation, world.now, definition)
        return Person(link_to(world.organisation, survey, world.now, kind, **wish), works)

    return arrive
