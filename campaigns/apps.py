from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campaigns.words import CODES, MODELS
from common.labels import name_codes, name_models


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Emulation campaigns")

    def ready(self) -> None:
        import_module("campaigns.registrations")
        name_models(self.label, MODELS)
        name_codes(CODES)
