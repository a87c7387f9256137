"""Rules that watch, what they found, and who wants to hear of it."""

from django.conf import settings
from django.db import models

from ohlas.lib.ids import new_id


class AlertRule(models.Model):
    """What is watched, where, and who is told; the document says the rest, by kind."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, help_text="change, severe, silence or broken")
    document = models.JSONField(default=dict)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    audience = models.JSONField(default=list, help_text="Roles that are told besides the owner.")
    hook = models.URLField(max_length=500, blank=True, default="", help_text="Where a signed message goes.")
    sealed = models.TextField(blank=True, default="", help_text="The secret it is signed with, sealed.")
    hook_error = models.CharField(max_length=300, blank=True, default="")
    hook_failed_at = models.DateTimeField(null=True, blank=True)
    hook_stopped_at = models.DateTimeField(null=True, blank=True, help_text="The receiver wants no more.")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True, help_text="When it last looked.")
    trouble = models.CharField(max_length=300, blank=True, default="", help_text="Why it cannot look.")
    off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at", "id")
        indexes = [models.Index(fields=["organisation", "kind"], name="alert_rules_by_kind")]


class AlertReader(models.Model):
    """A person's own word on one rule: wants to be told, or does not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    rule = models.ForeignKey(AlertRule, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wants = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "user"], name="one_word_on_a_rule")]


class Alert(models.Model):
    """One thing found. While it lasts, the same cause is never found again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    rule = models.ForeignKey(AlertRule, on_delete=models.CASCADE, related_name="alerts")
    cause = models.CharField(max_length=160, help_text="What makes two alerts the same.")
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    # With the answer goes what was told of it.
    response = models.ForeignKey(
        "feedback.Response", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    evidence = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was over by itself.")
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When somebody took it up.")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=600, blank=True, default="")

    class Meta:
        ordering = ("-found_at", "-id")
        indexes = [models.Index(fields=["organisation", "-found_at"], name="alerts_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "cause"], condition=models.Q(ended_at__isnull=True), name="one_alert_a_cause"
            ),
        ]
