"""Jobs: django_tasks tasks with the few more wishes the relay can grant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskContext, TaskError, TaskResult, TaskResultStatus
from django_tasks.utils import normalize_json
from typing_extensions import ParamSpec

from ohlas.outbox.errors import UnknownWorkError
from ohlas.outbox.events import Json
from ohlas.outbox.models import Delivery

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxTask(Task[P, T]):
    """What `@task(...)` makes.

    Transactional jobs end in the same transaction as their writes, so these happen exactly once; others run
    outside of one, at least once, and must be safe to repeat. An exclusive job runs in one relay at a time.
    """

    transactional: bool = True
    exclusive: bool = False
    max_attempts: int = 8


AnyTask = OutboxTask[..., Any]


def find_task(path: str) -> AnyTask:
    """The task at this dotted path.

    Errors: `UnknownWorkError` when this version has none there.
    """
    try:
        found = import_string(path)
    except ImportError:
        found = None
    if not isinstance(found, OutboxTask):
        raise UnknownWorkError(
            f"There is no job {path!r} in this version. If it was removed, discard the delivery."
        )
    return found


def run_task(task: AnyTask, delivery: Delivery) -> Json:
    """Runs the job once; its answer as JSON."""
    args, kwargs = delivery.body["args"], delivery.body["kwargs"]
    if task.takes_context:
        args = [TaskContext(task_result=result_of(task, delivery)), *args]
    answer: Json = normalize_json(task.call(*args, **kwargs))
    return answer


def result_of(task: AnyTask, delivery: Delivery) -> TaskResult[Any]:
    """The job's state as django_tasks shows it."""
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(delivery.pk),
        status=_status(delivery),
        enqueued_at=delivery.created_at,
        started_at=delivery.started_at,
        finished_at=_finished_at(delivery),
        last_attempted_at=delivery.started_at,
        args=delivery.body["args"],
        kwargs=delivery.body["kwargs"],
        backend=task.backend,
        errors=_errors(delivery),
        worker_ids=[delivery.leased_by or "relay"] * delivery.attempts,
    )
    # django_tasks sets this field the same way: it has no place in __init__.
    object.__setattr__(result, "_return_value", delivery.answer)
    return result


def _status(delivery: Delivery) -> TaskResultStatus:
    if delivery.dead_at:
        return TaskResultStatus.FAILED
    if delivery.done_at:
        return TaskResultStatus.SUCCESSFUL
    return TaskResultStatus.RUNNING if delivery.lease_until else TaskResultStatus.READY


def _finished_at(delivery: Delivery) -> datetime | None:
    return delivery.done_at or delivery.dead_at


def _errors(delivery: Delivery) -> list[TaskError]:
    if not delivery.error:
        return []
    kind, _, _ = delivery.error.partition(": ")
    path = kind if "." in kind else f"builtins.{kind}"
    return [TaskError(exception_class_path=path, traceback=delivery.error)]
