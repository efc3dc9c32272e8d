from django.apps import AppConfig
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from common.labels import name_codes


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        name_codes({"load_demo": _("loaded the illustrative campaigns")})
        admin.site.site_title = admin.site.site_header = _("Thi Đua – system administration")
        admin.site.index_title = _("Look up and maintain")
