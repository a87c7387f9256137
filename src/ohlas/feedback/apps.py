"""Registers the room with Django."""

from importlib import import_module

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "ohlas.feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("ohlas.feedback.subscriptions").listen()
        import_module("ohlas.feedback.facts").listen()
        import_module("ohlas.feedback.sources.sms").listen()
