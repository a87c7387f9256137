"""Invitations wait for an answer; whoever belongs here already has given it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def accept_present_members(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Nobody loses access by the change."""
    apps.get_model("accounts", "Membership").objects.update(accepted_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_placements_and_audit_heads")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="accepted_at",
            field=models.DateTimeField(help_text="Empty while the invitation waits for an answer.", null=True),
        ),
        migrations.RunPython(accept_present_members, migrations.RunPython.noop),
    ]
