"""Settings by environment: DJANGO_ENV names the flavour; ``embedded`` is what a bare machine gets."""

import os

_flavour = os.environ.get("DJANGO_ENV", "embedded")
if _flavour == "production":
    from .production import *  # noqa: F403 - a settings package re-exports its flavour
else:
    from .embedded import *  # noqa: F403 - a settings package re-exports its flavour
