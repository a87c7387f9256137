"""The Django Tasks interface over the outbox: enqueueing writes a row in the caller's transaction."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from ohlas.outbox.jobs import AnyTask, OutboxTask, find_task, result_of
from ohlas.outbox.models import Delivery


class OutboxBackend(BaseTaskBackend):
    """Jobs as deliveries without an event. Arguments are JSON: ids go in as text.

    A keyword argument `organisation_id` also says whose job it is, for the dead-letter page.
    """

    task_class = OutboxTask
    supports_defer = True
    supports_priority = True
    supports_get_result = True

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        row = _row(task, args, kwargs)
        row.save(force_insert=True)
        return result_of(task, row)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        try:
            row = Delivery.objects.get(pk=result_id, event=None)
        except (Delivery.DoesNotExist, ValidationError):
            raise TaskResultDoesNotExist(result_id) from None
        return result_of(find_task(row.listener), row)


def enqueue_once(task: AnyTask, *args: Any, key: str, **kwargs: Any) -> bool:
    """Enqueues unless a job with this key still waits to be started; whether it did.

    A job that has begun no longer counts: what came after its start needs another run.
    """
    row = _row(task, args, kwargs)
    row.dedupe_key = key
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _row(task: AnyTask, args: Any, kwargs: Mapping[str, Any]) -> Delivery:
    now = timezone.now()
    owner = kwargs.get("organisation_id")
    return Delivery(
        organisation_id=UUID(str(owner)) if owner else None,
        listener=task.module_path,
        body={"args": normalize_json(args), "kwargs": normalize_json(kwargs)},
        priority=task.priority,
        available_at=task.run_after or now,
        created_at=now,
    )
