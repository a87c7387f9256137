"""Starting Ohlas: everything at once on a laptop, or web and relay apart on a server."""

from typing import Annotated

import typer

from ohlas.cli.start import start_django, start_with_tables
from ohlas.lib.config import config


def serve_command() -> None:
    """Start the web server and the relay; set up the data folder and the sample company at first start."""
    from ohlas.cli.serving import serve

    raise typer.Exit(serve(config()))


def web_command() -> None:
    """Start web workers only; run `ohlas relay` beside them."""
    from ohlas.cli.serving import web

    raise typer.Exit(web(config()))


def relay_command() -> None:
    """Deliver events and run jobs; as many of these may run as you like on PostgreSQL."""
    from ohlas.cli.serving import relay

    raise typer.Exit(relay(config()))


def init_command() -> None:
    """Create or update the tables; needed on PostgreSQL, done by `serve` on SQLite."""
    from ohlas.cli.serving import prepare

    for line in prepare(config(), migrates=True):
        typer.echo(line)
    typer.echo("The tables are up to date.")


def demo_command(
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the sample company.")] = False,
) -> None:
    """Add the sample company Kavárna Sova, or remove it, and print a sign-in link."""
    start_django()
    if config().is_sqlite:
        from ohlas.cli.serving.preparing import migrate

        migrate(config())
    start_with_tables()
    from ohlas.cli.first_start import add_sample, remove_sample

    typer.echo(remove_sample(config()) if remove else add_sample(config()))
