"""`ohlas facts`: recreate the fact tables from the record, or compare the two."""

import typer

from ohlas.cli.start import start_with_tables

facts_app = typer.Typer(help="The fact tables that figures are computed from.", no_args_is_help=True)


@facts_app.command("rebuild")
def rebuild() -> None:
    """Recreate all facts from the record in a new folder, then switch to it."""
    start_with_tables()
    from rich.progress import Progress

    from ohlas.feedback.facts import rebuild_facts

    with Progress(transient=True) as bar:
        line = bar.add_task("Rebuilding facts", total=None)
        written = rebuild_facts(progress=lambda done, total: bar.update(line, completed=done, total=total))
    typer.echo(f"Facts rebuilt from {written} responses.")


@facts_app.command("check")
def check() -> None:
    """Compare facts with the record; ends with 1 and the differing lines when they differ."""
    start_with_tables()
    from ohlas.feedback.facts import check_facts

    differences = check_facts()
    for line in differences:
        typer.echo(line)
    typer.echo(f"{len(differences)} differences between record and facts.")
    raise typer.Exit(code=1 if differences else 0)
