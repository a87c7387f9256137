"""The verdicts on change: decided once between closed periods."""

from django.db import models

from ohlas.lib.ids import new_id


class Verdict(models.Model):
    """Whether a figure really changed between two closed periods; stored, so that it never flickers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    figure = models.CharField(max_length=64, help_text="Digest of measure, filters and page.")
    period = models.CharField(max_length=24, help_text="First day and last day of the later period.")
    difference = models.FloatField(null=True)
    p_value = models.FloatField(null=True)
    is_change = models.BooleanField()
    facts_version = models.BigIntegerField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "figure", "period"], name="one_verdict"),
        ]
