"""Votes are counted exactly: fifty parallel presses of thirty-one people give thirty-one."""

from pathlib import Path

import pytest
from django.db import connection

from tests.flows.test_one_key_many_threads import race_in_a_file
from tests.flows.vote_race import AGAIN, PEOPLE, race


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_presses_count_each_person_once(tmp_path: Path) -> None:
    is_server = connection.vendor == "postgresql"
    outcome = race() if is_server else race_in_a_file(tmp_path, "tests.flows.vote_race")
    assert outcome == {"rows": PEOPLE + 1, "shown": PEOPLE + 1, "told": {"True": PEOPLE + AGAIN}}
