"""Makes Django ready for commands that need the record."""

import os

import typer


def start_django() -> None:
    """Set Django up with Ohlas's settings; safe to repeat.

    Errors: `SettingError` for an unusable environment.
    """
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    if not apps.ready:
        django.setup()


def start_with_tables() -> None:
    """The same for commands that read or write the record: where its tables are missing, they say so and end with 1."""
    start_django()
    from ohlas.cli.serving.preparing import NOT_MIGRATED, is_migrated

    if not is_migrated():
        typer.echo(NOT_MIGRATED, err=True)
        raise typer.Exit(1)
