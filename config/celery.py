"""The queue. Each app's background work is in its `jobs` module."""

import os

from celery import Celery
from celery.signals import worker_process_init, worker_ready

from config.serving.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("thidua")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
worker_ready.connect(settle)
worker_process_init.connect(settle)
