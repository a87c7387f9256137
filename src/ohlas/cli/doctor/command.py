"""Runs the checks and prints a line for each."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from ohlas.cli.doctor.checks import CHECKS, database
from ohlas.cli.doctor.finding import Finding, Health
from ohlas.cli.start import start_django
from ohlas.lib.config import Config, config

SIGNS = {
    Health.WELL: ("✓", typer.colors.GREEN),
    Health.NOTICE: ("!", typer.colors.YELLOW),
    Health.ILL: ("✗", typer.colors.RED),
}


def doctor_command(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list instead of lines.")] = False,
) -> None:
    """Check disk, clock, database, relay, facts and mail; ends with 1 when something is ill."""
    start_django()
    found = examine(config())
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            _print(finding)
    raise typer.Exit(code=1 if any(finding.health is Health.ILL for finding in found) else 0)


def examine(settings: Config) -> list[Finding]:
    """What every check says; a check that breaks is itself a finding."""
    from django.db import DatabaseError

    found = []
    for check in CHECKS:
        try:
            found.append(check(settings))
        except DatabaseError as problem:
            found.append(_without_database(check.__name__, problem))
        except Exception as problem:  # noqa: BLE001 - one broken organ must not hide the others
            sentence = f"The check itself failed: {type(problem).__name__}: {problem}"
            found.append(
                Finding(check.__name__, Health.ILL, sentence, "Mend the lines above, then run it again.")
            )
    return found


def _without_database(subject: str, problem: Exception) -> Finding:
    if subject == database.__name__:
        sentence = f"It does not answer: {str(problem).splitlines()[0]}"
        return Finding(subject, Health.ILL, sentence, "Is it running, and is DATABASE_URL right?")
    sentence = "Not checked: the database does not give what is needed for it."
    return Finding(subject, Health.ILL, sentence, "Mend what is said of the database first.")


def _print(finding: Finding) -> None:
    sign, colour = SIGNS[finding.health]
    typer.secho(f"{sign} {finding.subject:<10} {finding.sentence}", fg=colour)
    if finding.cure:
        typer.echo(f"             → {finding.cure}")
