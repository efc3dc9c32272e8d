from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campaigns.files.registry import register_section
from common.labels import name_codes, name_models
from indicators.files.criteria import check_criteria
from indicators.words import CODES, MODELS


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Figures and points")

    def ready(self) -> None:
        register_section("criteria", check_criteria)
        import_module("indicators.registrations")
        name_models(self.label, MODELS)
        name_codes(CODES)
