"""R7: sixty-four threads, one key: one row, sixty-four equal answers."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.flows.one_key import THREADS, race

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
def test_sixty_four_threads_with_one_key_store_one_row_and_get_equal_answers(tmp_path: Path) -> None:
    outcome = race() if connection.vendor == "postgresql" else race_in_a_file(tmp_path)
    assert outcome == {"rows": 1, "events": 1, "statuses": {"201": THREADS}, "answers": 1, "fresh": 1}


def race_in_a_file(home: Path, program: str = "tests.flows.one_key") -> dict[str, Any]:
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "OHLAS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "ohlas.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    command = [sys.executable, "-W", "ignore", "-m", program]
    run = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    outcome: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return outcome
