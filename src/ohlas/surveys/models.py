"""What we ask: surveys and their versions, which never change once published."""

from django.db import models

from ohlas.lib.ids import new_id


class Survey(models.Model):
    """A questionnaire over its whole life."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)
    state = models.CharField(max_length=12, default="draft", help_text="draft, running, closed or archived")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="survey_name_once"),
        ]


class SurveyVersion(models.Model):
    """The questions as one respondent saw them; answers keep the version they were given to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="version_number_once"),
        ]
