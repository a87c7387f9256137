from django.db import migrations, models


def from_the_audit(apps, schema_editor):
    """Surveys that are closed already: when, the record of deeds knows."""
    Survey, Entry = apps.get_model("surveys", "Survey"), apps.get_model("accounts", "AuditEntry")
    for survey in Survey.objects.filter(state__in=["closed", "archived"]):
        deeds = Entry.objects.filter(
            organisation_id=survey.organisation_id,
            object_kind="survey",
            object_id=str(survey.id),
            deed__in=["survey_closed", "survey_archived"],
        )
        last = deeds.order_by("-at").values_list("at", flat=True).first()
        if last is not None:
            Survey.objects.filter(id=survey.id).update(closed_at=last)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_acceptance_of_invitations"),
        ("surveys", "0003_logos"),
    ]

    operations = [
        migrations.AddField(
            model_name="survey",
            name="closed_at",
            field=models.DateTimeField(
                help_text="since when it takes no answers; empty while it does", null=True
            ),
        ),
        migrations.RunPython(from_the_audit, migrations.RunPython.noop, elidable=True),
    ]
