"""The map of the house as a person sees it: places, and the pages in them that this person may open."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.rules import Permission

ON_THE_PHONE = ("today", "listen", "understand", "solve", "setup")


@dataclass(frozen=True)
class Entry:
    """A page of the map: its name, its address, the right it asks for; None is for every member.

    `also` names pages that belong to it though their addresses lie elsewhere.
    """

    title: Promise
    address: str
    permission: Permission | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """Entries that are looked for together; a short place has one shelf without a name."""

    title: Promise | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Link:
    title: Promise
    href: str
    also: tuple[str, ...] = ()
    current: str = ""
    """What `aria-current` says: `page` on the page itself, `true` on one below it, empty elsewhere."""


@dataclass(frozen=True)
class Group:
    title: Promise | None
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Place:
    """A place of the map with the links this person may follow; `href` is the first of them."""

    name: str
    title: Promise
    groups: tuple[Group, ...]
    on_the_phone: bool

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for group in self.groups for link in group.links)

    @property
    def href(self) -> str:
        return self.links[0].href

    @property
    def here(self) -> Link | None:
        """The link that leads to the page shown, or to the one above it."""
        return next((link for link in self.links if link.current), None)


_P = Permission
PLACES: tuple[tuple[str, Promise, tuple[Shelf, ...]], ...] = (
    (
        "today",
        _("Direction"),
        (
            Shelf(
                None,
                (
                    Entry(_("Strategy"), "insight:strategy", None),
                    Entry(_("Vision"), "insight:vision", None),
                    Entry(_("Self-check"), "insight:self_check", None),
                ),
            ),
        ),
    ),
    (
        "listen",
        _("Listen"),
        (
            Shelf(
                _("Asking"),
                (
                    Entry(_("Surveys"), "surveys:surveys", _P.SEE_SURVEYS),
                    Entry(_("Programmes"), "outreach:programmes", _P.SEE_PROGRAMMES),
                    Entry(_("Invitations"), "outreach:invitations", _P.SEE_PROGRAMMES),
                    Entry(_("Channels"), "outreach:channels", _P.SET_CHANNELS),
                ),
            ),
            Shelf(
                _("Where people answer"),
                (
                    Entry(_("Links and posters"), "feedback:links", _P.SEE_SURVEYS),
                    Entry(_("Web widgets"), "outreach:widgets", _P.SEE_PROGRAMMES),
                    Entry(_("Kiosks"), "feedback:kiosks", _P.RUN_KIOSKS),
                    Entry(_("Calls"), "feedback:calls", _P.RECORD_ANSWERS),
                    Entry(_("Paper forms"), "feedback:paper", _P.RECORD_ANSWERS),
                    Entry(_("Polls on networks"), "outreach:polls", _P.SEE_PROGRAMMES),
                ),
            ),
            Shelf(
                _("What came in"),
                (
                    Entry(_("Responses"), "feedback:responses", _P.SEE_ANSWERS),
                    Entry(_("Response rates"), "insight:field", _P.SEE_PROGRAMMES),
                    Entry(_("Spontaneous feedback"), "feedback:spontaneous", _P.SEE_ANSWERS),
                ),
            ),
            Shelf(
                _("People"),
                (
                    Entry(_("Contacts"), "customers:contacts", _P.SEE_CONTACTS),
                    Entry(_("Segments"), "customers:segments", _P.SEE_CONTACTS),
                ),
            ),
        ),
    ),
    (
        "understand",
        _("Understand"),
        (
            Shelf(
                _("Dashboards & reports"),
                (
                    Entry(_("Dashboards"), "insight:boards", _P.SEE_FIGURES),
                    Entry(_("Explorer"), "insight:dashboard", _P.SEE_FIGURES),
                    Entry(_("Reports by mail"), "insight:reports", _P.EXPORT),
                    Entry(_("Alerts"), "insight:alerts", _P.SEE_FIGURES, also=("insight:notices",)),
                    Entry(_("Weekly brief"), "insight:briefs", _P.SEE_FIGURES),
                ),
            ),
            Shelf(
                _("Words"),
                (
                    Entry(_("Comments"), "insight:comments", _P.SEE_ANSWERS),
                    Entry(_("Urgent"), "insight:urgent", _P.SEE_ANSWERS),
                    Entry(_("Answers"), "insight:answers", _P.SEE_ANSWERS),
                    Entry(_("Tone of voice"), "insight:voice", _P.SEE_SURVEYS),
                ),
            ),
            Shelf(
                _("Numbers checked"),
                (
                    Entry(_("Drivers"), "insight:drivers", _P.SEE_FIGURES),
                    Entry(_("Statistics"), "insight:studies", _P.SEE_FIGURES),
                    Entry(_("Crosstabs"), "insight:crosstab", _P.EXPORT),
                    Entry(_("Query"), "insight:query", _P.EXPORT),
                    Entry(_("Integrity"), "insight:integrity", _P.SEE_ANSWERS),
                    Entry(_("Closed periods"), "insight:closings", _P.SEE_FIGURES),
                ),
            ),
            Shelf(
                _("Goals & comparison"),
                (
                    Entry(_("Goals"), "insight:goals", _P.SEE_FIGURES),
                    Entry(_("Benchmarks"), "insight:benchmarks", _P.SEE_FIGURES),
                ),
            ),
        ),
    ),
    ("solve", _("Solve"), ()),
    ("value", _("Value"), ()),
    (
        "setup",
        _("Set up"),
        (
            Shelf(
                None,
                (
                    Entry(_("Imports"), "exchange:imports", _P.IMPORT),
                    Entry(
                        _("Organisation & units"),
                        "accounts:units",
                        _P.SEE_ORGANISATION,
                        also=("accounts:organisation",),
                    ),
                    Entry(_("Employees"), "accounts:employees", _P.SEE_ORGANISATION),
                    Entry(_("Users & roles"), "accounts:users", _P.MANAGE_USERS),
                    Entry(_("API keys"), "accounts:keys", _P.MANAGE_KEYS),
                    Entry(_("Public scores"), "insight:badges", _P.EDIT_ORGANISATION),
                    Entry(_("Audit"), "accounts:audit", _P.SEE_AUDIT),
                    Entry(_("System health"), "site:health", _P.RUN_SYSTEM),
                ),
            ),
        ),
    ),
)


def places(slug: str, permissions: frozenset[Permission], path: str) -> list[Place]:
    """The places with at least one page that exists and may be opened; `path` marks where we are."""
    found = []
    for name, title, shelves in PLACES:
        groups = tuple(_groups(shelves, slug, permissions))
        if groups:
            found.append(Place(name, title, groups, name in ON_THE_PHONE))
    return [_marked(place, path, _nearest(found, path)) for place in found]


def _groups(shelves: tuple[Shelf, ...], slug: str, permissions: frozenset[Permission]) -> Iterator[Group]:
    for shelf in shelves:
        links = tuple(_links(shelf.entries, slug, permissions))
        if links:
            yield Group(shelf.title, links)


def _links(entries: tuple[Entry, ...], slug: str, permissions: frozenset[Permission]) -> Iterator[Link]:
    for entry in entries:
        if entry.permission is not None and entry.permission not in permissions:
            continue
        try:
            href, *also = [reverse(each, kwargs={"slug": slug}) for each in (entry.address, *entry.also)]
        except NoReverseMatch:
            continue  # a page whose room is not built yet is left out whole
        yield Link(entry.title, href, tuple(also))


def _nearest(found: list[Place], path: str) -> str:
    """The address on the map that says most of the path; empty when the page is on no shelf."""
    known = (href for place in found for link in place.links for href in (link.href, *link.also))
    return max((href for href in known if path.startswith(href)), key=len, default="")


def _marked(place: Place, path: str, nearest: str) -> Place:
    return replace(
        place, groups=tuple(replace(group, links=_at(group.links, path, nearest)) for group in place.groups)
    )


def _at(links: tuple[Link, ...], path: str, nearest: str) -> tuple[Link, ...]:
    return tuple(
        replace(link, current="page" if link.href == path else "true")
        if nearest and nearest in (link.href, *link.also)
        else link
        for link in links
    )
