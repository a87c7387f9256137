"""Registers the room with Django."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "ohlas.feedback"
    default_auto_field = "django.db.models.BigAutoField"
