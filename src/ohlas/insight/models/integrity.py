"""What the integrity watch found odd, and what a person decided: answers are marked, never removed."""

from django.db import models

from ohlas.lib.ids import new_id


class IntegrityFinding(models.Model):
    """Some answers that may not be customers' own, with the evidence; one per kind, subject and day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, help_text="device, burst, staff, kiosk, begging or jump")
    subject = models.CharField(max_length=80, help_text="What it is about, as “employee:” and its id.")
    day = models.DateField(help_text="By the organisation's clock.")
    unit = models.ForeignKey(
        "accounts.Unit", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    evidence = models.JSONField(default=dict, help_text="Numbers and codes only, no words of people.")
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, default="", blank=True, help_text="keep or leave_out")
    reason = models.CharField(max_length=300, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "subject", "day"], name="integrity_finding_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-found_at"], name="integrity_recent")]


class IntegrityMark(models.Model):
    """One answer of a finding; no key to the response, so that an erasure need not know of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    finding = models.ForeignKey(IntegrityFinding, on_delete=models.CASCADE, related_name="marks")
    response = models.UUIDField(db_index=True)
    verdict = models.CharField(max_length=10, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "response"], name="integrity_mark_once"),
        ]
