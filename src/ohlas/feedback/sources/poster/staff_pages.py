"""What the pages about links to hand out may show."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import handed_to
from ohlas.feedback.queries.handed import LinkTally, LinkWanted, link_tallies, link_views
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.links import CAMPAIGN, TOUCHPOINT, path_of
from ohlas.feedback.rules.networks import NETWORK, NETWORKS
from ohlas.feedback.rules.posters import MOST_SHEETS, spelled
from ohlas.feedback.sources.poster.forms import NAMES, Filter, NewLinks, PosterForm
from ohlas.feedback.sources.poster.sheets import about
from ohlas.surveys.queries import survey_names

AT_ONCE = 50


@dataclass(frozen=True)
class HandedLine:
    """A link of the list: where it leads, what its answers are about, and what it has brought."""

    link: LinkView
    address: str
    short: str
    survey: str
    about: str
    channel: str
    campaign: str
    tally: LinkTally


@dataclass(frozen=True)
class LinksPage:
    """`feedback/poster/links.html`; `earlier` and `later` are query strings or empty, `chosen` that of the posters."""

    lines: Sequence[HandedLine]
    filter: Filter
    is_filtered: bool
    words: str
    earlier: str
    later: str
    chosen: str
    total: int
    form: NewLinks
    may_edit: bool
    has_surveys: bool


@dataclass(frozen=True)
class PosterPage:
    """`feedback/poster/poster.html`: how the sheets will look; `query` opens the file."""

    form: PosterForm
    hidden: Sequence[tuple[str, str]]
    count: int
    is_cut: bool
    most: int
    about: str
    query: str
    is_good: bool


def links_page(actor: Actor, query: QueryDict, base: str, form: NewLinks | None = None) -> LinksPage:
    asked = Filter(query, actor=actor)
    rows = handed_to(actor, asked.wanted())
    total, start = rows.count(), asked.start
    views = link_views(rows[start : start + AT_ONCE])
    tallies, names = link_tallies([one.id for one in views]), survey_names(actor.organisation.id)
    last = start + len(views)
    return LinksPage(
        lines=tuple(_line(one, base, tallies[one.id], names) for one in views),
        filter=asked,
        is_filtered=any(query.get(name) for name in ("survey", "unit", "channel", "state")),
        words=_("%(first)s–%(last)s of %(total)s")
        % {"first": min(start + 1, last), "last": last, "total": total},
        earlier=_at(query, start - AT_ONCE) if start else "",
        later=_at(query, last) if last < total else "",
        chosen=urlencode([(name, query[name]) for name in CHOOSES if query.get(name)]),
        total=total,
        form=form or NewLinks(actor=actor),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        has_surveys=bool(names),
    )


CHOOSES = ("survey", "unit", "channel", "link")
"""What of an address chooses links; the rest is about looks."""


def links_to_print(actor: Actor, query: QueryDict) -> tuple[LinkView, ...]:
    """The links the address chooses, up to as many as go into one file. Errors: `Forbidden`."""
    wanted = Filter(query, actor=actor).wanted()
    ids = tuple(found for given in query.getlist("link") if (found := _uuid(given)))
    wanted = LinkWanted(wanted.survey_id, wanted.unit_id, wanted.channel, is_closed=False, ids=ids)
    return link_views(handed_to(actor, wanted)[:MOST_SHEETS])


def poster_page(links: Sequence[LinkView], total: int, form: PosterForm, query: QueryDict) -> PosterPage:
    kept = [(name, one) for name in CHOOSES for one in query.getlist(name) if one]
    is_good = form.is_valid()
    looks = [(name, str(one)) for name, one in form.cleaned_data.items() if one]
    return PosterPage(
        form=form,
        hidden=kept,
        count=len(links),
        is_cut=total > len(links),
        most=MOST_SHEETS,
        about=about(links[0]),
        query=urlencode([*kept, *looks]),
        is_good=is_good,
    )


def _line(link: LinkView, base: str, tally: LinkTally, names: dict[UUID, str]) -> HandedLine:
    address = base + path_of(link.channel, link.code)
    return HandedLine(
        link=link,
        address=address,
        short=spelled(address),
        survey=names.get(link.survey_id, ""),
        about=about(link) or _("The whole organisation"),
        channel=str(NAMES.get(link.channel, link.channel)),
        campaign=_mark(link),
        tally=tally,
    )


def _mark(link: LinkView) -> str:
    """What else tells it from its neighbours: the campaign, the touchpoint, the network."""
    network = link.attributes.get(NETWORK, "")
    named = NETWORKS[network][0] if network in NETWORKS else network
    marks = [link.attributes.get(name, "") for name in (CAMPAIGN, TOUCHPOINT)]
    return " · ".join(one for one in (*marks, named) if one)


def _at(query: QueryDict, start: int) -> str:
    given = query.copy()
    given["offset"] = str(max(0, start))
    return f"?{given.urlencode()}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
