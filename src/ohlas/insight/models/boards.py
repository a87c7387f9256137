"""Dashboards as people made them, the steps that can be taken back, and the views saved on them."""

from django.conf import settings
from django.db import models

from ohlas.lib.ids import new_id


class Board(models.Model):
    """One dashboard: a document of tiles, whose it is, who else sees it, and which units it is about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    document = models.JSONField(default=dict)
    audience = models.JSONField(default=list, help_text="Roles that see it besides its owner.")
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    starter = models.CharField(max_length=20, blank=True, help_text="Which first dashboard this was, if one.")
    position = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(default=1, help_text="Counts the changes.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "created_at", "id")
        indexes = [models.Index(fields=["organisation", "position"], name="boards_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "owner", "starter"],
                condition=~models.Q(starter=""),
                name="one_starter_board",
            ),
        ]


class BoardVersion(models.Model):
    """What a dashboard was before a change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="one_board_version")]


class SavedView(models.Model):
    """Filters and days of a dashboard under a name; one's own, or everybody's who sees the dashboard."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="views")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    address = models.TextField(help_text="The filters as an address, from the question mark on.")
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = [models.UniqueConstraint(fields=["board", "owner", "name"], name="one_view_of_a_name")]
