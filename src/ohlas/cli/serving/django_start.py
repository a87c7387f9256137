"""Setting Django up in a process that did without it so far."""

import os


def start_django() -> None:
    """Django with Ohlas's settings; safe to repeat."""
    import django
    from django.apps import apps

    from ohlas.lib.config import config

    if apps.ready:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    config.cache_clear()  # the starting process may have chosen another port since it was read
    django.setup()
