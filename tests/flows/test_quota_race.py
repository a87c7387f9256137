"""Quotas close exactly: fifty parallel answers to a quota of twenty give twenty."""

from pathlib import Path

import pytest
from django.db import connection

from tests.flows.quota_race import AT_ONCE, LIMIT, race
from tests.flows.test_one_key_many_threads import race_in_a_file


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_answers_to_a_quota_of_twenty_give_exactly_twenty(tmp_path: Path) -> None:
    is_server = connection.vendor == "postgresql"
    outcome = race() if is_server else race_in_a_file(tmp_path, "tests.flows.quota_race")
    assert outcome == {
        "rows": LIMIT,
        "counts": {"fans": LIMIT, "all": LIMIT},
        "told": {"stored": LIMIT, "quota_full": AT_ONCE - LIMIT},
    }
