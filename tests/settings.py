"""What pytest runs with: the test flavour on private servers, which start before any setting is read."""

from tests.harness import servers

servers.start_once()

from config.settings.test import *  # noqa: E402, F403 - a flavour extends another
