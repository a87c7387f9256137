"""What people are told, and how each wants to be told."""

from django.conf import settings
from django.db import models

from ohlas.insight.models.alerts import Alert
from ohlas.insight.models.briefs import Brief
from ohlas.lib.ids import new_id


class Notice(models.Model):
    """One alert or brief for one person. `leaving` is written before its mail, so a crash cannot send it twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, null=True, related_name="notices")
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, null=True, related_name="notices")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    mail = models.CharField(
        max_length=8, default="none", help_text="none, waiting, leaving, sent, refused, doubt"
    )
    mail_at = models.DateTimeField(null=True, help_text="When its mail is due; once it left, when that was.")
    mail_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [
            models.Index(fields=["user", "organisation", "-made_at"], name="notices_of_a_person"),
            models.Index(
                fields=["mail_at"],
                name="notices_to_mail",
                condition=models.Q(mail__in=["waiting", "leaving"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["alert", "user"], name="one_notice_of_an_alert"),
            models.UniqueConstraint(fields=["brief", "user"], name="one_notice_of_a_brief"),
            models.CheckConstraint(
                condition=models.Q(alert__isnull=True) ^ models.Q(brief__isnull=True),
                name="notice_of_one_thing",
            ),
        ]


class NoticeWish(models.Model):
    """How one person wants to be told in one organisation; who has none is mailed at once, at loud hours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(max_length=12, help_text="at_once, daily, weekly or never")
    zone = models.CharField(max_length=64)
    quiet_from = models.TimeField()
    quiet_to = models.TimeField()
    digest_at = models.TimeField()
    brief_by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_wish_a_person")]
