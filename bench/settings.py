"""The embedded flavour with the bench's own tables and pages beside the product's."""

from config.settings.embedded import *  # noqa: F403 - a flavour extends another
from config.settings.embedded import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
ROOT_URLCONF = "bench.urls"
