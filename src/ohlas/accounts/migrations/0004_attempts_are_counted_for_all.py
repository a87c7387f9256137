from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """Attempts to sign in are counted for all web processes together (`CACHES` in the settings)."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_acceptance_of_invitations")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
