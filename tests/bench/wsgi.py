"""The application with the bench addresses, as gunicorn serves it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
settings.DEBUG = False
settings.ROOT_URLCONF = "tests.bench.urls"
