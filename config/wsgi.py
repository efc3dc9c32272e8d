"""What a web server calls. Without Redis the queue lives in the process, so a second process is refused."""

import os

from django.core.wsgi import get_wsgi_application

from config.serving.alone import hold_if_queue_is_local
from config.serving.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
hold_if_queue_is_local()
settle()
