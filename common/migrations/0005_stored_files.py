"""Files kept by their SHA-256, taken over from ``indicators`` with their table as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0004_replies"),
        ("indicators", "0009_files_to_common"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("size", models.PositiveBigIntegerField()),
                        ("content_type", models.CharField(max_length=100)),
                        ("stored_at", models.DateTimeField()),
                    ],
                ),
            ],
        ),
    ]
