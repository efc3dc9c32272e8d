"""Public holidays of 2020–2030 as editable rows; what no document settles yet is marked unconfirmed."""

import csv
from pathlib import Path

from django.db import migrations

_FILE = Path(__file__).resolve().parent.parent / "data" / "holidays.csv"


def seed(apps, schema_editor):
    holiday = apps.get_model("common", "Holiday")
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = [
            holiday(
                date=row["date"],
                name=row["name"],
                is_working=row["is_working"] == "1",
                is_confirmed=row["is_confirmed"] == "1",
                source=row["source"],
            )
            for row in csv.DictReader(lines)
        ]
    holiday.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("common", "0002_keep_audit")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
