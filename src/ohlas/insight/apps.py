"""Registers the room with Django."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "ohlas.insight"
    default_auto_field = "django.db.models.BigAutoField"
