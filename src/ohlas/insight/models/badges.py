"""Scores shown to everybody, each switched on by hand and taken back at once."""

from django.conf import settings
from django.db import models

from ohlas.lib.ids import new_id


class Badge(models.Model):
    """One measure of the whole organisation or a whole unit; `token` names it in public addresses."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    measure = models.CharField(max_length=40)
    scale = models.CharField(max_length=40)
    period = models.CharField(max_length=4, help_text="12m: the last twelve whole months; all: everything.")
    language = models.CharField(max_length=8, default="en")
    token = models.CharField(max_length=40, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("created_at", "id")
