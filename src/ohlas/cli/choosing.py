"""Which organisation a command is for."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ohlas.accounts.queries import OrganisationView


def chosen_organisation(slug: str | None) -> "OrganisationView":
    """The organisation of this address, or the only one there is.

    Errors: ends the command with 2, naming the organisations.
    """
    from ohlas.accounts.queries import organisations

    known = organisations()
    if slug is None and len(known) == 1:
        return known[0]
    for organisation in known:
        if organisation.slug == slug:
            return organisation
    names = ", ".join(organisation.slug for organisation in known) or "none yet: start with `ohlas serve`"
    given = f"There is no organisation {slug!r}." if slug else "Say which organisation with --org."
    typer.echo(f"{given} There are: {names}.", err=True)
    raise typer.Exit(code=2)
