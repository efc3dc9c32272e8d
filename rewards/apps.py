from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campaigns.files.registry import register_section
from common.labels import name_codes
from rewards.files.awards import check_awards
from rewards.words import CODES


class RewardsConfig(AppConfig):
    name = "rewards"
    verbose_name = _("Clusters and awards")

    def ready(self) -> None:
        register_section("awards", check_awards)
        import_module("rewards.registrations")
        name_codes(CODES)
