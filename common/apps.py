from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.urls import register_converter

from common.addresses import RowId
from common.append_only import equip_connection


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        register_converter(RowId, "id")
        connection_created.connect(equip_connection, dispatch_uid="common.append_only")
