"""What is due becomes one sending per schedule, date and reader; what tore on its way is set aside."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.insight.events import ReportDue
from ohlas.insight.models import ReportReader, ReportSchedule, ReportSending
from ohlas.insight.queries.reports import when_of
from ohlas.insight.rules.reports import SURELY_BROKEN, State, Why
from ohlas.outbox import emit


def open_due(now: datetime) -> int:
    """One sending per reader of every schedule whose date has come; how many. Safe in any number of relays."""
    opened = 0
    for schedule in ReportSchedule.objects.filter(next_at__lte=now).order_by("next_at")[:500]:
        with transaction.atomic():
            mine = ReportSchedule.objects.filter(id=schedule.id, next_at=schedule.next_at)
            when, slot = when_of(schedule), schedule.next_at
            if slot is None or mine.update(next_at=when.next_after(now)) == 0:
                continue  # another relay was faster
            for reader in schedule.readers.all():
                date = when.date_of(slot).isoformat()
                opened += open_sending(schedule, date, str(reader.user_id or reader.id), now, reader=reader)
    return opened


def waiting_since(now: datetime) -> list[UUID]:
    """Sendings to be tried again; those torn by a crash while they left are set aside as doubtful."""
    torn = ReportSending.objects.filter(state=State.LEAVING.value, changed_at__lt=now - SURELY_BROKEN)
    torn.update(state=State.DOUBT.value, reason=Why.TORN.value, changed_at=now)
    due = ReportSending.objects.filter(state=State.WAITING.value, due_at__lte=now, tries__gt=0)
    return list(due.values_list("id", flat=True)[:500])


def open_sending(
    schedule: ReportSchedule,
    slot: str,
    recipient: str,
    now: datetime,
    *,
    reader: ReportReader | None = None,
    user_id: UUID | None = None,
) -> bool:
    """The sending and its event, once per schedule, date and reader: a second relay finds it there."""
    sending = ReportSending(
        organisation_id=schedule.organisation_id,
        schedule=schedule,
        slot=slot,
        recipient=recipient,
        user_id=reader.user_id if reader else user_id,
        reader=reader,
        state=State.WAITING.value,
        due_at=now,
        changed_at=now,
    )
    try:
        with transaction.atomic():
            sending.save(force_insert=True)
    except IntegrityError:
        return False
    emit(ReportDue(sending.id), organisation_id=schedule.organisation_id, now=now)
    return True
