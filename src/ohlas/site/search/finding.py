"""What a person may find under some words: each kind of thing by its own room's doors, within the person's rights.

A kind is a function in FINDERS; none is asked that its right does not open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.access import Actor
from ohlas.accounts.errors import NotHere
from ohlas.accounts.queries import find_employees, units_of
from ohlas.accounts.rules import Permission
from ohlas.customers.queries import contact_page
from ohlas.feedback.access import response_for
from ohlas.insight.access import boards_for
from ohlas.site.handbook import contents
from ohlas.site.navigation import places
from ohlas.surveys.queries import survey_names
from ohlas.text.lemmas.folding import fold

MOST = 8
"""Lines shown of a kind: more would push the next kind out of sight."""
FEWEST_LETTERS = 2
"""One letter is in everything."""
LONGEST = 200
_P = Permission
_BESIDES: tuple[tuple[Promise, str], ...] = (
    (_("How you are told"), "insight:notice_settings"),
    (_("Notices"), "insight:notices"),
    (_("My account"), "accounts:me"),
)
"""Pages that stand in no place of the map and are open to every member."""
_OWN: tuple[tuple[Promise, str], ...] = (
    (_("Password"), "account_change_password"),
    (_("Passkeys and codes"), "mfa_index"),
    (_("Where you are signed in"), "usersessions_list"),
    (_("Your organisations"), "organisations"),
)


@dataclass(frozen=True)
class Hit:
    title: str
    detail: str
    href: str


@dataclass(frozen=True)
class Section:
    """The hits of one kind; `more_href` leads to the room's own search when there are more than shown."""

    title: Promise
    hits: tuple[Hit, ...]
    more: int = 0
    more_href: str = ""


Finder = Callable[[Actor, str], Section]


def find(actor: Actor, words: str) -> tuple[Section, ...]:
    """Every kind with at least one hit, in the order of FINDERS; nothing for less than two letters."""
    if len(words.strip()) < FEWEST_LETTERS:
        return ()
    asked = (finder for right, finder in FINDERS if right is None or actor.may(right))
    return tuple(section for section in (finder(actor, words.strip()) for finder in asked) if section.hits)


def _holds(title: str, words: str) -> bool:
    """Every word, in any order and spelling of its letters, anywhere in the title."""
    folded = fold(title)
    return all(word in folded for word in fold(words).split())


def _cut(title: Promise, hits: Iterator[Hit], more_href: str = "") -> Section:
    found = tuple(hits)
    return Section(title, found[:MOST], max(0, len(found) - MOST), more_href)


def _at(actor: Actor, name: str, **ids: UUID) -> str:
    return reverse(name, kwargs={"slug": actor.organisation.slug, **ids})


def _pages(actor: Actor, words: str) -> Section:
    return _cut(_("Pages"), (hit for hit in _all_pages(actor) if _holds(f"{hit.title} {hit.detail}", words)))


def _all_pages(actor: Actor) -> Iterator[Hit]:
    for place in places(actor.organisation.slug, actor.permissions, ""):
        for link in place.links:
            yield Hit(str(link.title), str(place.title), link.href)
    yield from (Hit(str(title), "", _at(actor, name)) for title, name in _BESIDES)
    yield from (Hit(str(title), "", reverse(name)) for title, name in _OWN)


def _response(actor: Actor, words: str) -> Section:
    """The response whose id was pasted; ids of others' responses find nothing."""
    title = _("Response")
    try:
        found = response_for(actor, UUID(words))
    except (ValueError, NotHere):
        return Section(title, ())
    return Section(title, (Hit(str(found.id), "", _at(actor, "feedback:response", response_id=found.id)),))


def _boards(actor: Actor, words: str) -> Section:
    boards = boards_for(actor).filter(archived_at__isnull=True)
    return _cut(
        _("Dashboards"),
        (
            Hit(
                board.name,
                board.unit.name if board.unit else "",
                _at(actor, "insight:board", board_id=board.id),
            )
            for board in boards
            if _holds(board.name, words)
        ),
        _at(actor, "insight:boards"),
    )


def _surveys(actor: Actor, words: str) -> Section:
    names = survey_names(actor.organisation.id)
    return _cut(
        _("Surveys"),
        (
            Hit(name, "", _at(actor, "surveys:survey", survey_id=each))
            for each, name in sorted(names.items(), key=lambda pair: (pair[1], str(pair[0])))
            if _holds(name, words)
        ),
        _at(actor, "surveys:surveys"),
    )


def _contacts(actor: Actor, words: str) -> Section:
    found = contact_page(actor.organisation.id, search=words)
    hits = tuple(
        Hit(
            each.title,
            each.email if each.name else "",
            _at(actor, "customers:contact", contact_id=each.id),
        )
        for each in found.contacts[:MOST]
    )
    list_href = f"{_at(actor, 'customers:contacts')}?{urlencode({'search': words})}"
    return Section(_("Customers"), hits, found.total - len(hits), list_href)


def _units(actor: Actor, words: str) -> Section:
    return _cut(
        _("Branches and departments"),
        (
            Hit(unit.name, unit.code, _at(actor, "accounts:unit", unit_id=unit.id))
            for unit in units_of(actor.organisation.id)
            if actor.sees_unit(unit.id) and _holds(f"{unit.name} {unit.code}", words)
        ),
        _at(actor, "accounts:units"),
    )


def _employees(actor: Actor, words: str) -> Section:
    found = find_employees(actor.organisation.id, actor.scope, words, limit=MOST)
    hits = tuple(
        Hit(each.name, each.position, _at(actor, "accounts:employee", employee_id=each.id))
        for each in found.rows
    )
    list_href = f"{_at(actor, 'accounts:employees')}?{urlencode({'q': words})}"
    return Section(_("Employees"), hits, found.total - len(hits), list_href)


def _manual(actor: Actor, words: str) -> Section:  # noqa: ARG001 - the manual is everybody's
    return _cut(
        _("Manual"),
        (
            Hit(entry.title, "", reverse("help_page", kwargs={"page": entry.path}))
            for _shelf, entries in contents()
            for entry in entries
            if _holds(entry.title, words)
        ),
        reverse("help"),
    )


FINDERS: tuple[tuple[Permission | None, Finder], ...] = (
    (_P.SEE_ANSWERS, _response),
    (None, _pages),
    (_P.SEE_FIGURES, _boards),
    (_P.SEE_SURVEYS, _surveys),
    (_P.SEE_CONTACTS, _contacts),
    (_P.SEE_ORGANISATION, _units),
    (_P.SEE_ORGANISATION, _employees),
    (None, _manual),
)
