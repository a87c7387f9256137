"""What written answers mean, as points: answers to be found by what they say rather than by their words."""

from django.db import models

from ohlas.feedback.models.records import Response


class TextMeaning(models.Model):
    """One written answer, without personal data, as a point among meanings: a signed byte per direction."""

    number = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+", db_index=False)
    question = models.CharField(max_length=200)
    point = models.BinaryField(max_length=2_048)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="meaning_once")]


class MeaningIndex(models.Model):
    """An organisation that wants to search by meaning: since when, and when its points last grew."""

    organisation = models.OneToOneField(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    wanted_at = models.DateTimeField()
    learnt = models.PositiveIntegerField(default=0, help_text="Answers learnt since it was wanted.")
    moved_at = models.DateTimeField(help_text="When the last bite ended.")
