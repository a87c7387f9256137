"""The conditions of sending are looked up anew each day: a domain's records change without telling anybody."""

from uuid import UUID

from django_tasks import task

from ohlas.lib.database import database_now
from ohlas.outbox.schedule import scheduled
from ohlas.outreach.actions.carriers import channel_of
from ohlas.outreach.models import Sender
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.readiness import checks_read, checks_written, renewed


@scheduled("outreach.checks", daily_at=(4, 40, "UTC"))
@task(priority=-10)
def renew_checks() -> None:
    """A delivery of its own for each way out, so that one slow name server holds up no other."""
    for organisation_id, carrier in Sender.objects.values_list("organisation_id", "carrier"):
        renew_check.enqueue(str(organisation_id), carrier)


@task(priority=-10, transactional=False)
def renew_check(organisation_id: str, carrier: str) -> None:
    """Asks the channel; what nobody answered stays as it was known. Safe to repeat."""
    own, way = UUID(organisation_id), Carrier(carrier)
    channel, now = channel_of(way), database_now()
    row = Sender.objects.filter(organisation_id=own, carrier=way).first()
    if channel is None or row is None:
        return
    found = renewed(checks_read(row.checks), channel.checks(sender_of(own, way), now))
    # Only if nobody has set the channel up anew meanwhile.
    Sender.objects.filter(id=row.id, changed_at=row.changed_at).update(checks=checks_written(found, now))
