"""What a programme's messages look like, in every language and on every channel, before anybody gets one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.lib.config import config
from ohlas.lib.ids import new_id
from ohlas.outreach.models import Programme
from ohlas.outreach.pages.channels import TITLES
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Outgoing
from ohlas.outreach.rules.words import KINDS, PLACEHOLDERS
from ohlas.surveys.pages import LANGUAGE_NAMES
from ohlas.text.names import LANGUAGES, greeting

SAMPLE_NAMES: Mapping[str, str] = {
    "cs": "Jana Nováková",
    "sk": "Jana Nováková",
    "pl": "Anna Kowalska",
    "uk": "Олена Шевченко",
    "ru": "Анна Иванова",
    "de": "Anna Schmidt",
}
KIND_NAMES: Mapping[str, Promise] = {"invitation": _("Invitation"), "reminder": _("Reminder")}


@dataclass(frozen=True)
class Shown:
    """A message as it would arrive; `html` is empty where the channel knows text only."""

    subject: str
    text: str
    html: str = ""


@dataclass(frozen=True)
class Choice:
    """A tab: what it is called, the query it leads to, whether we are there."""

    title: str
    query: str
    is_here: bool


@dataclass(frozen=True)
class PreviewPage:
    """`outreach/preview.html`."""

    programme_id: UUID
    name: str
    carriers: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    query: str
    shown: Shown | None
    has_frame: bool
    form: Form
    placeholders: str
    fault: str


@dataclass(frozen=True)
class Wish:
    """Which message is looked at."""

    carrier: Carrier
    kind: str
    language: str

    def query(self, **other: str) -> str:
        parts = {"carrier": self.carrier.value, "kind": self.kind, "in": self.language, **other}
        return "&".join(f"{name}={value}" for name, value in parts.items())


_previews: dict[Carrier, Callable[[Outgoing], Shown]] = {}


def register_preview(carrier: Carrier, show: Callable[[Outgoing], Shown]) -> None:
    """From now on messages of this channel can be looked at."""
    _previews[carrier] = show


def wish_of(given: Mapping[str, str], languages: tuple[str, ...]) -> Wish:
    """What was asked for, as far as it exists; else the first of each."""
    carriers = {one.value: one for one in _previews}
    return Wish(
        carrier=carriers.get(given.get("carrier", ""), Carrier.EMAIL),
        kind=given["kind"] if given.get("kind") in KINDS else KINDS[0],
        language=given["in"] if given.get("in") in languages else languages[0],
    )


def shown_of(programme: Programme, organisation: str, wish: Wish) -> Shown | None:
    """The message to a made-up person."""
    show = _previews.get(wish.carrier)
    return show(_sample(programme, organisation, wish)) if show else None


def preview_page(
    programme: Programme,
    organisation: str,
    wish: Wish,
    languages: tuple[str, ...],
    *,
    form: Form,
    fault: str = "",
) -> PreviewPage:
    shown = shown_of(programme, organisation, wish)
    return PreviewPage(
        programme_id=programme.id,
        name=programme.name,
        carriers=tuple(
            Choice(str(TITLES[one]), wish.query(carrier=one.value), one is wish.carrier) for one in _previews
        ),
        kinds=tuple(Choice(str(KIND_NAMES[one]), wish.query(kind=one), one == wish.kind) for one in KINDS),
        languages=tuple(
            Choice(LANGUAGE_NAMES.get(one, one), wish.query(**{"in": one}), one == wish.language)
            for one in languages
        ),
        query=wish.query(),
        shown=shown,
        has_frame=bool(shown and shown.html),
        form=form,
        placeholders=" ".join(f"{{{one}}}" for one in PLACEHOLDERS),
        fault=fault,
    )


def _sample(programme: Programme, organisation: str, wish: Wish) -> Outgoing:
    name = SAMPLE_NAMES.get(wish.language, "Jane Smith")
    spoken = wish.language if wish.language in LANGUAGES else "en"
    return Outgoing(
        id=new_id(),
        organisation_id=programme.organisation_id,
        organisation=organisation,
        programme_id=programme.id,
        survey_id=programme.survey_id,
        contact_id=new_id(),
        carrier=wish.carrier,
        number=1 if wish.kind == "reminder" else 0,
        language=wish.language,
        address="jana@example.com",
        name=name,
        greeting=greeting(name, spoken).text,
        link=f"{config().public_url or 'https://…'}/s/{'x' * 22}",
        token="x" * 22,
    )
