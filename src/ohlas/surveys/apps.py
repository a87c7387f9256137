"""Registers the room with Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "ohlas.surveys"
    default_auto_field = "django.db.models.BigAutoField"
