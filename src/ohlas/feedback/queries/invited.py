"""What people who were invited answered, for whoever compares the early with the late."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from ohlas.feedback.models import Link, Response
from ohlas.feedback.rules.links import client_id_for
from ohlas.surveys.queries import published_version

AT_ONCE = 500
"""Ids of one query: below every database's limit of parameters."""


def scores_of_invited(invitations: Sequence[UUID], question: str) -> Mapping[UUID, float]:
    """The score each of these gave to the question; anonymous answers are left out, nobody is looked up there."""
    found: dict[UUID, float] = {}
    for some in _portions(invitations):
        links = Link.objects.filter(invitation_id__in=some).values_list("id", "invitation_id")
        owner = {client_id_for(link_id, ""): invitation for link_id, invitation in links}
        rows = Response.objects.filter(client_id__in=owner).values_list("client_id", "version_id", "answers")
        for client_id, version_id, answers in rows:
            version, given = published_version(version_id), answers.get(question)
            if version is None or version.definition.anonymous or isinstance(given, bool):
                continue
            if isinstance(given, int | float):
                found[owner[client_id]] = float(given)
    return found


def invitations_left_out(organisation_id: UUID) -> frozenset[UUID]:
    """The invitations whose answers a person left out by review.

    Anonymous answers are never among them: nobody sees one of those alone, so nobody leaves one out.
    """
    rows = Response.objects.filter(
        organisation_id=organisation_id, left_out_at__isnull=False, contact__isnull=False
    )
    people: dict[UUID, set[UUID]] = {}
    for client_id, contact_id in rows.values_list("client_id", "contact_id"):
        people.setdefault(contact_id, set()).add(client_id)
    found: set[UUID] = set()
    for some in _portions(sorted(people)):
        links = Link.objects.filter(contact_id__in=some, invitation__isnull=False)
        for link_id, contact_id, invitation in links.values_list("id", "contact_id", "invitation_id"):
            if client_id_for(link_id, "") in people[contact_id]:
                found.add(invitation)
    return frozenset(found)


def _portions(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
