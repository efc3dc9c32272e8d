"""What a web server calls. Without Redis the queue lives in the process, so a second process is refused."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config.serving.alone import hold_if_queue_is_local

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
hold_if_queue_is_local()

# What was loaded stays for good: the collector need not look through it again while pages are made.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
