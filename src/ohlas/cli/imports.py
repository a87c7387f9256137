"""`ohlas import`: the same steps as in the interface, in one command."""

from pathlib import Path
from typing import Annotated

import typer

from ohlas.cli.start import start_django


def import_command(  # noqa: PLR0917 - one option each
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or Parquet file.")],
    survey: Annotated[str, typer.Option(help="Survey the answers belong to; made when it is new.")] = "",
    org: Annotated[str | None, typer.Option(help="Organisation, needed when there is more than one.")] = None,
    question: Annotated[
        list[str] | None, typer.Option(help="COLUMN=nps, =csat, =text … or =type@question_id")
    ] = None,
    missing: Annotated[
        list[str] | None, typer.Option(help="COLUMN=11,99: codes for no answer; 99: in all.")
    ] = None,
    attribute: Annotated[
        list[str] | None, typer.Option(help="COLUMN or COLUMN=key to group and filter by")
    ] = None,
    touchpoint: Annotated[list[str] | None, typer.Option(help="COLUMN=name of the point of contact")] = None,
    time: Annotated[
        str | None, typer.Option(help="COLUMN=d.m.Y: when it was answered, and how it is written")
    ] = None,
    day: Annotated[str | None, typer.Option(help="2017-05-15: one day for the whole file")] = None,
    unit: Annotated[str | None, typer.Option(help="Column with the branch's code or name")] = None,
    employee: Annotated[str | None, typer.Option(help="Column with the employee's code")] = None,
    weight: Annotated[str | None, typer.Option(help="Column with weights")] = None,
    contact: Annotated[str | None, typer.Option(help="Column with the customer's id or e-mail")] = None,
    respondent: Annotated[
        str | None, typer.Option(help="Column with the respondent's number in this file")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the answers")] = "en",
    channel: Annotated[str, typer.Option(help="Channel they came by")] = "import",
    mapping: Annotated[
        Path | None, typer.Option(help="JSON file with the meaning of all columns instead")
    ] = None,
    rows: Annotated[str, typer.Option(help="What a row is: answers, contacts or events")] = "answers",
    column: Annotated[
        list[str] | None,
        typer.Option(help="Contacts, events: COLUMN=email, =attribute:tier, =consent:newsletter, =at:d.m.Y"),
    ] = None,
    source: Annotated[str, typer.Option(help="Contacts, events: whose customer ids these are")] = "",
    country: Annotated[str, typer.Option(help="Contacts, events: country of numbers without a prefix")] = "",
    event: Annotated[str, typer.Option(help="Events: purchase, delivery … for the whole file")] = "",
    *,
    overwrite_edits: Annotated[
        bool, typer.Option("--overwrite-edits", help="Contacts: replace even what staff wrote by hand.")
    ] = False,
    open_units: Annotated[
        bool, typer.Option("--open-units", help="Open branches that are not known yet.")
    ] = False,
    guess: Annotated[
        bool, typer.Option("--guess", help="Print the guessed mapping as JSON and end.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read everything, write nothing.")] = False,
) -> None:
    """Bring answers, contacts or events in from a file; the same file again changes nothing."""
    start_django()
    if rows != "answers":
        from ohlas.cli.people import PeopleWishes, import_people

        people = PeopleWishes(rows, tuple(column or ()), source, country, event, overwrite_edits, mapping)
        import_people(file, org, people, guess=guess, dry_run=dry_run)
        return
    from ohlas.cli.importing import Importing
    from ohlas.cli.wishes import Wishes

    given = {"questions": question, "attributes": attribute, "missing": missing, "touchpoints": touchpoint}
    wishes = Wishes(
        survey=survey or file.stem,
        time=time,
        day=day,
        unit=unit,
        employee=employee,
        weight=weight,
        contact=contact,
        respondent=respondent,
        language=language,
        channel=channel,
        opens_units=open_units,
        **{name: tuple(values or ()) for name, values in given.items()},
    )
    Importing(file, org, wishes, mapping).run(guess=guess, dry_run=dry_run)
