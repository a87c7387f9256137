"""A million rows through the import, beside the same rows through Django's own bulk insert."""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = int(os.environ.get("BENCH_IMPORT_ROWS", "1000000"))
OURS = """
import resource, sys, time
from pathlib import Path
from ohlas.cli.start import start_django
start_django()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import found_organisation
from ohlas.cli.wishes import Wishes, mapping_of_wishes
from ohlas.exchange import actions
from ohlas.lib.tables import inspect
path = Path(sys.argv[1])
now = timezone.now()
actor = system_actor(found_organisation(name="Bench", now=now).id)
wishes = Wishes("Bench", questions=["score=nps", "care=csat", "why=text"], attributes=["part"], time="when=iso")
mapping = mapping_of_wishes(wishes, inspect(path).names)
begun = time.perf_counter()
view = actions.receive_path(actor=actor, path=path, now=now)
actions.save_mapping(actor=actor, import_id=view.id, mapping=mapping, now=now)
actions.begin_import(actor=actor, import_id=view.id, now=now)
done = actions.finish_now(import_id=view.id, now=now, tell=lambda _: None)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(done.rows_stored / (time.perf_counter() - begun), done.rows_stored, memory)
"""
BARE = """
import csv, sys, time
from ohlas.cli.start import start_django
start_django()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import transaction
from django.utils import timezone
from ohlas.accounts.actions import found_organisation
from ohlas.feedback.models import Response
from ohlas.lib.ids import new_id
from ohlas.surveys.models import Survey, SurveyVersion
now = timezone.now()
organisation = found_organisation(name="Bench", now=now).id
survey = Survey.objects.create(organisation_id=organisation, name="b", created_at=now)
version = SurveyVersion.objects.create(organisation_id=organisation, survey=survey, number=1, definition={}).id
begun, count, chunk = time.perf_counter(), 0, []
def store():
    with transaction.atomic():
        Response.objects.bulk_create(chunk)
    chunk.clear()
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        chunk.append(Response(organisation_id=organisation, client_id=new_id(), version_id=version,
            answers={"score": int(row["score"]), "care": int(row["care"]), "why": row["why"]}, answered_at=now,
            received_at=now, channel="import", language="en", attributes={"part": row["part"]}))
        count += 1
        if len(chunk) == 1000:
            store()
    store()
print(count / (time.perf_counter() - begun))
"""


def run() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-import-") as folder:
        path = Path(folder) / "answers.csv"
        write_answers(path, ROWS)
        bare = float(_python(BARE, path, Path(folder) / "bare")[0])
        rate, stored, memory = (float(word) for word in _python(OURS, path, Path(folder) / "ours"))
    assert stored == ROWS, f"{stored} of {ROWS} rows were stored"
    return [
        {
            "name": f"import: {ROWS} rows",
            "value": rate,
            "unit": "rows/s",
            "reference": bare,
            "ratio": rate / bare,
        },
        {
            "name": "import: peak memory",
            "value": memory,
            "unit": "MB",
            "reference": 500,
            "ratio": memory / 500,
        },
    ]


def write_answers(path: Path, rows: int) -> None:
    rng = random.Random(20)  # noqa: S311 - test data, no secret
    words = ["friendly", "slow", "warm", "late", "clean", "queue", "coffee", "delivery", "again", "never"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "score", "care", "why", "part", "when"))
        for number in range(rows):
            why = " ".join(rng.choices(words, k=4))
            when = f"2026-{1 + number % 10:02}-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:00"
            writer.writerow((number, rng.randint(0, 10), rng.randint(1, 5), why, f"p{number % 40}", when))


def _python(script: str, path: Path, home: Path) -> list[str]:
    environ = {**os.environ, "OHLAS_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], env=environ, check=True, capture_output=True, text=True
    )
    return done.stdout.split()


if __name__ == "__main__":
    print(run(), time.time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
