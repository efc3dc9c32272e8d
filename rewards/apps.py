from django.apps import AppConfig

from campaigns.files.registry import register_section
from rewards.files.awards import check_awards


class RewardsConfig(AppConfig):
    name = "rewards"

    def ready(self) -> None:
        register_section("awards", check_awards)
