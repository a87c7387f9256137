"""What conditions may ask about beside answers: where, who, in which language, by which channel, about whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.accounts.queries import employees_of, units_of
from ohlas.customers.queries import attributes_declared
from ohlas.customers.rules import AttributeKind
from ohlas.surveys.pages.words import LANGUAGE_NAMES, Pick
from ohlas.surveys.rules import Definition

ATTRIBUTE = "a_"
"""Alone it means an attribute named by whoever writes the condition."""
MOST_LISTED = 300
"""Employees beyond this many are named by their code: no list that long is read."""
CHANNELS: Mapping[str, Promise] = {
    "personal": gettext_lazy("Personal link"),
    "link": gettext_lazy("Link"),
    "poster": gettext_lazy("Poster or QR code"),
    "web": gettext_lazy("Website"),
    "email": gettext_lazy("E-mail"),
    "sms": gettext_lazy("SMS"),
    "kiosk": gettext_lazy("Tablet at the branch"),
    "paper": gettext_lazy("Paper form"),
    "api": gettext_lazy("Another program"),
}


@dataclass(frozen=True)
class Circumstance:
    """One of them in words; without `choices` its value is written."""

    words: str
    kind: Literal["choices", "text", "number"]
    choices: tuple[Pick, ...] = ()

    def value_words(self, value: str) -> str:
        return next((one.words for one in self.choices if one.value == value), "")


def circumstances(organisation_id: UUID, definition: Definition) -> dict[str, Circumstance]:
    """Every circumstance a condition of this survey may ask about."""
    return dict(_all(organisation_id, definition))


def _all(organisation_id: UUID, definition: Definition) -> Iterator[tuple[str, Circumstance]]:
    units = tuple(Pick(one.code, one.name) for one in units_of(organisation_id) if one.code)
    employees = tuple(Pick(one.code, one.name) for one in employees_of(organisation_id) if one.code)
    languages = tuple(Pick(one, LANGUAGE_NAMES.get(one, one)) for one in definition.languages)
    channels = tuple(Pick(name, str(words)) for name, words in CHANNELS.items())
    if units:
        yield "unit", Circumstance(_("the unit"), "choices", units)
    if employees:
        is_short = len(employees) <= MOST_LISTED
        yield (
            "employee",
            Circumstance(_("the employee"), "choices" if is_short else "text", employees if is_short else ()),
        )
    yield "language", Circumstance(_("the language"), "choices", languages)
    yield "channel", Circumstance(_("the channel"), "choices", channels)
    yield "touchpoint", Circumstance(_("the touchpoint of the link"), "text")
    for one in attributes_declared(organisation_id):
        kind: Literal["number", "text"] = "number" if one.kind is AttributeKind.NUMBER else "text"
        yield (
            f"{ATTRIBUTE}{one.key}",
            Circumstance(_("the contact’s “%(title)s”") % {"title": one.title}, kind),
        )
    yield ATTRIBUTE, Circumstance(_("another attribute …"), "text")
