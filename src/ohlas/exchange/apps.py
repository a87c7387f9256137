"""Registers the room with Django and its jobs with the outbox."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "ohlas.exchange"
    default_auto_field = "django.db.models.BigAutoField"
