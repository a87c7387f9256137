"""The weekly brief as it was written."""

from django.db import models

from ohlas.lib.ids import new_id


class Brief(models.Model):
    """What was most worth doing in a week, for those who see all units or one part of the tree."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    scope = models.CharField(max_length=40, help_text="The unit's id, or `all`: a key two may not share.")
    week = models.DateField(help_text="The Monday it was written on.")
    document = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-week",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "scope", "week"], name="one_brief_a_week"),
        ]
