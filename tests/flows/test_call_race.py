"""Two interviewers never get one person, however many ask at the same moment."""

from pathlib import Path

import pytest
from django.db import connection

from tests.flows.call_race import INTERVIEWERS, PEOPLE, race
from tests.flows.test_one_key_many_threads import race_in_a_file


@pytest.mark.django_db(transaction=True)
def test_sixteen_interviewers_at_once_get_ten_different_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://ohlas.example.com")
    is_server = connection.vendor == "postgresql"
    outcome = race() if is_server else race_in_a_file(tmp_path, "tests.flows.call_race")
    assert outcome == {"asked": INTERVIEWERS, "given": PEOPLE, "people": PEOPLE}
