from django.db import migrations

from common.append_only import protect, unprotect

_TABLES = {"common_auditrecord": "id", "common_auditseal": "number"}


def keep(apps, schema_editor):
    for table, key in _TABLES.items():
        protect(schema_editor, table, key)


def release(apps, schema_editor):
    for table in _TABLES:
        unprotect(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    operations = [migrations.RunPython(keep, release)]
