from django.apps import AppConfig
from django.db.backends.signals import connection_created

from common.append_only import equip_connection


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        connection_created.connect(equip_connection, dispatch_uid="common.append_only")
