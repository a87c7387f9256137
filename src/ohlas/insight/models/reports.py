"""Reports that leave by themselves: when, what and to whom; each sending with what became of it; files being made."""

from django.conf import settings
from django.db import models

from ohlas.insight.models.boards import Board
from ohlas.lib.ids import new_id


class ReportSchedule(models.Model):
    """A dashboard sent again and again at a wall-clock time; the dashboard may go, what was sent stays known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120, help_text="The dashboard's name when the schedule was made.")
    address = models.TextField(blank=True, help_text="The filters as an address, from the question mark on.")
    formats = models.JSONField(default=list, help_text="pdf, xlsx, pptx")
    rhythm = models.CharField(max_length=8, help_text="weekly or monthly")
    day = models.PositiveSmallIntegerField(help_text="0 Monday to 6 Sunday; or the day of the month.")
    at = models.TimeField()
    zone = models.CharField(max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, help_text="Empty while it rests.")
    paused_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("created_at", "id")
        indexes = [
            models.Index(fields=["next_at"], name="reports_due", condition=models.Q(next_at__isnull=False)),
        ]


class ReportReader(models.Model):
    """One who gets it: a colleague, or an address outside in a language chosen for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    email = models.EmailField(blank=True, default="", help_text="Only of an address outside.")
    language = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "user"], name="one_place_per_reader"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True, email__gt="") | models.Q(user__isnull=False, email=""),
                name="reader_is_one_of_two",
            ),
        ]


class ReportSending(models.Model):
    """One report to one reader on one date, at most once. `leaving` is written before its mail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="sendings")
    slot = models.CharField(
        max_length=48, help_text="The date it is for; or `now` and an id, asked for by hand."
    )
    recipient = models.CharField(
        max_length=64, help_text="The user's id, or the id of the place of an address."
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reader = models.ForeignKey(ReportReader, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, help_text="waiting, leaving, sent, refused, doubt, not_sent")
    reason = models.CharField(max_length=16, blank=True, default="")
    due_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    facts_version = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-changed_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["schedule", "slot", "recipient"], name="one_report_a_date"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="reports_waiting",
                condition=models.Q(state__in=["waiting", "leaving"]),
            ),
        ]


class ReportPolicy(models.Model):
    """What an organisation allows its reports; who has none allows nothing outside."""

    organisation = models.OneToOneField(
        "accounts.Organisation", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    outside_allowed = models.BooleanField(default=False)


class ReportFile(models.Model):
    """A long report while it is made; its content lies in the home folder, under its id, for a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4)
    address = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=120, blank=True, default="")
    done = models.PositiveSmallIntegerField(default=0)
    of = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True, default="")
    wanted_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
