"""What points at kept files points at them where they are now; in the database nothing changes."""

import django.db.models.deletion
from django.db import migrations, models

FILE = {"on_delete": django.db.models.deletion.PROTECT, "null": True, "to": "common.storedfile"}


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0009_files_to_common"),
        ("common", "0005_stored_files"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("evidence", "file", models.ForeignKey(blank=True, related_name="evidence", **FILE)),
                migrations.AlterField("lettertemplate", "file", models.ForeignKey(blank=True, related_name="+", **FILE)),
                migrations.AlterField("reportsubmission", "file", models.ForeignKey(related_name="reports", **FILE)),
                migrations.DeleteModel("StoredFile"),
            ],
        ),
    ]
