"""The application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from ohlas.lib.config import config
from ohlas.site.answers_in_turn import AnswersInTurn, Application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohlas.site.settings")
application: Application = get_wsgi_application()
if config().is_sqlite:
    application = AnswersInTurn(application)
