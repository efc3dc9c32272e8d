"""An e-mail address is a name to sign in with: one spelling, one open account."""

from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower


def tidy(apps, schema_editor):
    """Where accounts shared an address nobody could sign in with it: it stays with the oldest, the others are blanked."""
    users, seen = apps.get_model("units", "User").objects, set()
    for person in users.exclude(email="").order_by("-is_active", "pk"):
        address = person.email.strip().lower()
        email = "" if person.is_active and address in seen else address
        seen.add(address)
        if email != person.email:
            users.filter(pk=person.pk).update(email=email)


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [
        migrations.RunPython(tidy, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Lower("email"),
                condition=Q(("is_active", True), Q(("email", ""), _negated=True)),
                name="user_email_unique_while_open",
                violation_error_message="Another account signs in with this e-mail address.",
            ),
        ),
    ]
