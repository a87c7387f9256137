"""Ways out: senders, what programmes write, widgets on web pages, polls of networks."""

from django.db import models

from ohlas.lib.ids import new_id
from ohlas.outreach.models.programmes import Programme
from ohlas.outreach.rules import Carrier


class Sender(models.Model):
    """An organisation's way out on one channel: its settings, secrets sealed, and how its checks stand."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    carrier = models.CharField(max_length=10, choices=[(x.value, x.name) for x in Carrier])
    settings = models.JSONField(default=dict)
    sealed = models.TextField(default="", blank=True, help_text="Passwords and keys, sealed with the secret.")
    hook_hash = models.CharField(
        max_length=64, default="", blank=True, db_index=True, help_text="Of the token a provider reports at."
    )
    checks = models.JSONField(default=dict, help_text="Each check's last answer and time.")
    tested_at = models.DateTimeField(null=True, help_text="When a test to oneself arrived.")
    changed_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "carrier"], name="sender_once")]


class MessageText(models.Model):
    """What a programme writes on one channel in one language; absent ones fall back to our own wording."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="texts")
    carrier = models.CharField(max_length=10, choices=[(x.value, x.name) for x in Carrier])
    kind = models.CharField(max_length=10, help_text="invitation or reminder")
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200, default="", blank=True)
    body = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "carrier", "kind", "language"], name="message_text_once"
            ),
        ]


class Widget(models.Model):
    """A survey shown on our web pages: where, when and to whom; its key is public and stands in the page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=20, unique=True)
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class Poll(models.Model):
    """A poll run on a social network itself: what people chose, as entered; self-selected, never pooled."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    network = models.CharField(max_length=40)
    address = models.URLField(max_length=500, default="", blank=True)
    question = models.CharField(max_length=500)
    choices = models.JSONField(default=list, help_text="Each a text and how many chose it.")
    asked_on = models.DateField()
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField()
