"""An organisation's own reader of sentiment: made of its own corrections, used only when somebody says so."""

from django.db import models

from ohlas.lib.ids import new_id


class OwnReader(models.Model):
    """One retraining: what it was made of, how it does, and whether it reads now. Nobody else's rows take part."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    base = models.CharField(max_length=20, help_text="The shipped reader it was bent from.")
    word = models.CharField(max_length=8, blank=True, help_text="Tells its readings apart; a checksum.")
    weights = models.BinaryField(null=True)
    stage = models.PositiveSmallIntegerField(default=0, help_text="Of three: texts, learning, judging.")
    learnt = models.PositiveIntegerField(default=0)
    held_out = models.PositiveIntegerField(default=0)
    before = models.PositiveIntegerField(default=0, help_text="Right on the ones kept aside, before.")
    after = models.PositiveIntegerField(default=0, help_text="And after.")
    others = models.PositiveIntegerField(default=0, help_text="Uncorrected comments looked at.")
    moved = models.PositiveIntegerField(default=0, help_text="Of these with another label now.")
    trouble = models.CharField(max_length=300, blank=True)
    is_used = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    made_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(is_used=True), name="reader_used_once"
            )
        ]
