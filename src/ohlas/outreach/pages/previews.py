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
from ohlas.outreach.pages.sizes import LanguageSize, SizePage
from ohlas.outreach.queries.wordings import own_wording
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Outgoing
from ohlas.outreach.rules.texting import places_of
from ohlas.outreach.rules.words import KINDS
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
    """`outreach/preview.html`; `size` is of what stands in the form, `sizes` of what holds in every language."""

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
    language: str
    size: SizePage | None
    sizes: tuple[LanguageSize, ...]


@dataclass(frozen=True)
class Wish:
    """Which message is looked at."""

    carrier: Carrier
    kind: str
    language: str

    def query(self, **other: str) -> str:
        parts = {"carrier": self.carrier.value, "kind": self.kind, "in": self.language, **other}
        return "&".join(f"{name}={value}" for name, value in parts.items())


@dataclass(frozen=True)
class Sample:
    """For whom a made-up message is made: the organisation, its programme and survey."""

    organisation_id: UUID
    organisation: str
    programme_id: UUID | None
    survey_id: UUID


Measure = Callable[[Outgoing, str | None], SizePage]
"""How much a text takes; None in place of the words asks for those that hold now."""
_previews: dict[Carrier, Callable[[Outgoing], Shown]] = {}
_measures: dict[Carrier, Measure] = {}


def register_preview(
    carrier: Carrier, show: Callable[[Outgoing], Shown], measure: Measure | None = None
) -> None:
    """From now on messages of this channel can be looked at and, where each costs by its length, measured."""
    _previews[carrier] = show
    if measure is not None:
        _measures[carrier] = measure


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
    sample = _sample_of(programme, organisation)
    return show(sample_message(sample, wish.carrier, wish.kind, wish.language)) if show else None


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
    sample = _sample_of(programme, organisation)
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
        placeholders=" ".join(f"{{{one}}}" for one in places_of(wish.carrier)),
        fault=fault,
        language=wish.language,
        size=_size_in_form(sample, wish, form),
        sizes=_sizes(sample, wish, languages),
    )


def sample_message(sample: Sample, carrier: Carrier, kind: str, language: str) -> Outgoing:
    """A message to a made-up person, with every place it may name filled."""
    name = SAMPLE_NAMES.get(language, "Jane Smith")
    spoken = language if language in LANGUAGES else "en"
    return Outgoing(
        id=new_id(),
        organisation_id=sample.organisation_id,
        organisation=sample.organisation,
        programme_id=sample.programme_id,
        survey_id=sample.survey_id,
        contact_id=new_id(),
        carrier=carrier,
        number=1 if kind == "reminder" else 0,
        language=language,
        address="jana@example.com",
        name=name,
        greeting=greeting(name, spoken).text,
        link=f"{config().public_url or 'https://feedback.example.com'}/s/{'x' * 22}",
        token="x" * 22,
        facts={"unit": "Centrum", "employee": name},
    )


def _sample_of(programme: Programme, organisation: str) -> Sample:
    return Sample(programme.organisation_id, organisation, programme.id, programme.survey_id)


def _size_in_form(sample: Sample, wish: Wish, form: Form) -> SizePage | None:
    measure = _measures.get(wish.carrier)
    if measure is None:
        return None
    written = str(form["body"].value() or "")
    return measure(sample_message(sample, wish.carrier, wish.kind, wish.language), written)


def _sizes(sample: Sample, wish: Wish, languages: tuple[str, ...]) -> tuple[LanguageSize, ...]:
    measure = _measures.get(wish.carrier)
    if measure is None:
        return ()
    return tuple(
        LanguageSize(
            title=LANGUAGE_NAMES.get(one, one),
            query=wish.query(**{"in": one}),
            is_here=one == wish.language,
            is_own=own_wording(sample.programme_id, wish.carrier, wish.kind, one) is not None,
            size=measure(sample_message(sample, wish.carrier, wish.kind, one), None),
        )
        for one in languages
    )
