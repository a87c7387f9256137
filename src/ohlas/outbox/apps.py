"""Registers the room with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "ohlas.outbox"
    default_auto_field = "django.db.models.BigAutoField"
