"""`make test`: every fast test on SQLite, the database ones again on PostgreSQL, then what could not run."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from tests import postgres

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ROOMS = ("outbox", "accounts", "customers", "surveys", "feedback", "insight", "exchange")
PYTEST = [sys.executable, "-m", "pytest", "--durations=5"]


def main() -> int:
    missing = _missing()
    if missing and os.environ.get("CI"):
        print(f"Under CI everything must run, and this is missing: {'; '.join(missing)}")
        return 1
    passed = failed = skipped = 0
    code = 0
    for title, arguments, url in _rounds():
        print(f"\n== {title}", flush=True)
        with ExitStack() as stack:
            environ = dict(os.environ)
            environ.pop("DATABASE_URL", None)
            # Before Django's settings are read, which is before any conftest.
            environ["OHLAS_HOME"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="ohlas-test-"))
            if url == "postgresql":
                environ["DATABASE_URL"] = stack.enter_context(postgres.cluster())
            run = subprocess.Popen(PYTEST + arguments, env=environ, stdout=subprocess.PIPE, text=True)
            tail = ""
            for line in run.stdout or ():
                print(line, end="", flush=True)
                tail = line if " in " in line else tail
            code = max(code, run.wait())
        passed, failed, skipped = (
            total + _count(tail, word)
            for total, word in ((passed, "passed"), (failed, r"(?:failed|errors?)"), (skipped, "skipped"))
        )
    for what in missing:
        print(f"Not run on this machine: {what}")
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return code


def _rounds() -> list[tuple[str, list[str], str]]:
    workers = ["-n", str(min(4, os.cpu_count() or 1))]
    rounds = [
        ("Every room on SQLite", ["-m", "not slow and not browser", *workers], "sqlite"),
        ("Browser", ["-m", "browser"], "sqlite"),
        ("Kill and load tests on SQLite", ["-m", "slow"], "sqlite"),
    ]
    if postgres.programs():
        places = [
            *(f"src/ohlas/{room}" for room in ROOMS),
            "tests/flows",
            "tests/architecture/test_isolation_matrix.py",
        ]
        arguments = ["-m", "not slow and not browser", *workers, *places]
        rounds.insert(1, ("The record on PostgreSQL", arguments, "postgresql"))
    return rounds


def _missing() -> list[str]:
    missing = []
    if not any(shutil.which(name) for name in CHROMIUM):
        missing.append("browser tests (no Chromium: install the package chromium)")
    if postgres.programs() is None:
        missing.append("tests on PostgreSQL (no initdb found: install the package postgresql)")
    return missing


def _count(line: str, word: str) -> int:
    found = re.search(rf"(\d+) {word}", line)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    sys.exit(main())
