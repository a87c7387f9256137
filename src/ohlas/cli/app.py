"""Every command of `ohlas`, one line each; the work stands in the modules named here."""

from typing import Annotated

import typer

from ohlas import __version__
from ohlas.cli.analyze import analyze_command
from ohlas.cli.audit import audit_app
from ohlas.cli.doctor import doctor_command
from ohlas.cli.drivers import drivers_command
from ohlas.cli.facts import facts_app
from ohlas.cli.imports import import_command
from ohlas.cli.metrics import metrics_command
from ohlas.cli.query import query_command
from ohlas.cli.run import demo_command, init_command, relay_command, serve_command, web_command
from ohlas.cli.text import text_app

app = typer.Typer(
    name="ohlas",
    help="Hear what customers live through, measure it honestly, act on it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - Typer's signature
    if wanted:
        typer.echo(f"Ohlas {__version__}")
        raise typer.Exit


@app.callback()
def ohlas(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hear what customers live through, measure it honestly, act on it."""


app.command("serve")(serve_command)
app.command("web")(web_command)
app.command("relay")(relay_command)
app.command("init")(init_command)
app.command("demo")(demo_command)
app.command("import")(import_command)
app.command("analyze")(analyze_command)
app.command("drivers")(drivers_command)
app.command("metrics")(metrics_command)
app.command("query")(query_command)
app.command("doctor")(doctor_command)
app.add_typer(facts_app, name="facts")
app.add_typer(audit_app, name="audit")
app.add_typer(text_app, name="text")
