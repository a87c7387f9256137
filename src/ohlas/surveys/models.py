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
    closed_at = models.DateTimeField(
        null=True, help_text="since when it takes no answers; empty while it does"
    )

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
    revision = models.PositiveIntegerField(default=0, help_text="how often the draft was edited")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="version_number_once"),
        ]


class Logo(models.Model):
    """A picture of the brand as respondents' pages show it; never changed, since published versions name it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=80, db_index=True, help_text="made from the content, see rules.logos")
    content = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="logo_once"),
        ]


class DraftEdit(models.Model):
    """One change of a draft, to be undone and done again; gone when the version is published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(SurveyVersion, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField(help_text="place in the order of changes")
    revision = models.PositiveIntegerField(help_text="of the draft, once this was done, undone or redone")
    before = models.BinaryField(
        help_text="the document, compressed: drafts of 500 questions have 100 of these"
    )
    after = models.BinaryField()
    is_undone = models.BooleanField(default=False)
    user_id = models.UUIDField(null=True, help_text="who did, undid or redid it last")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="draft_edit_number_once"),
        ]
