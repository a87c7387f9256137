"""`ohlas import`: the same steps as in the interface, in one command."""

from pathlib import Path
from typing import Annotated

import typer

from ohlas.cli.start import start_with_tables

Several = list[str] | None
File = Annotated[Path, typer.Argument(help="CSV, XLSX or Parquet file.")]
Survey = Annotated[str, typer.Option(help="Survey the answers belong to; made when it is new.")]
Org = Annotated[str | None, typer.Option(help="Organisation, needed when there is more than one.")]
Question = Annotated[Several, typer.Option(help="COLUMN=nps, =csat, =text … or =type@question_id")]
Missing = Annotated[Several, typer.Option(help="COLUMN=11,99: codes for no answer; 99: in all.")]
Attribute = Annotated[Several, typer.Option(help="COLUMN or COLUMN=key to group and filter by")]
Touchpoint = Annotated[Several, typer.Option(help="COLUMN=name of the point of contact")]
Time = Annotated[str | None, typer.Option(help="COLUMN=d.m.Y: when it was answered, and how it is written")]
Day = Annotated[str | None, typer.Option(help="2017-05-15: one day for the whole file")]
Unit = Annotated[str | None, typer.Option(help="Column with the branch's code or name")]
Employee = Annotated[str | None, typer.Option(help="Column with the employee's code")]
Weight = Annotated[str | None, typer.Option(help="Column with weights")]
Contact = Annotated[str | None, typer.Option(help="Column with the customer's id or e-mail")]
Respondent = Annotated[str | None, typer.Option(help="Column with the respondent's number in this file")]
Language = Annotated[str, typer.Option(help="Language of the answers")]
Channel = Annotated[str, typer.Option(help="Channel they came by")]
Mapping = Annotated[Path | None, typer.Option(help="JSON file with the meaning of all columns instead")]
Rows = Annotated[str, typer.Option(help="What a row is: answers, contacts or events")]
Column = Annotated[
    Several,
    typer.Option(help="Contacts, events: COLUMN=email, =attribute:tier, =consent:newsletter, =at:d.m.Y"),
]
Source = Annotated[str, typer.Option(help="Contacts, events: whose customer ids these are")]
Country = Annotated[str, typer.Option(help="Contacts, events: country of numbers without a prefix")]
Event = Annotated[str, typer.Option(help="Events: purchase, delivery … for the whole file")]
Overwrite = Annotated[
    bool, typer.Option("--overwrite-edits", help="Contacts: replace even what staff wrote by hand.")
]
OpenUnits = Annotated[bool, typer.Option("--open-units", help="Open branches that are not known yet.")]
Guess = Annotated[bool, typer.Option("--guess", help="Print the guessed mapping as JSON and end.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Read everything, write nothing.")]


def import_command(  # noqa: PLR0917 - one option each
    file: File,
    survey: Survey = "",
    org: Org = None,
    question: Question = None,
    missing: Missing = None,
    attribute: Attribute = None,
    touchpoint: Touchpoint = None,
    time: Time = None,
    day: Day = None,
    unit: Unit = None,
    employee: Employee = None,
    weight: Weight = None,
    contact: Contact = None,
    respondent: Respondent = None,
    language: Language = "en",
    channel: Channel = "import",
    mapping: Mapping = None,
    rows: Rows = "answers",
    column: Column = None,
    source: Source = "",
    country: Country = "",
    event: Event = "",
    *,
    overwrite_edits: Overwrite = False,
    open_units: OpenUnits = False,
    guess: Guess = False,
    dry_run: DryRun = False,
) -> None:
    """Bring answers, contacts or events in from a file; the same file again changes nothing."""
    start_with_tables()
    if rows != "answers":
        people = (rows, tuple(column or ()), source, country, event)
        _import_people(file, org, people, mapping, overwrites=overwrite_edits, guess=guess, dry_run=dry_run)
        return
    from ohlas.cli.importing import Importing
    from ohlas.cli.wishes import Wishes

    wishes = Wishes(
        survey or file.stem,
        questions=tuple(question or ()),
        missing=tuple(missing or ()),
        attributes=tuple(attribute or ()),
        touchpoints=tuple(touchpoint or ()),
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
    )
    Importing(file, org, wishes, mapping).run(guess=guess, dry_run=dry_run)


def _import_people(
    file: Path,
    org: str | None,
    wishes: tuple[str, tuple[str, ...], str, str, str],
    mapping: Path | None,
    *,
    overwrites: bool,
    guess: bool,
    dry_run: bool,
) -> None:
    from ohlas.cli.people import PeopleWishes, import_people

    people = PeopleWishes(*wishes, overwrites=overwrites, mapping=mapping)
    import_people(file, org, people, guess=guess, dry_run=dry_run)
