"""`ohlas audit`: check that nobody altered the record of deeds."""

import typer

from ohlas.cli.start import start_with_tables

audit_app = typer.Typer(help="The record of deeds.", no_args_is_help=True)


@audit_app.callback()
def audit() -> None:
    """The record of deeds."""


@audit_app.command("verify")
def verify() -> None:
    """Find any altered, deleted or reordered audit entry; ends with 1 when there is one."""
    start_with_tables()
    from ohlas.accounts.actions import verify_audit
    from ohlas.accounts.queries import organisations

    chains = [(None, "this installation")] + [(found.id, found.name) for found in organisations()]
    broken = 0
    for chain, name in chains:
        verdict = verify_audit(chain)
        broken += not verdict.is_whole
        state = "whole" if verdict.is_whole else f"BROKEN at entry {verdict.number}: {verdict.fault}"
        typer.echo(f"{name}: {state}; {verdict.checked} entries checked, {verdict.unsealed} not sealed yet.")
    raise typer.Exit(code=1 if broken else 0)
