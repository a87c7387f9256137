"""What anonymous surveys have shown so far: sealed once, so that nothing can be subtracted from it later."""

from django.db import models

from ohlas.lib.ids import new_id


class Release(models.Model):
    """A group of people's answers to one anonymous survey, counted together at one moment.

    `parts` is all that is ever shown of it; it is never counted anew, for what changed would tell of one person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+", db_index=False)
    batch = models.ForeignKey(
        "feedback.Batch",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="The import it was made of; never mixed with other answers, so that both go together.",
    )
    number = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    parts = models.JSONField(default=list)
    written_at = models.DateTimeField(null=True, help_text="When the facts had it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "survey", "number"], name="release_once"),
        ]
