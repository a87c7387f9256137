"""Makes Django ready for commands that need the record."""

import os


def start_django() -> None:
    """Set Django up with Ohlas's settings; safe to repeat.

    Errors: `SettingError` for an unusable environment.
    """
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
    if not apps.ready:
        django.setup()
