"""`ohlas text`: make the models that read comments, and put comments to them."""

import typer

from ohlas.cli.text.analyse import analyse_command
from ohlas.cli.text.train import train_command

text_app = typer.Typer(help="Models that read comments.", no_args_is_help=True)
text_app.command("analyse")(analyse_command)
text_app.command("train")(train_command)


@text_app.callback()
def text() -> None:
    """Models that read comments."""
