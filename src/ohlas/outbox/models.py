"""What happened and what is still to be done about it, saved in the transaction that caused it.

`organisation_id` is a plain column: this room lies below `accounts`.
"""

from django.db import models

from ohlas.lib.ids import new_id


class Event(models.Model):
    """Something that happened; the relay turns it into one delivery per listener."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    body = models.JSONField(default=dict)
    emitted_at = models.DateTimeField()
    fanned_out_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="event_waiting", condition=models.Q(fanned_out_at__isnull=True)),
        ]


class Delivery(models.Model):
    """One listener's (or one job's) share of work; claimed by lease, retried alone, dead at the end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.UUIDField(null=True)
    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="deliveries")
    listener = models.CharField(max_length=160, help_text="Listener's name, or a job's function path.")
    body = models.JSONField(default=dict, help_text="A job's arguments; an event's body lies with the event.")
    priority = models.SmallIntegerField(default=0)
    available_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    dedupe_key = models.CharField(  # noqa: DJ001 - unique needs NULL
        max_length=200, null=True, unique=True, help_text="At most one with this key waits to be started."
    )
    error = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True, help_text="Given up; with done_at: looked at and discarded.")
    answer = models.JSONField(null=True, help_text="A job's return value.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "listener"], name="one_delivery_per_listener"),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "available_at", "id"],
                name="delivery_due",
                condition=models.Q(done_at__isnull=True, dead_at__isnull=True),
            ),
            models.Index(fields=["dead_at"], name="delivery_dead", condition=models.Q(dead_at__isnull=False)),
        ]


class Receipt(models.Model):
    """The answer given to an idempotent write, replayed when the same key comes again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.UUIDField()
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "key"], name="one_receipt_per_key"),
        ]


class ScheduleEntry(models.Model):
    """When a scheduled job runs next; moved forward in the transaction that enqueues the job."""

    name = models.CharField(max_length=120, primary_key=True)
    rule = models.CharField(max_length=120, help_text="The rule `next_at` was reckoned by.")
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)


class Turn(models.Model):
    """Whose turn it is to run an exclusive listener or job: one relay at a time, by lease."""

    name = models.CharField(max_length=160, primary_key=True)
    held_by = models.CharField(max_length=80, default="", blank=True)
    until = models.DateTimeField()
