"""What written answers say, the topics they are read with, and readings made again."""

from django.db import models

from ohlas.feedback.models.records import Response
from ohlas.lib.ids import new_id


class TextReading(models.Model):
    """What one written answer says: the reader's labels, and a person's where they corrected it.

    Its key is a number, since the index of words (see `lib.search`) knows rows by numbers.
    """

    number = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+", db_index=False)
    question = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    language_confidence = models.FloatField()
    sentiment = models.CharField(max_length=10)
    positive = models.FloatField()
    neutral = models.FloatField()
    negative = models.FloatField()
    topics = models.JSONField(default=list, help_text="Each a topic, its sentiment and the words that told.")
    urgency = models.JSONField(default=list, help_text="Each a kind, the words that told and how sure.")
    words = models.TextField(help_text="Stems for search, of the text without personal data.")
    stamp = models.CharField(max_length=40, help_text="Which reader and which tree of topics read it.")
    given = models.JSONField(default=dict, help_text="A person's own labels; they outlive another reading.")
    given_before = models.JSONField(null=True, help_text="What each correction replaced, the oldest first.")
    corrected_by = models.UUIDField(null=True)
    corrected_at = models.DateTimeField(null=True)
    facts_number = models.BigIntegerField(
        null=True, help_text="As a response's; 0 when the facts hold an older reading."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="reading_once")]
        indexes = [
            models.Index(fields=["facts_number", "organisation"], name="reading_facts"),
            models.Index(
                fields=["organisation", "corrected_at"],
                name="reading_corrected",
                condition=models.Q(corrected_at__isnull=False),
            ),
        ]


class TopicTreeVersion(models.Model):
    """An organisation's topics as they stand since then; the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    topics = models.JSONField()
    merged = models.JSONField(default=dict, help_text="Topics that were made part of another one.")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="tree_once")]


class Relabelling(models.Model):
    """The history of an organisation being read again, bite by bite, with another reader or tree."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    stamp = models.CharField(max_length=40)
    total = models.PositiveIntegerField(help_text="Responses to look at.")
    done = models.PositiveIntegerField(default=0)
    reached = models.UUIDField(null=True, help_text="The last response looked at.")
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField(help_text="When the last bite ended.")
    ended_at = models.DateTimeField(null=True)
