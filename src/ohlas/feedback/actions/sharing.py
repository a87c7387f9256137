"""Links to share on networks: one for each, so that answers say where they came from."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.attributes import declare_attribute
from ohlas.feedback.actions.links import LinkWish, create_link
from ohlas.feedback.errors import BadLink
from ohlas.feedback.queries.handed import LinkWanted, handed_links
from ohlas.feedback.rules.networks import CHANNEL, NETWORK, NETWORKS
from ohlas.lib.database import one_writer


def share_on(*, actor: Actor, survey_id: UUID, networks: Collection[str], now: datetime) -> int:
    """A link of the survey for each of these networks that has none; how many were made.

    Errors: `NotHere`, `Forbidden`, `BadLink`.
    """
    require(actor, Permission.EDIT_SURVEYS)
    if strange := next((one for one in networks if one not in NETWORKS), None):
        raise BadLink("networks", f"“{strange[:40]}” is none of {', '.join(NETWORKS)}.")
    with one_writer(), transaction.atomic():
        wanted = LinkWanted(survey_id=survey_id, channel=CHANNEL)
        have = {
            row.attributes.get(NETWORK) for row in handed_links(actor.organisation.id, wanted, actor.scope)
        }
        lacking = [one for one in dict.fromkeys(networks) if one not in have]
        if lacking:
            declare_attribute(actor=actor, key=NETWORK, title="Network", now=now)
        for one in lacking:
            wish = LinkWish(channel=CHANNEL, attributes={NETWORK: one})
            create_link(actor=actor, survey_id=survey_id, wish=wish, now=now)
    return len(lacking)
