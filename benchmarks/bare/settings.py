"""A bare Django on the same record: one middleware, no sign-in, the same database settings and tables."""

from ohlas.site.settings import *  # noqa: F403

INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]  # noqa: F405
INSTALLED_APPS += ["benchmarks.bare"]
# Without it answers have no length and go out in chunks, which is slower.
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "benchmarks.bare.urls"
