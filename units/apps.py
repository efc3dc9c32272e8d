from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.labels import name_codes, name_models
from units.words import CODES, MODELS


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = _("People and units")

    def ready(self) -> None:
        name_models(self.label, MODELS)
        name_codes(CODES)
