"""Commands in an empty data folder: they make the tables or say what is missing, never a traceback."""

import os
import subprocess
import sys

import pytest


def ohlas(home, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OHLAS_", "DJANGO_"))}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "ohlas", *words],
        env={**kept, "OHLAS_HOME": str(home), **more},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words", [("metrics", "nps"), ("audit", "verify"), ("facts", "check"), ("query", os.devnull)]
)
def test_a_command_that_needs_tables_says_how_to_get_them(tmp_path, words):
    done = ohlas(tmp_path, *words)
    assert done.returncode == 1
    assert done.stderr.strip() == "The tables are not up to date. Run: ohlas init"


def test_the_sample_company_brings_its_tables(tmp_path):
    removed = ohlas(tmp_path, "demo", "--remove")
    assert (removed.returncode, removed.stdout.strip()) == (0, "There is no sample company here.")


def test_the_doctor_names_what_to_do_and_no_error_of_the_database(tmp_path):
    done = ohlas(tmp_path, "doctor")
    assert done.returncode == 1
    assert "Run: ohlas init" in done.stdout
    assert "Error" not in done.stdout
    assert "Traceback" not in done.stderr


def test_the_doctor_says_when_the_database_does_not_answer(tmp_path):
    done = ohlas(tmp_path, "doctor", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "database   It does not answer: " in done.stdout
    assert "is DATABASE_URL right?" in done.stdout
    assert "Run: ohlas init" not in done.stdout
    assert "Traceback" not in done.stderr
