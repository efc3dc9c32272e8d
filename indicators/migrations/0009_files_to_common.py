"""Kept files belong to every app: the table changes its name here, its owner in ``common`` 0005 and 0010."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0008_reports"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable(name="storedfile", table="common_storedfile")],
        ),
    ]
