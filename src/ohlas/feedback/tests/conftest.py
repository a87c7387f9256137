"""Fixtures of this room: a running survey, a program with a key, and a submission that fits."""

from dataclasses import replace

import pytest

from ohlas.feedback.rules import Submission
from ohlas.feedback.tests.scene import Program, program_of, running_survey
from ohlas.lib.ids import new_id


@pytest.fixture
def program(world) -> Program:
    return program_of(world.organisation, world.now)


@pytest.fixture
def survey(program, world):
    return running_survey(program.actor, world.now)


@pytest.fixture
def submission(world, survey):
    fitting = Submission(
        organisation_id=world.organisation.id,
        client_id=new_id(),
        is_client_made=True,
        body_hash="a",
        survey=str(survey),
        version_id=None,
        answers={"nps": 9},
    )
    return lambda **changes: replace(fitting, **changes)
