"""What the templates of importing people may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.customers.rules import Channel, EventKind, Purpose
from ohlas.exchange.actions.people import PeopleTrial
from ohlas.exchange.errors import BadMapping
from ohlas.exchange.pages import DELIMITERS, ENCODINGS, STATE_WORDS, Progress, progress_of
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules.guess import key_of
from ohlas.exchange.rules.people import Meaning, MeaningColumn, PeopleKind, PeopleRole, meaning_from, roles_of
from ohlas.exchange.rules.states import FINISHED, UNDOABLE
from ohlas.lib.tables import TIME_FORMATS

ROLE_WORDS: dict[PeopleRole, Promise] = {
    PeopleRole.IGNORE: _("Leave out"),
    PeopleRole.KEY: _("Customer's id in your system"),
    PeopleRole.EMAIL: _("E-mail"),
    PeopleRole.PHONE: _("Phone"),
    PeopleRole.APP: _("App id"),
    PeopleRole.NAME: _("Whole name"),
    PeopleRole.GIVEN: _("Given name"),
    PeopleRole.FAMILY: _("Family name"),
    PeopleRole.LANGUAGE: _("Language"),
    PeopleRole.ADDRESS: _("Form of address"),
    PeopleRole.GENDER: _("Gender, to inflect"),
    PeopleRole.VOCATIVE: _("As the name is said"),
    PeopleRole.ZONE: _("Time zone"),
    PeopleRole.COMPANY: _("Company"),
    PeopleRole.POSITION: _("Role there"),
    PeopleRole.ATTRIBUTE: _("Attribute"),
    PeopleRole.CONSENT: _("Consent: yes or no"),
    PeopleRole.CONSENT_TEXT: _("Consent: version of the text"),
    PeopleRole.CONSENT_TIME: _("Consent: when"),
    PeopleRole.CHANGED: _("When the row was last changed"),
    PeopleRole.KIND: _("What happened"),
    PeopleRole.AT: _("When it happened"),
    PeopleRole.CLIENT_ID: _("The event's own id"),
    PeopleRole.DETAIL: _("Detail"),
}
KIND_WORDS: dict[PeopleKind, Promise] = {PeopleKind.CONTACTS: _("Contacts"), PeopleKind.EVENTS: _("Events")}
EVENT_WORDS: dict[EventKind, Promise] = {
    EventKind.PURCHASE: _("Purchase"),
    EventKind.DELIVERY: _("Delivery"),
    EventKind.CONTACT_CLOSED: _("Contact closed"),
    EventKind.VISIT: _("Visit"),
    EventKind.CANCELLATION: _("Cancellation"),
}
PURPOSE_WORDS: dict[Purpose, Promise] = {
    Purpose.SURVEYS: _("Surveys"),
    Purpose.NEWSLETTER: _("Newsletter"),
    Purpose.OFFERS: _("Offers"),
}
CHANNEL_WORDS: dict[Channel, Promise] = {
    Channel.EMAIL: _("E-mail"),
    Channel.SMS: _("SMS"),
    Channel.PHONE: _("Phone"),
    Channel.APP: _("App"),
}
MOST_REASONS = 30


@dataclass(frozen=True)
class PeopleLine:
    """One import in the list."""

    view: ImportView
    kind: Promise
    state: Promise


@dataclass(frozen=True)
class PeopleImportsPage:
    """`exchange/people/list.html`."""

    lines: Sequence[PeopleLine]
    kinds: Sequence[tuple[str, Promise]]
    chosen: str
    problem: str


@dataclass(frozen=True)
class PeopleCard:
    """One column: what was found in it and what it is said to mean."""

    number: int
    name: str
    samples: Sequence[str]
    mapping: MeaningColumn
    formats: Sequence[str]

    @property
    def suggested_key(self) -> str:
        return self.mapping.key or key_of(self.name, set())


@dataclass(frozen=True)
class PeopleColumnsPage:
    """`exchange/people/columns.html`."""

    view: ImportView
    meaning: Meaning
    columns: Sequence[PeopleCard]
    problems: Sequence[str]
    roles: Sequence[tuple[str, Promise]]
    events: Sequence[tuple[str, Promise]]
    purposes: Sequence[tuple[str, Promise]]
    channels: Sequence[tuple[str, Promise]]
    encodings: Sequence[str]
    delimiters: Sequence[tuple[str, Promise]]
    country: str
    is_events: bool


@dataclass(frozen=True)
class PeopleImportPage:
    """`exchange/people/import.html`."""

    view: ImportView
    kind: Promise
    state: Promise
    trial: PeopleTrial | None
    trial_problem: str
    reasons: Sequence[tuple[str, str, int]]
    earlier: ImportView | None
    progress: Progress | None
    can_undo: bool
    is_events: bool

    @property
    def is_finished(self) -> bool:
        return self.view.state in FINISHED


def people_imports_page(views: Sequence[ImportView], chosen: str, problem: str) -> PeopleImportsPage:
    """The list, and the door for a new file."""
    lines = [PeopleLine(view, KIND_WORDS[PeopleKind(view.kind)], STATE_WORDS[view.state]) for view in views]
    kinds = [(kind.value, words) for kind, words in KIND_WORDS.items()]
    return PeopleImportsPage(lines, kinds, chosen, problem)


def people_columns_page(view: ImportView, problems: Sequence[str], country: str | None) -> PeopleColumnsPage:
    """The page on which the columns get their meaning."""
    kind = PeopleKind(view.kind)
    try:
        meaning = meaning_from(view.meaning)
    except BadMapping:
        meaning = Meaning(kind)
    known = {column.column: column for column in meaning.columns}
    cards = [
        PeopleCard(
            number=number,
            name=found["name"],
            samples=found["samples"],
            mapping=known.get(found["name"], MeaningColumn(found["name"])),
            formats=found["time_candidates"] or TIME_FORMATS,
        )
        for number, found in enumerate(view.findings["columns"])
    ]
    return PeopleColumnsPage(
        view=view,
        meaning=meaning,
        columns=cards,
        problems=problems,
        roles=[(role.value, ROLE_WORDS[role]) for role in roles_of(kind)],
        events=[(one.value, words) for one, words in EVENT_WORDS.items()],
        purposes=[(one.value, words) for one, words in PURPOSE_WORDS.items()],
        channels=[(one.value, words) for one, words in CHANNEL_WORDS.items()],
        encodings=ENCODINGS,
        delimiters=list(zip(DELIMITERS, (_("comma"), _("semicolon"), _("tab"), _("bar |")), strict=True)),
        country=country or "",
        is_events=kind is PeopleKind.EVENTS,
    )


def people_import_page(
    view: ImportView,
    *,
    trial: PeopleTrial | None,
    trial_problem: str,
    earlier: ImportView | None,
    now: datetime,
) -> PeopleImportPage:
    """The page of one import at whatever step it is."""
    reasons = trial.reasons.most_common(MOST_REASONS) if trial else []
    kind = PeopleKind(view.kind)
    return PeopleImportPage(
        view=view,
        kind=KIND_WORDS[kind],
        state=STATE_WORDS[view.state],
        trial=trial,
        trial_problem=trial_problem,
        reasons=[(column, reason, count) for (column, reason), count in reasons],
        earlier=earlier,
        progress=progress_of(view, now),
        can_undo=view.state in UNDOABLE,
        is_events=kind is PeopleKind.EVENTS,
    )
