"""Registers the shell with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "ohlas.site"
    label = "ohlas_site"
