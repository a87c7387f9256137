"""`ohlas --version` says which one runs."""

from typer.testing import CliRunner

from ohlas import __version__
from ohlas.cli.app import app


def test_the_version_is_told_without_a_command() -> None:
    answer = CliRunner().invoke(app, ["--version"])
    assert (answer.exit_code, answer.output) == (0, f"Ohlas {__version__}\n")
