"""Whom we compare ourselves with: competitors and industries, their figures, surveys of their customers."""

from django.conf import settings
from django.db import models

from ohlas.lib.ids import new_id


class Competitor(models.Model):
    """A company, or a whole line of business, whose figures stand beside ours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    key = models.CharField(
        max_length=240, help_text="The name without case and spaces, so that none comes twice."
    )
    kind = models.CharField(max_length=12, help_text="competitor or industry")
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_competitor_of_a_name")
        ]


class PublishedFigure(models.Model):
    """A score somebody published, as it was published; nothing of it is ever counted as our own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    competitor = models.ForeignKey(Competitor, on_delete=models.CASCADE, related_name="figures")
    measure = models.CharField(max_length=20)
    scale = models.CharField(max_length=20)
    value = models.FloatField(help_text="In the measure's unit: points, a share 0–1, or a grade.")
    n = models.PositiveIntegerField(null=True, blank=True)
    sd = models.FloatField(null=True, blank=True)
    promoters = models.FloatField(null=True, blank=True)
    detractors = models.FloatField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(help_text="The last day it is about, or the day it was published.")
    source = models.CharField(max_length=300)
    link = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("measure", "-until", "id")
        indexes = [models.Index(fields=["organisation", "measure"], name="published_of_a_measure")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="a_published_figure_has_a_source"),
            models.CheckConstraint(
                condition=models.Q(n__isnull=True) | models.Q(n__gt=0), name="published_by_somebody"
            ),
        ]


class CompetitorSurvey(models.Model):
    """A survey of ours whose respondents are a competitor's customers: it never counts among our own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    competitor = models.ForeignKey(Competitor, on_delete=models.CASCADE, related_name="surveys")
    survey = models.OneToOneField("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    marked_at = models.DateTimeField()
