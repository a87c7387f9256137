"""`ohlas audit`: check that nobody altered the record of deeds."""

import typer

from ohlas.cli.start import start_django

audit_app = typer.Typer(help="The record of deeds.", no_args_is_help=True)


@audit_app.callback()
def audit() -> None:
    """The record of deeds."""


@audit_app.command("verify")
def verify() -> None:
    """Find any altered, deleted or reordered audit entry; ends with 1 when there is one."""
    start_django()
    from ohlas.accounts.queries import audit_verdicts

    broken = 0
    for verdict in audit_verdicts():
        typer.echo(f"{verdict.organisation}: {verdict.sentence}")
        broken += not verdict.is_sound
    raise typer.Exit(code=1 if broken else 0)
