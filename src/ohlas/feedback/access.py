"""The only way to get signals for an actor: own organisation, own units, with the right to see answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q, QuerySet

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.feedback.models import Idea, Kiosk, Link, PaperStack, Response, Upload
from ohlas.feedback.queries import ResponseView, views_of
from ohlas.feedback.queries.handed import LinkWanted, handed_links
from ohlas.feedback.queries.kiosks import kiosk_rows
from ohlas.feedback.queries.links import LinkView, link_view
from ohlas.feedback.queries.paper import stack_rows
from ohlas.feedback.queries.texts import Key, ReadingView, readings_at
from ohlas.feedback.queries.uploads import FileView, file_view
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.rules.texts import without_people


@dataclass(frozen=True)
class CommentView:
    """A written answer as this actor may read it, what it was read to say, and the response around it."""

    text: str
    reading: ReadingView
    response: ResponseView


def responses_for(actor: Actor, permission: Permission = Permission.SEE_ANSWERS) -> QuerySet[Response]:
    """Every response the actor may see; a unit manager sees those of own units only.

    Those to anonymous surveys are nobody's to see, one by one.

    Errors: `Forbidden`.
    """
    require(actor, permission)
    mine = Response.objects.filter(organisation_id=actor.organisation.id, release__isnull=True)
    return mine if actor.scope is None else mine.filter(unit_id__in=actor.scope)


def beside(actor: Actor, response: Response) -> tuple[UUID | None, UUID | None]:
    """The responses just after and just before this one, of those the actor may see."""
    at, mine = response.answered_at, responses_for(actor)
    after = mine.filter(Q(answered_at__gt=at) | Q(answered_at=at, id__gt=response.id))
    before = mine.filter(Q(answered_at__lt=at) | Q(answered_at=at, id__lt=response.id))
    return (
        after.order_by("answered_at", "id").values_list("id", flat=True).first(),
        before.order_by("-answered_at", "-id").values_list("id", flat=True).first(),
    )


def response_for(
    actor: Actor, response_id: UUID, permission: Permission = Permission.SEE_ANSWERS
) -> Response:
    """One response the actor may see.

    Errors: `Forbidden`, `NotHere`.
    """
    found = responses_for(actor, permission).filter(id=response_id).first()
    if found is None:
        raise NotHere
    return found


def kiosks_for(actor: Actor) -> QuerySet[Kiosk]:
    """The kiosks the actor may set up, those of own units, newest first.

    Errors: `Forbidden`.
    """
    require(actor, Permission.RUN_KIOSKS)
    mine = kiosk_rows().filter(organisation_id=actor.organisation.id).order_by("-created_at", "-id")
    return mine if actor.scope is None else mine.filter(unit_id__in=actor.scope)


def kiosk_for(actor: Actor, kiosk_id: UUID) -> Kiosk:
    """One kiosk the actor may set up.

    Errors: `Forbidden`, `NotHere`.
    """
    found = kiosks_for(actor).filter(id=kiosk_id).first()
    if found is None:
        raise NotHere
    return found


def open_link_for(actor: Actor, link_id: UUID) -> LinkView:
    """An address for everybody that the actor may hand out.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, Permission.SEE_SURVEYS)
    mine = Link.objects.filter(organisation_id=actor.organisation.id, kind=LinkKind.OPEN.value)
    row = mine.select_related("organisation", "unit", "employee", "contact").filter(id=link_id).first()
    if row is None or not actor.sees_unit(row.unit_id):
        raise NotHere
    return link_view(row)


def handed_to(actor: Actor, wanted: LinkWanted) -> QuerySet[Link]:
    """The links for everybody that the actor may hand out, those of own units.

    Errors: `Forbidden`.
    """
    require(actor, Permission.SEE_SURVEYS)
    return handed_links(actor.organisation.id, wanted, actor.scope)


def ideas_for(actor: Actor, permission: Permission = Permission.SEE_ANSWERS) -> QuerySet[Idea]:
    """Every idea the actor may look after; a unit manager those of own units only.

    Errors: `Forbidden`.
    """
    require(actor, permission)
    mine = Idea.objects.filter(organisation_id=actor.organisation.id)
    return mine if actor.scope is None else mine.filter(unit_id__in=actor.scope)


def idea_for(actor: Actor, idea_id: UUID, permission: Permission = Permission.PUBLISH_IDEAS) -> Idea:
    """One idea the actor may change.

    Errors: `Forbidden`, `NotHere`.
    """
    found = ideas_for(actor, permission).filter(id=idea_id).first()
    if found is None:
        raise NotHere
    return found


def file_for(actor: Actor, file_id: UUID) -> FileView:
    """A file that came with a response the actor may see; one still on its way with a draft is nobody's.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, Permission.SEE_CONTACTS)  # a photograph cannot be masked as words are
    found = Upload.objects.filter(id=file_id, organisation_id=actor.organisation.id).first()
    if found is None or not responses_for(actor).filter(client_id=found.client_id).exists():
        raise NotHere
    return file_view(found)


def stacks_for(actor: Actor) -> QuerySet[PaperStack]:
    """Stacks of paper the actor may type into, newest first: own ones, and all of own units for who sees answers.

    Errors: `Forbidden`.
    """
    require(actor, Permission.RECORD_ANSWERS)
    mine = stack_rows().filter(organisation_id=actor.organisation.id).order_by("-batch_id")
    if not actor.may(Permission.SEE_ANSWERS):
        mine = mine.filter(made_by=actor.id)
    return mine if actor.scope is None else mine.filter(unit_id__in=actor.scope)


def stack_for(actor: Actor, stack_id: UUID) -> PaperStack:
    """One stack the actor may type into.

    Errors: `Forbidden`, `NotHere`.
    """
    found = stacks_for(actor).filter(batch_id=stack_id).first()
    if found is None:
        raise NotHere
    return found


def sheet_for(actor: Actor, sheet_id: UUID) -> Response:
    """One sheet of a stack the actor may type into.

    Errors: `Forbidden`, `NotHere`.
    """
    stacks = stacks_for(actor).values("batch_id")
    found = Response.objects.filter(id=sheet_id, batch_id__in=stacks).first()
    if found is None:
        raise NotHere
    return found


def answers_of(actor: Actor, signals: Collection[str | UUID]) -> tuple[ResponseView, ...]:
    """The responses behind these signals of the facts, newest first; those out of sight are left out.

    Errors: `Forbidden`.
    """
    rows = responses_for(actor).filter(id__in=signals).order_by("-answered_at", "-id")
    return tuple(shown_to(actor, view) for view in views_of(actor.organisation.id, rows))


def comments_at(actor: Actor, keys: Sequence[Key]) -> tuple[CommentView, ...]:
    """These comments in the order given; those out of sight, and those not read yet, are left out.

    Errors: `Forbidden`.
    """
    views = {str(view.id): view for view in answers_of(actor, {signal for signal, _ in keys})}
    readings = readings_at(actor.organisation.id, [key for key in keys if key[0] in views])
    found = []
    for signal, question in keys:
        reading = readings.get((signal, question))
        text = (
            next((one.shown for one in views[signal].answers if one.question == question), "")
            if reading
            else ""
        )
        if reading and text:
            found.append(CommentView(text, reading, views[signal]))
    return tuple(found)


def shown_to(actor: Actor, view: ResponseView) -> ResponseView:
    """The response with personal data in its comments hidden from those who may not see contacts."""
    if actor.may(Permission.SEE_CONTACTS):
        return view
    answers = (
        replace(one, shown=without_people(one.shown, view.language), original=None) if one.is_comment else one
        for one in view.answers
    )
    return replace(view, answers=tuple(answers))
