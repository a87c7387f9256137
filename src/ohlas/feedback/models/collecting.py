"""Ways of collecting that stay: tablets at a branch, and stacks of paper being typed in."""

from django.db import models

from ohlas.feedback.models.records import Batch
from ohlas.lib.ids import new_id


class Kiosk(models.Model):
    """A tablet that asks one survey at one place.

    Its address is its key: only the hash is kept, a new address takes the old one's rights away.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    languages = models.JSONField(default=list, help_text="To choose from, the first one first.")
    idle_s = models.PositiveIntegerField(help_text="Silence after which what was begun is wiped.")
    thanks_s = models.PositiveIntegerField(help_text="How long the thanks stand.")
    pin_salt = models.CharField(max_length=32)
    pin_hash = models.CharField(max_length=64, help_text="PBKDF2; the tablet checks it without a network.")
    key_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the address's token.")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    waiting = models.PositiveIntegerField(default=0, help_text="Answers on the tablet when it was last seen.")
    refused = models.PositiveIntegerField(default=0, help_text="Answers the tablet holds that were refused.")
    closed_at = models.DateTimeField(null=True)


class PaperStack(models.Model):
    """Paper forms of one place and day being typed in; its batch takes them all back at once."""

    batch = models.OneToOneField(Batch, primary_key=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey("surveys.SurveyVersion", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8)
    day = models.DateField(help_text="When the forms were filled in, by the organisation's clock.")
    made_by = models.UUIDField(null=True)
