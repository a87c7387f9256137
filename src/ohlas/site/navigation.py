"""The map of the house as a person sees it: places, and the pages in them that this person may open."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ohlas.accounts.rules import Permission

ON_THE_PHONE = ("today", "listen", "understand", "solve", "setup")


@dataclass(frozen=True)
class Entry:
    """A page of the map: its name, its address, the right it asks for; None is for every member."""

    title: Promise
    address: str
    permission: Permission | None


@dataclass(frozen=True)
class Link:
    title: Promise
    href: str
    is_here: bool


@dataclass(frozen=True)
class Place:
    """A place of the map with the links this person may follow; `href` is the first of them."""

    name: str
    title: Promise
    links: tuple[Link, ...]
    on_the_phone: bool

    @property
    def href(self) -> str:
        return self.links[0].href

    @property
    def is_here(self) -> bool:
        return any(link.is_here for link in self.links)


_P = Permission
PLACES: tuple[tuple[str, Promise, tuple[Entry, ...]], ...] = (
    (
        "today",
        _("Direction"),
        (
            Entry(_("Strategy"), "insight:strategy", None),
            Entry(_("Vision"), "insight:vision", None),
            Entry(_("Self-check"), "insight:self_check", None),
        ),
    ),
    (
        "listen",
        _("Listen"),
        (
            Entry(_("Surveys"), "surveys:surveys", _P.SEE_SURVEYS),
            Entry(_("Programmes"), "outreach:programmes", _P.SEE_PROGRAMMES),
            Entry(_("Responses"), "feedback:responses", _P.SEE_ANSWERS),
            Entry(_("Invitations"), "outreach:invitations", _P.SEE_PROGRAMMES),
            Entry(_("Response rates"), "insight:field", _P.SEE_PROGRAMMES),
            Entry(_("Links and posters"), "feedback:links", _P.SEE_SURVEYS),
            Entry(_("Web widgets"), "outreach:widgets", _P.SEE_PROGRAMMES),
            Entry(_("Polls on networks"), "outreach:polls", _P.SEE_PROGRAMMES),
            Entry(_("Spontaneous feedback"), "feedback:spontaneous", _P.SEE_ANSWERS),
            Entry(_("Kiosks"), "feedback:kiosks", _P.RUN_KIOSKS),
            Entry(_("Calls"), "feedback:calls", _P.RECORD_ANSWERS),
            Entry(_("Paper forms"), "feedback:paper", _P.RECORD_ANSWERS),
            Entry(_("Contacts"), "customers:contacts", _P.SEE_CONTACTS),
            Entry(_("Segments"), "customers:segments", _P.SEE_CONTACTS),
            Entry(_("Channels"), "outreach:channels", _P.SET_CHANNELS),
        ),
    ),
    (
        "understand",
        _("Understand"),
        (
            Entry(_("Dashboards"), "insight:boards", _P.SEE_FIGURES),
            Entry(_("Explorer"), "insight:dashboard", _P.SEE_FIGURES),
            Entry(_("Drivers"), "insight:drivers", _P.SEE_FIGURES),
            Entry(_("Reports by mail"), "insight:reports", _P.EXPORT),
            Entry(_("Statistics"), "insight:studies", _P.SEE_FIGURES),
            Entry(_("Goals"), "insight:goals", _P.SEE_FIGURES),
            Entry(_("Closed periods"), "insight:closings", _P.SEE_FIGURES),
            Entry(_("Benchmarks"), "insight:benchmarks", _P.SEE_FIGURES),
            Entry(_("Comments"), "insight:comments", _P.SEE_ANSWERS),
            Entry(_("Tone of voice"), "insight:voice", _P.SEE_SURVEYS),
            Entry(_("Alerts"), "insight:alerts", _P.SEE_FIGURES),
            Entry(_("Weekly brief"), "insight:briefs", _P.SEE_FIGURES),
            Entry(_("Answers"), "insight:answers", _P.SEE_ANSWERS),
            Entry(_("Crosstabs"), "insight:crosstab", _P.EXPORT),
            Entry(_("Query"), "insight:query", _P.EXPORT),
            Entry(_("Integrity"), "insight:integrity", _P.SEE_ANSWERS),
        ),
    ),
    ("solve", _("Solve"), ()),
    ("value", _("Value"), ()),
    (
        "setup",
        _("Set up"),
        (
            Entry(_("Imports"), "exchange:imports", _P.IMPORT),
            Entry(_("Organisation & units"), "accounts:units", _P.SEE_ORGANISATION),
            Entry(_("Employees"), "accounts:employees", _P.SEE_ORGANISATION),
            Entry(_("Users & roles"), "accounts:users", _P.MANAGE_USERS),
            Entry(_("API keys"), "accounts:keys", _P.MANAGE_KEYS),
            Entry(_("Public scores"), "insight:badges", _P.EDIT_ORGANISATION),
            Entry(_("Audit"), "accounts:audit", _P.SEE_AUDIT),
            Entry(_("System health"), "site:health", _P.RUN_SYSTEM),
        ),
    ),
)


def places(slug: str, permissions: frozenset[Permission], path: str) -> list[Place]:
    """The places with at least one page that exists and may be opened; `path` marks where we are."""
    found = []
    for name, title, entries in PLACES:
        links = tuple(_links(entries, slug, permissions, path))
        if links:
            found.append(Place(name, title, links, name in ON_THE_PHONE))
    return found


def _links(
    entries: tuple[Entry, ...], slug: str, permissions: frozenset[Permission], path: str
) -> Iterator[Link]:
    for entry in entries:
        if entry.permission is not None and entry.permission not in permissions:
            continue
        try:
            href = reverse(entry.address, kwargs={"slug": slug})
        except NoReverseMatch:
            continue  # a page whose room is not built yet is left out whole
        yield Link(entry.title, href, path.startswith(href))
