"""What the staff's pages about spontaneous feedback may show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import employees_of
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import idea_for, ideas_for, response_for, responses_for, shown_to
from ohlas.feedback.queries import ResponseView, response_view, views_of
from ohlas.feedback.queries.ideas import IdeaView, idea_views, published_from
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.queries.spontaneous import attended_among, pages_of, told
from ohlas.feedback.rules.links import path_of
from ohlas.feedback.rules.spontaneous import KIND, MOST_OF_AN_IDEA, PRODUCT, TEXT, IdeaStatus, Kind
from ohlas.feedback.rules.texts import without_people
from ohlas.feedback.sources.form.collect import qr_code
from ohlas.feedback.sources.form.words import lead_about
from ohlas.feedback.sources.spontaneous.forms import KINDS, STATUSES, Filter, IdeaForm, MergeForm, NewPage
from ohlas.surveys.pages import LANGUAGE_NAMES, PageLanguage
from ohlas.surveys.rules.library import LANGUAGES

AT_ONCE = 30


@dataclass(frozen=True)
class Telling:
    """One message in the list; `contact_id` only for who may see contacts."""

    id: UUID
    at: str
    kind: str
    is_idea: bool
    text: str
    language: str
    about: str
    contact_id: UUID | None
    has_contact: bool
    is_attended: bool
    idea_id: UUID | None


@dataclass(frozen=True)
class TellingsPage:
    """`feedback/spontaneous/tellings.html`; `earlier` and `later` are query strings or empty."""

    tellings: Sequence[Telling]
    filter: Filter
    is_filtered: bool
    words: str
    earlier: str
    later: str
    has_pages: bool
    may_edit: bool
    may_publish: bool


@dataclass(frozen=True)
class PublicPage:
    """A page's line: where it is, what it is about, and its code to print."""

    link: LinkView
    about: str
    address: str
    qr: SafeString


@dataclass(frozen=True)
class PublicPagesPage:
    """`feedback/spontaneous/pages.html`: where people can speak up by themselves."""

    lines: Sequence[PublicPage]
    retired: Sequence[PublicPage]
    form: NewPage
    may_edit: bool


@dataclass(frozen=True)
class CardPage:
    """`feedback/spontaneous/card.html`: printed and put on a counter, in the visitors' language."""

    link: LinkView
    title: str
    about: str
    scan: str
    promise: str
    address: str
    qr: SafeString
    language: str
    languages: tuple[PageLanguage, ...]


@dataclass(frozen=True)
class IdeaLine:
    idea: IdeaView
    status: str
    at: str


@dataclass(frozen=True)
class IdeasPage:
    """`feedback/spontaneous/ideas.html`; `board` is the address of the public one, or empty."""

    lines: Sequence[IdeaLine]
    board: str
    may_edit: bool


@dataclass(frozen=True)
class PublishPage:
    """`feedback/spontaneous/publish.html`: what was written, and the words to publish instead."""

    response_id: UUID
    written: str
    language: str
    form: IdeaForm


@dataclass(frozen=True)
class IdeaPage:
    """`feedback/spontaneous/idea.html`; `merged_into` is the idea it was found to be the same as."""

    idea: IdeaView
    form: IdeaForm
    merge: MergeForm | None
    merged_into: IdeaView | None


def tellings_page(actor: Actor, query: QueryDict) -> TellingsPage:
    form = Filter(query, actor=actor)
    rows = told(responses_for(actor), actor.organisation.id, form.wanted())
    total, start = rows.count(), form.start
    found = list(rows[start : start + AT_ONCE])
    ids = [row.id for row in found]
    around = _Around(
        actor=actor,
        kinds={row.id: str(row.answers.get(KIND, "")) for row in found},
        names={one.id: one.name for one in employees_of(actor.organisation.id)} if found else {},
        attended=attended_among(ids),
        published=published_from(ids),
    )
    last = start + len(found)
    return TellingsPage(
        tellings=tuple(
            _telling(shown_to(actor, view), around) for view in views_of(actor.organisation.id, found)
        ),
        filter=form,
        is_filtered=any(query.get(name) for name in ("kind", "unit", "state")),
        words=_("%(first)s–%(last)s of %(total)s")
        % {"first": min(start + 1, last), "last": last, "total": total},
        earlier=_address(query, start - AT_ONCE) if start else "",
        later=_address(query, last) if last < total else "",
        has_pages=any(page.closed_at is None for page in pages_of(actor.organisation.id)),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        may_publish=actor.may(Permission.PUBLISH_IDEAS),
    )


def public_pages_page(actor: Actor, base: str, form: NewPage | None = None) -> PublicPagesPage:
    seen = [page for page in pages_of(actor.organisation.id) if actor.sees_unit(page.unit.id)]
    return PublicPagesPage(
        lines=tuple(_public(page, base) for page in seen if page.closed_at is None),
        retired=tuple(_public(page, base) for page in seen if page.closed_at is not None),
        form=form or NewPage(actor=actor),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
    )


def card_page(link: LinkView, base: str, language: str) -> CardPage:
    """In the language asked for, else the first of ours."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    address = base + path_of(link.channel, link.code)
    with override(chosen):
        return CardPage(
            link=link,
            title=pgettext("respondent", "A compliment, a complaint or an idea"),
            about=lead_about(link),
            scan=pgettext("respondent", "Scan the code or open this address:"),
            promise=pgettext("respondent", "No app, no registration. A name only if an answer is wanted."),
            address=address,
            qr=qr_code(address),
            language=chosen,
            languages=tuple(PageLanguage(one, LANGUAGE_NAMES[one], one == chosen) for one in LANGUAGES),
        )


def ideas_page(actor: Actor) -> IdeasPage:
    zone = ZoneInfo(actor.organisation.zone)
    views = idea_views(ideas_for(actor))
    whole = [page for page in pages_of(actor.organisation.id) if page.closed_at is None]
    whole.sort(key=lambda page: page.unit.id is not None)
    return IdeasPage(
        lines=tuple(
            IdeaLine(one, str(STATUSES[one.status]), _local(one.published_at, zone)) for one in views
        ),
        board=f"{path_of(whole[0].channel, whole[0].code)}/ideas" if whole else "",
        may_edit=actor.may(Permission.PUBLISH_IDEAS),
    )


def publish_page(actor: Actor, response_id: UUID, form: IdeaForm | None = None) -> PublishPage:
    view = shown_to(actor, response_view(response_for(actor, response_id, Permission.PUBLISH_IDEAS)))
    written = _answer(view, TEXT)
    # Shown masked to begin with, whoever may see people: the public may not.
    safe = without_people(written, view.language)[:MOST_OF_AN_IDEA]
    return PublishPage(
        response_id=view.id,
        written=written,
        language=view.language,
        form=form or IdeaForm(initial={"text": safe, "status": IdeaStatus.NEW.value}),
    )


def idea_page(
    actor: Actor, idea_id: UUID, form: IdeaForm | None = None, merge: MergeForm | None = None
) -> IdeaPage:
    idea = idea_for(actor, idea_id)
    views = {one.id: one for one in idea_views(ideas_for(actor))}
    own = views[idea.id]
    given = {"text": own.text, "status": own.status.value, "note": own.note}
    others = others_of(tuple(views.values()), own)
    return IdeaPage(
        idea=own,
        form=form or IdeaForm(initial=given),
        merge=merge or (MergeForm(others=others) if others and own.merged_into_id is None else None),
        merged_into=views.get(own.merged_into_id) if own.merged_into_id else None,
    )


def others_of(views: Sequence[IdeaView], own: IdeaView) -> tuple[IdeaView, ...]:
    """The ideas on the board that it could be the same as."""
    return tuple(
        one for one in views if one.id != own.id and one.merged_into_id is None and not one.is_withdrawn
    )


@dataclass(frozen=True)
class _Around:
    """What a page of messages needs to know besides them."""

    actor: Actor
    kinds: Mapping[UUID, str]
    names: Mapping[UUID, str]
    attended: frozenset[UUID]
    published: Mapping[UUID, UUID]


def _telling(view: ResponseView, around: _Around) -> Telling:
    actor, given = around.actor, around.kinds[view.id]
    kind = Kind(given) if given in set(Kind) else None
    about = (view.attributes.get(PRODUCT), around.names.get(view.employee_id or view.id), view.unit)
    return Telling(
        id=view.id,
        at=_local(view.answered_at, ZoneInfo(actor.organisation.zone)),
        kind=str(KINDS[kind]) if kind else given,
        is_idea=kind is Kind.IDEA,
        text=_answer(view, TEXT),
        language=view.language,
        about=", ".join(part for part in about if part),
        contact_id=view.contact_id if actor.may(Permission.SEE_CONTACTS) else None,
        has_contact=view.contact_id is not None,
        is_attended=view.id in around.attended,
        idea_id=around.published.get(view.id),
    )


def _answer(view: ResponseView, question: str) -> str:
    return next((answer.shown for answer in view.answers if answer.question == question), "")


def _public(link: LinkView, base: str) -> PublicPage:
    address = base + path_of(link.channel, link.code)
    about = (link.attributes.get(PRODUCT, ""), link.employee.name, link.unit.name)
    named = ", ".join(part for part in about if part)
    return PublicPage(link, named or _("The whole organisation"), address, qr_code(address))


def _address(query: QueryDict, start: int) -> str:
    given = query.copy()
    given["offset"] = str(max(0, start))
    return f"?{given.urlencode()}"


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), "SHORT_DATETIME_FORMAT")
