"""Registers the room with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ohlas.accounts"
    default_auto_field = "django.db.models.BigAutoField"
