"""What is done by the clock and by events: due dates opened, reports handed over, files made and cleared."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from ohlas.insight.actions.sendings import open_due, waiting_since
from ohlas.insight.channels.post.files import clear_files, make_file
from ohlas.insight.channels.post.sending import hand_over
from ohlas.outbox import Delivered
from ohlas.outbox.backend import enqueue_once
from ohlas.outbox.rules import BACKGROUND
from ohlas.outbox.schedule import scheduled

if TYPE_CHECKING:
    from ohlas.outbox.jobs import AnyTask


@scheduled("insight.send_reports", every=timedelta(seconds=60))
@task
def send_reports() -> None:
    """Opens what is due and tries again what a mail server would not take before."""
    now = timezone.now()
    open_due(now)
    for sending_id in waiting_since(now):
        enqueue_once(cast("AnyTask", try_again), str(sending_id), key=f"report {sending_id}")


@task(transactional=False, priority=BACKGROUND)
def try_again(sending_id: str) -> None:
    """One report, once more."""
    hand_over(UUID(sending_id), timezone.now())


@scheduled("insight.clear_report_files", daily_at=(3, 50, "UTC"))
@task
def clear_report_files() -> None:
    """Files made aside go after a day."""
    clear_files(timezone.now())


def on_report_due(event: Delivered, now: datetime) -> None:
    hand_over(event.event.sending_id, now)


def on_file_wanted(event: Delivered, now: datetime) -> None:
    make_file(event.event.file_id, now)
