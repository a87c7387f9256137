"""New themes: what people say that no topic covers, proposed by the machine, decided by a person."""

from django.db import models

from ohlas.lib.ids import new_id


class ThemeSearch(models.Model):
    """One look for themes over the comments without a topic, language by language."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    languages = models.JSONField(help_text="Those still to be looked through.")
    by_meaning = models.BooleanField(default=False, help_text="Grouped by meaning rather than by words.")
    total = models.PositiveIntegerField(help_text="Comments to look through.")
    done = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Theme(models.Model):
    """A proposal, and what became of it. Members are ids of responses and questions: no text is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    phrases = models.JSONField(default=list)
    members = models.JSONField(default=list)
    examples = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="open")
    topic = models.CharField(max_length=60, blank=True, help_text="The topic it became, where accepted.")
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"], name="theme_state")]
