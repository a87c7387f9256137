"""What this room does by the clock."""

from datetime import timedelta

from django_tasks import task

from ohlas.accounts.actions import chains_to_seal, seal_audit
from ohlas.outbox.schedule import scheduled

SEALED_EVERY = timedelta(seconds=30)
"""The longest an entry stays outside the chain."""


@scheduled("accounts.seal_audit", every=SEALED_EVERY)
@task
def seal_audits() -> None:
    """Numbers and chains every organisation's new audit entries."""
    for organisation_id in chains_to_seal():
        seal_audit(organisation_id)
