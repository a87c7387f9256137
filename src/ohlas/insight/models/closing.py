"""Periods that were closed, and the tallies sealed with them. Tallies only: no answer, no person."""

from django.db import models

from ohlas.lib.ids import new_id


class Closing(models.Model):
    """A month, quarter or year whose figures were sealed. Reopened ones stay in the chain."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(help_text="Place in the organisation's chain.")
    step = models.CharField(max_length=10)
    start = models.DateField()
    until = models.DateField(help_text="First day after the period.")
    closed_at = models.DateTimeField()
    closed_by = models.UUIDField(null=True)
    facts_version = models.BigIntegerField(null=True)
    tallies = models.PositiveIntegerField(help_text="How many tallies are sealed.")
    previous = models.CharField(max_length=64, blank=True, help_text="Digest of the closing before.")
    digest = models.CharField(max_length=64, help_text="Over what is above and all tallies.")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="closings_in_a_chain"),
            models.UniqueConstraint(
                fields=["organisation", "step", "start"],
                condition=models.Q(reopened_at__isnull=True),
                name="one_closing_of_a_period",
            ),
        ]


class SealedTally(models.Model):
    """How many gave each answer on one scale in one unit with all below it; and the measures made of that."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    closing = models.ForeignKey(Closing, on_delete=models.CASCADE, related_name="sealed")
    unit = models.UUIDField(null=True, help_text="None: the whole organisation. No key: units may go.")
    scale = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    counts = models.JSONField(help_text="[answer, how many, Σw, Σw²], in order of answers.")
    figures = models.JSONField(help_text="Measure: value, low, high, n.")
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["closing", "scale", "unit"], name="sealed_of_a_unit")]
