from importlib import import_module

from django.apps import AppConfig

from campaigns.files.registry import register_section
from indicators.files.criteria import check_criteria


class IndicatorsConfig(AppConfig):
    name = "indicators"

    def ready(self) -> None:
        register_section("criteria", check_criteria)
        import_module("indicators.registrations")
