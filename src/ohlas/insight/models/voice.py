"""How we want to sound, and texts of ours that show how we do."""

from django.db import models

from ohlas.lib.ids import new_id


class BrandVoice(models.Model):
    """An organisation's wish for its own texts; see `text.tone.BrandProfile`."""

    organisation = models.OneToOneField(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    address = models.CharField(max_length=10, blank=True, help_text="formal, informal, or either.")
    longest = models.PositiveIntegerField(default=150, help_text="Words.")
    exclamations = models.PositiveIntegerField(default=2)
    forbidden = models.JSONField(default=list)
    settled_at = models.DateTimeField()


class OwnText(models.Model):
    """A text of ours that went out: a reply, a mail, a post. Personal data is hidden before it is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    text = models.TextField()
    sent_on = models.DateField()
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "sent_on"], name="own_text_day")]
