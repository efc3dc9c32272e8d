"""What an asynchronous web server calls; the same rule as in `config.wsgi`."""

import os

from django.core.asgi import get_asgi_application

from config.serving.alone import hold_if_queue_is_local

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()
hold_if_queue_is_local()
