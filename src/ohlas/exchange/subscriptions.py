"""What this room does by the clock."""

from django.utils import timezone
from django_tasks import task

from ohlas.exchange.actions.retention import clear_uploads
from ohlas.outbox.schedule import scheduled


@scheduled("exchange.clear_uploads", daily_at=(3, 40, "UTC"))
@task
def clear_old_uploads() -> None:
    """Removes uploaded tables and loss reports past their time."""
    clear_uploads(now=timezone.now())
