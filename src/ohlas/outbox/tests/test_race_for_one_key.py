import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ohlas.outbox.tests.race import THREADS, race

ROOT = Path(__file__).resolve().parents[4]
ONCE = {"effects": 1, "receipts": 1, "answers": 1, "fresh": 1, "errors": []}


@pytest.mark.django_db(transaction=True)
def test_sixty_four_threads_with_one_key_cause_one_effect_and_get_equal_answers(tmp_path: Path) -> None:
    outcome = race() if connection.vendor == "postgresql" else race_in_a_file(tmp_path)
    assert sum(outcome.pop("statuses").values()) == THREADS
    assert outcome == ONCE


def race_in_a_file(home: Path) -> dict[str, Any]:
    environ = os.environ | {
        "OHLAS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "ohlas.site.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    run = subprocess.run(
        [sys.executable, "-m", "ohlas.outbox.tests.race"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    outcome: dict[str, Any] = json.loads(run.stdout)
    return outcome
