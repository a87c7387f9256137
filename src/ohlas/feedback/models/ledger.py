"""The way of signals into the fact tables: numbered portions and the lease of their writer."""

from django.db import models


class FactBatch(models.Model):
    """A numbered portion of signals on its way into the fact table; appended only if its number is new.

    Numbers are given under the lock of `FactTable`, so they are committed in order and without gaps.
    """

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, help_text="append, merge, undo or forget")
    signals = models.JSONField(default=list, help_text="What is replaced or removed; see rules.FactChange.")
    created_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["number"], name="fact_batch_waiting", condition=models.Q(written_at__isnull=True)
            ),
        ]


class FactTable(models.Model):
    """One fact table's last number and the lease of its only writer."""

    name = models.CharField(max_length=40, primary_key=True)
    last_number = models.BigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, default="", blank=True)
