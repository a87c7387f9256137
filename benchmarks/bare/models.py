"""The reference's only table."""

from django.db import models


class Bare(models.Model):
    id = models.UUIDField(primary_key=True)
    body = models.JSONField()
    at = models.DateTimeField()
