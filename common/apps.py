from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from common import addresses  # noqa: F401 - registers the converter of addresses
from common.append_only import equip_connection
from common.labels import name_codes, name_models
from common.words import CODES, MODELS


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = _("Calendar and audit trail")

    def ready(self) -> None:
        connection_created.connect(equip_connection, dispatch_uid="common.append_only")
        name_models(self.label, MODELS)
        name_codes(CODES)
