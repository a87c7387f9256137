"""What people tell unasked: what was attended to, the ideas published from it, and who voted for them."""

from django.db import models

from ohlas.feedback.models.records import Response
from ohlas.lib.ids import new_id


class Attended(models.Model):
    """Somebody has dealt with this spontaneous feedback."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="+")
    by = models.UUIDField(null=True, help_text="The user.")
    at = models.DateTimeField()


class Idea(models.Model):
    """A suggestion in the words the organisation publishes; whose it was is known by the response alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    response = models.OneToOneField(
        Response,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Cut when its giver is forgotten; the words are ours and stay.",
    )
    unit = models.ForeignKey(
        "accounts.Unit", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    text = models.CharField(max_length=600)
    language = models.CharField(max_length=8)
    status = models.CharField(
        max_length=12, default="new", help_text="new, considered, planned, done or declined"
    )
    note = models.CharField(max_length=600, default="", blank=True, help_text="Public: why this status.")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, help_text="When the status was last set.")
    withdrawn_at = models.DateTimeField(null=True, help_text="Off the board since then.")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-published_at"], name="idea_recent")]


class IdeaVote(models.Model):
    """One browser on one network is for an idea; counted by rows, so that no counter can drift."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+", db_index=False)
    voter = models.CharField(
        max_length=64, help_text="A keyed hash, made meaningless once the idea is decided."
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "voter"], name="idea_vote_once")]
