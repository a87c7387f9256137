"""The Django Tasks interface over the outbox: enqueueing writes a row in the caller's transaction."""

from typing import Any

from django_tasks.backends.base import BaseTaskBackend


class OutboxBackend(BaseTaskBackend):
    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        raise NotImplementedError
